package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Parsed;

/** Records and report URIs: any text has an outcome, and what is written reads back. */
class RecordLawsTest {

    @Provide
    Arbitrary<String> octets() {
        return Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(120);
    }

    /** Texts like records: pieces of the grammar, blanks and separators anywhere, and a few wrong characters. */
    @Provide
    Arbitrary<String> likeRecords() {
        Arbitrary<String> names = Arbitraries.of(
                "p", "sp", "np", "t", "psd", "adkim", "aspf", "rua", "ruf", "fo", "pct", "rf", "ri", "P", "Rua", "x",
                "v", "");
        Arbitrary<String> values = Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        Arbitraries.of(
                                "none",
                                "quarantine",
                                "reject",
                                "Reject",
                                "y",
                                "n",
                                "u",
                                "r",
                                "s",
                                "0",
                                "1:d:s",
                                "0:1",
                                "d:d",
                                "100",
                                "0",
                                "101",
                                "4294967295",
                                "afrf:iodef",
                                "",
                                "re ject",
                                "a, b")),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "mailto:a@example.com",
                                "mailto:a@example.com!10m",
                                "mailto:a%21@example.com,mailto:b@example.net",
                                "https://example.com/x!5",
                                "mailto:a@b!99999999999999999999g",
                                ",",
                                "mailto:%zz",
                                "mailto:a@example.com!")),
                Tuple.of(
                        1,
                        Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(8)));
        Arbitrary<String> equals = Arbitraries.of("=", "=", "=", " = ", "\t=", "");
        Arbitrary<String> separators = Arbitraries.of(";", "; ", " ;\t", ";;", "");
        Arbitrary<String> tags = Combinators.combine(separators, names, equals, values)
                .as((separator, name, sign, value) -> separator + name + sign + value);
        Arbitrary<String> starts =
                Arbitraries.of("v=DMARC1", "v=DMARC1", "v=DMARC1", "V =\tDMARC1 ", " v=DMARC1", "v=DMARC2", "");
        return Combinators.combine(starts, tags.list().ofMaxSize(6), Arbitraries.of("", ";", "; ", " "))
                .as((start, list, end) -> start + String.join("", list) + end);
    }

    private static void assertReadsBack(String text) {
        Parsed<DmarcRecord> parsed = DmarcRecord.parse(text);
        assertThat(parsed.value().isPresent()).isEqualTo(DmarcRecord.isDmarc(text));
        parsed.value().ifPresent(record -> {
            String written = record.toText();
            assertThat(written).matches("[\\x20-\\x7e\\t]*").startsWith("v=DMARC1");
            assertThat(DmarcRecord.of(written)).as(written).isEqualTo(record).hasSameHashCodeAs(record);
            assertThat(DmarcRecord.of(written).toText()).isEqualTo(written);
            assertThat(record.toBuilder().build()).isEqualTo(record);
        });
        assertThat(parsed.problems()).allMatch(problem -> problem.position().orElse(0) <= text.length());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyTextHasAnOutcome(@ForAll("octets") String text) {
        assertReadsBack(text);
        assertReadsBack("v=DMARC1;" + text);
        assertReadsBack("v=DMARC1;p=" + text);
        assertReadsBack("v=DMARC1;rua=mailto:" + text);
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void textLikeARecordReadsBackAsItWasUnderstood(@ForAll("likeRecords") String text) {
        assertReadsBack(text);
        Parsed<DmarcRecord> parsed = DmarcRecord.parse(text);
        Statistics.label("record").collect(parsed.value().isPresent());
        Statistics.label("record").coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
        Statistics.label("without a problem")
                .collect(parsed.value().isPresent() && parsed.problems().isEmpty());
        Statistics.label("without a problem")
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 3));
    }

    @Provide
    Arbitrary<DmarcRecord> records() {
        Arbitrary<DmarcPolicy> policies = Arbitraries.of(DmarcPolicy.class);
        Arbitrary<ReportUri> uris = Arbitraries.of(
                        "mailto:a@example.com",
                        "mailto:b%2Cc@example.net!10m",
                        "https://example.org/r?x=1",
                        "urn:a:b!7")
                .filter(text -> ReportUri.parse(text).value().isPresent())
                .map(ReportUri::of);
        Arbitrary<Set<FailureReportOption>> options = Arbitraries.of(
                EnumSet.of(FailureReportOption.ALL_FAILED),
                EnumSet.of(FailureReportOption.ANY_FAILED, FailureReportOption.SPF_FAILED),
                EnumSet.of(FailureReportOption.DKIM_FAILED));
        Arbitrary<DmarcRecordBuilder> first = Combinators.combine(
                        policies, policies.optional(), policies.optional(), Arbitraries.of(PublicSuffixFlag.class))
                .as((p, sp, np, psd) -> {
                    DmarcRecordBuilder builder = DmarcRecord.builder(p).publicSuffixFlag(psd);
                    sp.ifPresent(builder::subdomainPolicy);
                    np.ifPresent(builder::nonexistentSubdomainPolicy);
                    return builder;
                });
        Arbitrary<List<ReportUri>> lists = uris.set().ofMaxSize(3).map(List::copyOf);
        return Combinators.combine(
                        first,
                        Arbitraries.of(true, false),
                        Arbitraries.of(AlignmentMode.class),
                        Arbitraries.of(AlignmentMode.class),
                        lists,
                        lists,
                        options)
                .as((builder, testing, dkim, spf, rua, ruf, fo) -> builder.testing(testing)
                        .dkimAlignment(dkim)
                        .spfAlignment(spf)
                        .aggregateReportUris(rua)
                        .failureReportUris(ruf)
                        .failureReportOptions(fo)
                        .build());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void writtenRecordReadsBackWithoutAProblem(@ForAll("records") DmarcRecord record) {
        assertThat(DmarcRecord.parse(record.toText())).isEqualTo(Parsed.of(record));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyTextIsAReportUriOrNone(@ForAll("octets") String text) {
        for (String candidate : List.of(text, "mailto:" + text, "mailto:a@example.com!" + text, "x:" + text)) {
            ReportUri.parse(candidate).value().ifPresent(uri -> {
                assertThat(ReportUri.of(uri.toString())).isEqualTo(uri).hasToString(uri.toString());
                assertThat(uri.isMailto()).isEqualTo(uri.mailAddress().isPresent());
                uri.host();
            });
        }
    }
}
