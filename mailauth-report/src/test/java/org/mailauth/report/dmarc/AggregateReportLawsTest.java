package org.mailauth.report.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.mailauth.conformance.ConformanceSuite;
import org.mailauth.report.dmarc.Samples.Outcome;
import org.xml.sax.SAXException;

class AggregateReportLawsTest {
    private final Schema schema = schema();

    @Provide
    Arbitrary<AggregateReport> reports() {
        return ReportArbitraries.report();
    }

    @Property(tries = 200)
    void writtenReportIsReadBackEqualAndWithoutProblem(@ForAll("reports") AggregateReport report)
            throws ReportFormatException {
        assertThat(AggregateReportWriter.problems(report)).isEmpty();
        byte[] xml = AggregateReportWriter.toXml(report);
        for (byte[] form : List.of(xml, AggregateReportWriter.toGzip(report), Samples.zip(List.of(xml)))) {
            Outcome outcome = Samples.read(form);
            assertThat(outcome.only().problems()).isEmpty();
            assertThat(new AggregateReport(outcome.only().header(), outcome.rows()))
                    .isEqualTo(report);
        }
        assertThat(AggregateReportWriter.toXml(report)).isEqualTo(xml);
        Statistics.label("several rows").collect(report.rows().size() > 1);
    }

    /** The schema of RFC 9990 Appendix A, read by the JDK's validator: nothing of ours has a say. */
    @Property(tries = 100)
    void writtenReportIsValid(@ForAll("reports") AggregateReport report) throws Exception {
        schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(AggregateReportWriter.toXml(report))));
    }

    private static Schema schema() {
        Path xsd = ConformanceSuite.open("reports").path("aggregate/dmarc-2.0.xsd");
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(xsd.toFile());
        } catch (SAXException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void schemaRefusesWhatIsNotValid() {
        byte[] invalid = Samples.utf8(Samples.report(1).replace("<count>1</count>", ""));
        assertThat(catchThrowable(
                        () -> schema().newValidator().validate(new StreamSource(new ByteArrayInputStream(invalid)))))
                .hasMessageContaining("count");
    }

    @Property(tries = 500)
    void noOctetsMakeTheReaderThrowAnythingElse(@ForAll byte[] octets) {
        readable(octets);
        for (String start :
                List.of("\u001F\u008B\u0008", "PK\u0003\u0004", "<feedback", "From: a\r\n\r\n", "\u00FE\u00FF")) {
            byte[] begun = new byte[start.length() + octets.length];
            for (int at = 0; at < start.length(); at++) {
                begun[at] = (byte) start.charAt(at);
            }
            System.arraycopy(octets, 0, begun, start.length(), octets.length);
            readable(begun);
        }
    }

    @Provide
    Arbitrary<String> soup() {
        Arbitrary<String> pieces = Arbitraries.of(
                "<feedback>",
                "</feedback>",
                "<record>",
                "</record>",
                "<row>",
                "</row>",
                "<count>",
                "</count>",
                "1",
                "<source_ip>192.0.2.1</source_ip>",
                "<a b='c'>",
                "<!DOCTYPE a [",
                "]>",
                "<!ENTITY x 'y'>",
                "&x;",
                "&#0;",
                "&#x41;",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "<?x",
                "?>",
                "<",
                ">",
                "&",
                "\"",
                "'",
                "\u0000",
                "<p/>",
                "<report_metadata>",
                "</report_metadata>",
                "<policy_published><domain>a.b</domain></policy_published>",
                "xmlns:a=\"",
                "<a:b xmlns:a='' xmlns:a=''>",
                "é",
                "\uD83D\uDE00",
                " ",
                "\n",
                "text",
                "</",
                "/>");
        return pieces.list().ofMaxSize(60).map(list -> String.join("", list));
    }

    @Property(tries = 1_000)
    void noMarkupMakesTheReaderThrowAnythingElse(@ForAll("soup") String soup) {
        boolean read = readable(Samples.utf8(soup));
        read |= readable(Samples.utf8("<feedback><report_id/>" + soup));
        String inText = soup.replace("</", "< /");
        Outcome outcome;
        try {
            outcome = Samples.read(Samples.utf8(
                    Samples.report(1).replace("Example<", "<![CDATA[" + inText.replace("]]>", "") + "]]><")));
        } catch (ReportFormatException unusable) {
            throw new AssertionError(inText, unusable);
        }
        assertThat(outcome.rows()).hasSize(1);
        Statistics.label("is a report").collect(read);
        Statistics.label("is a report")
                .coverage(coverage -> coverage.check(true).count(count -> count > 20));
    }

    private static boolean readable(byte[] octets) {
        try {
            Outcome outcome = Samples.read(octets);
            assertThat(outcome.readings()).isNotEmpty();
            return true;
        } catch (ReportFormatException unusable) {
            assertThat(unusable.problem().code()).startsWith("report.");
            return false;
        }
    }

    @Provide
    Arbitrary<byte[]> truncated() {
        return Combinators.combine(
                        ReportArbitraries.report(), Arbitraries.integers().between(40, 100))
                .as((report, percent) -> {
                    byte[] whole = AggregateReportWriter.toXml(report);
                    return Arrays.copyOf(whole, whole.length * percent / 100);
                });
    }

    @Property(tries = 200)
    void cutOffReportGivesEveryRowBeforeTheCut(@ForAll("truncated") byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        int complete = text.split("</record>", -1).length - 1;
        try {
            Outcome outcome = Samples.read(octets);
            assertThat(outcome.rows()).hasSize(complete);
        } catch (ReportFormatException unusable) {
            assertThat(complete).isZero();
        }
        Statistics.label("rows before the cut").collect(complete > 0);
        Statistics.label("rows before the cut")
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 15));
    }

    /** Real reports with octets changed, taken out, doubled: an answer each time. */
    @Test
    void mutatedCorpusIsReadOrRefused() throws IOException {
        Path folder = ConformanceSuite.open("reports").path("aggregate");
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toFile().length() < 40_000).sorted().toList();
        }
        int read = 0;
        Random random = new Random(20261130);
        for (Path file : files) {
            byte[] octets = Files.readAllBytes(file);
            for (int round = 0; round < 150; round++) {
                if (readable(mutated(octets, random))) {
                    read++;
                }
            }
        }
        assertThat(files.size()).isGreaterThan(15);
        assertThat(read).isBetween(files.size() * 30, files.size() * 149);
    }

    private static byte[] mutated(byte[] octets, Random random) {
        byte[] changed = octets.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(changed.length);
            int length = Math.min(random.nextInt(30), changed.length - at);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1 -> System.arraycopy(changed, random.nextInt(changed.length - length + 1), changed, at, length);
                case 2 -> changed = Arrays.copyOf(changed, Math.max(1, changed.length - length));
                default -> changed[at] = (byte) "<>&/!?[]\"'\n\0".charAt(random.nextInt(12));
            }
        }
        return changed;
    }
}
