package org.mailauth.report.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.mailauth.report.dmarc.Samples.Outcome;

/** Bombs, broken files and nonsense: a typed answer, and nothing lost of what can be read (RFC 9990 §8.1). */
class HostileReportTest {
    private static final ReportLimits LIMITS = ReportLimits.defaults();

    private static void assertUnusable(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ReportFormatException.class,
                        unusable -> assertThat(unusable.problem().code()).isEqualTo(code));
    }

    private static AggregateReportReader with(ReportLimits limits) {
        return AggregateReportReader.withLimits(limits);
    }

    @Test
    void reportWithoutFaultHasNoProblem() throws IOException {
        Outcome outcome =
                Samples.read(AggregateReportReader.withDefaultLimits().strict(), Samples.utf8(Samples.report(3)));
        assertThat(outcome.codes()).isEmpty();
        assertThat(outcome.rows()).hasSize(3);
        assertThat(outcome.only().messageCount()).isEqualTo(6);
    }

    @Test
    void entitiesOfBillionLaughsStayText() throws IOException {
        StringBuilder bomb = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE feedback [<!ENTITY l0 \"lol\">");
        for (int level = 1; level < 10; level++) {
            bomb.append("<!ENTITY l")
                    .append(level)
                    .append(" \"")
                    .append(("&l" + (level - 1) + ";").repeat(10))
                    .append("\">");
        }
        bomb.append("<!-- don't ]> --> ]>\n");
        String report = Samples.report(2).replaceFirst("<\\?xml.*\\?>", "").replace("Example<", "&l9;<");
        Outcome outcome = Samples.read(Samples.utf8(bomb + report));
        assertThat(outcome.only().header().metadata().orgName()).isEqualTo("&l9;");
        assertThat(outcome.codes()).containsExactly("report.xml-dtd", "report.xml-entity");
        assertThat(outcome.rows()).hasSize(2);
    }

    @Test
    void externalEntityAndExternalSubsetAreNotLookedAt() throws IOException {
        String doctype =
                "<!DOCTYPE feedback SYSTEM \"http://192.0.2.1/x.dtd\" [<!ENTITY x SYSTEM \"file:///etc/passwd\">"
                        + "<!ENTITY % p SYSTEM \"http://192.0.2.1/p\"> %p;]>";
        String report = Samples.report(1).replaceFirst("\\?>", "?>" + doctype).replace("Example<", "&x;<");
        Outcome outcome = Samples.read(Samples.utf8(report));
        assertThat(outcome.only().header().metadata().orgName()).isEqualTo("&x;");
        assertThat(outcome.codes()).containsExactly("report.xml-dtd", "report.xml-entity");
    }

    @Test
    void gzipBombEndsAtTheRatio() throws IOException {
        byte[] bomb =
                Samples.gzip(Samples.utf8(Samples.START + Samples.row("192.0.2.1", "7") + " ".repeat(20_000_000)));
        Outcome outcome = Samples.read(bomb);
        assertThat(outcome.codes()).contains("report.limit-ratio");
        assertThat(outcome.only().messageCount()).isEqualTo(7);
        assertUnusable("report.limit-ratio", () -> Samples.read(Samples.gzip(new byte[20_000_000])));
        assertUnusable("report.limit-ratio", () -> Samples.read(Samples.zip(List.of(new byte[20_000_000]))));
    }

    @Test
    void decompressedReportEndsAtItsSize() throws IOException {
        byte[] report = Samples.gzip(Samples.utf8(Samples.report(1_000)));
        Outcome outcome = Samples.read(with(LIMITS.withReportOctets(100_000)), report);
        assertThat(outcome.codes()).contains("report.limit-size");
        assertThat(outcome.rows()).hasSizeBetween(200, 300);
    }

    @Test
    void manySmallMembersEndAtTheirNumber() throws IOException {
        List<byte[]> files = new ArrayList<>(List.of(Samples.utf8(Samples.report(1))));
        for (int number = 0; number < 1_000; number++) {
            files.add(new byte[0]);
        }
        Outcome outcome = Samples.read(Samples.zip(files));
        assertThat(outcome.codes()).containsExactly("report.limit-members");
        assertThat(outcome.rows()).hasSize(1);
    }

    @Test
    void containersInEachOtherAreReadUpToALimit() throws IOException {
        byte[] nested = Samples.mail(
                "application/octet-stream",
                Samples.zip(List.of(Samples.zip(List.of(Samples.gzip(Samples.utf8(Samples.report(2))))))));
        assertThat(Samples.read(nested).rows()).hasSize(2);
        byte[] deeper = Samples.zip(List.of(nested));
        assertUnusable("report.limit-nesting", () -> Samples.read(deeper));
        assertThat(Samples.read(with(LIMITS.withNesting(5)), deeper).rows()).hasSize(2);
        byte[] matryoshka = Samples.utf8("x");
        for (int depth = 0; depth < 100; depth++) {
            matryoshka = Samples.gzip(matryoshka);
        }
        byte[] octets = matryoshka;
        assertUnusable("report.limit-nesting", () -> Samples.read(octets));
    }

    @Test
    void containersInEachOtherShareOneSizeWhereverItEnds() throws IOException {
        StringBuilder noise = new StringBuilder();
        Random random = new Random(1);
        while (noise.length() < 20_000) {
            noise.append(Long.toHexString(random.nextLong()));
        }
        byte[] report = Samples.utf8(Samples.report(2) + "<!-- " + noise + " -->");
        byte[] nested = Samples.gzip(Samples.gzip(report));
        int whole = 0;
        for (int most = 1_000; most < 40_000; most += 100) {
            ReportLimits limits = LIMITS.withReportOctets(most);
            try {
                whole += Samples.read(with(limits), nested).codes().isEmpty() ? 1 : 0;
            } catch (ReportFormatException unusable) {
                assertThat(unusable.problem().code()).isEqualTo("report.limit-size");
            }
        }
        assertThat(whole).isPositive();
    }

    @Test
    void everyReportOfAnArchiveIsRead() throws IOException {
        byte[] archive = Samples.zip(List.of(
                Samples.utf8(Samples.report(1)),
                Samples.utf8("<html><body>no report</body></html>"),
                Samples.gzip(Samples.utf8(Samples.report(2)))));
        Outcome outcome = Samples.read(archive);
        assertThat(outcome.readings())
                .extracting(AggregateReportReading::rowCount)
                .containsExactly(1L, 2L);
        assertThat(outcome.readings())
                .extracting(AggregateReportReading::member)
                .containsExactly("file0", "file2");
        assertThat(outcome.codes()).isEmpty();
    }

    @Test
    void truncatedGzipGivesTheRowsUpToThere() throws IOException {
        byte[] whole = Samples.gzip(Samples.utf8(Samples.report(5_000)));
        Outcome outcome = Samples.read(Arrays.copyOf(whole, whole.length / 2));
        assertThat(outcome.codes()).containsExactly("report.xml", "report.container");
        assertThat(outcome.rows()).hasSizeBetween(1_000, 4_000);
        assertThat(outcome.only().header().policyPublished().domain()).isEqualTo("example.com");
        Outcome withoutTrailer = Samples.read(Arrays.copyOf(whole, whole.length - 8));
        assertThat(withoutTrailer.rows()).hasSize(5_000);
        assertThat(withoutTrailer.codes()).containsExactly("report.container");
    }

    @Test
    void wrongChecksumIsAProblemOfACompleteReport() throws IOException {
        byte[] whole = Samples.gzip(Samples.utf8(Samples.report(3)));
        whole[whole.length - 6] ^= 1;
        Outcome outcome = Samples.read(whole);
        assertThat(outcome.rows()).hasSize(3);
        assertThat(outcome.codes()).containsExactly("report.container");
    }

    @Test
    void truncatedZipAndTruncatedMailGiveTheRowsUpToThere() throws IOException {
        byte[] zip = Samples.zip(List.of(Samples.utf8(Samples.report(5_000))));
        Outcome fromZip = Samples.read(Arrays.copyOf(zip, zip.length / 2));
        assertThat(fromZip.rows()).hasSizeBetween(1_000, 4_000);
        assertThat(fromZip.codes()).contains("report.container");
        byte[] two = Samples.zip(List.of(Samples.utf8(Samples.report(1)), Samples.utf8(Samples.report(2))));
        int second = new String(two, StandardCharsets.ISO_8859_1).indexOf("PK\u0003\u0004", 4);
        Outcome betweenFiles = Samples.read(Arrays.copyOf(two, second));
        assertThat(betweenFiles.rows()).hasSize(1);
        assertThat(betweenFiles.codes()).containsExactly("report.container");
        byte[] mail = Samples.mail("application/gzip", Samples.gzip(Samples.utf8(Samples.report(5_000))));
        Outcome fromMail = Samples.read(Arrays.copyOf(mail, mail.length / 2));
        assertThat(fromMail.rows()).hasSizeBetween(1_000, 4_000);
        assertThat(fromMail.codes()).contains("report.container");
    }

    @Test
    void reportInAMailInAMailIsFound() throws IOException {
        String inner = new String(
                Samples.mail("application/gzip", Samples.gzip(Samples.utf8(Samples.report(4)))),
                StandardCharsets.US_ASCII);
        byte[] forwarded = Samples.utf8("From: b@example.net\r\nContent-Type: message/rfc822\r\n\r\n" + inner);
        assertThat(Samples.read(forwarded).rows()).hasSize(4);
        StringBuilder deep = new StringBuilder();
        for (int depth = 0; depth < 10_000; depth++) {
            deep.append("Content-Type: message/rfc822\r\n\r\n");
        }
        assertUnusable("report.limit-nesting", () -> Samples.read(Samples.utf8(deep + inner)));
    }

    @Test
    void multipartsInEachOtherEndAtALimit() {
        StringBuilder deep = new StringBuilder();
        for (int depth = 0; depth < 2_000; depth++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(depth)
                    .append("\r\n\r\n--b")
                    .append(depth)
                    .append("\r\n");
        }
        assertUnusable("report.limit-nesting", () -> Samples.read(Samples.utf8(deep.toString())));
    }

    @Test
    void octetsOfAnotherCharsetCostThemselvesOnly() throws IOException {
        byte[] latin = Samples.report(2).replace("Example<", "Société<").getBytes(StandardCharsets.ISO_8859_1);
        Outcome outcome = Samples.read(latin);
        assertThat(outcome.only().header().metadata().orgName()).isEqualTo("Soci\uFFFDt\uFFFD");
        assertThat(outcome.codes()).containsExactly("report.xml-character");
        assertThat(outcome.rows()).hasSize(2);
    }

    @Test
    void declaredCharsetsAreUsedWhereTheyCanBe() throws IOException {
        String text = Samples.report(1).replace("Example<", "Société<");
        String latin = text.replace("UTF-8", "ISO-8859-1");
        assertThat(nameOf(latin.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("Société");
        assertThat(nameOf(text.getBytes(StandardCharsets.UTF_16))).isEqualTo("Société");
        assertThat(nameOf(text.getBytes(StandardCharsets.UTF_16LE))).isEqualTo("Société");
        assertThat(nameOf(Samples.utf8("\uFEFF" + text))).isEqualTo("Société");
        for (String wrong : List.of("UTF-16", "IBM1047", "no-such-charset", "x y", "")) {
            Outcome outcome = Samples.read(Samples.utf8(text.replace("UTF-8", wrong)));
            assertThat(outcome.only().header().metadata().orgName()).isEqualTo("Société");
            assertThat(outcome.codes()).isEqualTo(wrong.isEmpty() ? List.of() : List.of("report.charset"));
        }
    }

    private static String nameOf(byte[] octets) throws IOException {
        Outcome outcome = Samples.read(octets);
        assertThat(outcome.codes()).isEmpty();
        return outcome.only().header().metadata().orgName();
    }

    @Test
    void rowsWithoutSenseAreLeftOutAndNamed() throws IOException {
        String report = Samples.START + Samples.row("192.0.2.1", "1") + Samples.row("192.0.2.2", "-3")
                + Samples.row("192.0.2.3", "many") + Samples.row("example.com", "1") + Samples.row("", "1")
                + Samples.row("192.0.2.4", "99999999999999999999") + "<record/>" + Samples.row("2001:db8::1", "2")
                + Samples.END;
        Outcome outcome = Samples.read(Samples.utf8(report));
        assertThat(outcome.rows()).extracting(AggregateRow::count).containsExactly(1L, 2L);
        assertThat(outcome.only().droppedRowCount()).isEqualTo(6);
        assertThat(outcome.only().problems())
                .extracting(Object::toString)
                .anySatisfy(
                        text -> assertThat(text).startsWith("report.number: record 2: count is not positive: \"-3\""));
        assertThat(outcome.codes()).contains("report.row-dropped", "report.number", "report.address", "report.missing");
    }

    @Test
    void mappedAndBracketedAddressesAreAddresses() throws IOException {
        String report =
                Samples.START + Samples.row("::ffff:192.0.2.1", "1") + Samples.row("[2001:db8::1]", "1") + Samples.END;
        Outcome outcome = Samples.read(Samples.utf8(report));
        assertThat(outcome.rows())
                .extracting(row -> row.sourceIp().getAddress().length)
                .containsExactly(4, 16);
        assertThat(outcome.codes()).containsExactly("report.address");
    }

    @Test
    void numbersOfMessagesDoNotOverflow() throws IOException {
        String most = "" + 999_999_999_999_999_999L;
        StringBuilder report = new StringBuilder(Samples.START);
        for (int number = 0; number < 20; number++) {
            report.append(Samples.row("192.0.2.1", most));
        }
        Outcome outcome = Samples.read(Samples.utf8(report + Samples.END));
        assertThat(outcome.only().messageCount()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void datesOutOfOrderAndNoDatesAreProblems() throws IOException {
        Outcome reversed = Samples.read(Samples.utf8(Samples.report(1).replace("1800086399", "17")));
        assertThat(reversed.codes()).containsExactly("report.dates");
        assertThat(reversed.only().header().metadata().end().orElseThrow().getEpochSecond())
                .isEqualTo(17);
        for (String none : List.of("yesterday", "-1", "1800086399000", "2027-01-15T00:00:00Z", "")) {
            Outcome outcome = Samples.read(Samples.utf8(Samples.report(1).replace("1800086399", none)));
            assertThat(outcome.codes()).as(none).containsExactly("report.number");
            assertThat(outcome.only().header().metadata().end()).isEmpty();
        }
    }

    @Test
    void whatStandsBehindRowsCountsInTheEnd() throws IOException {
        String policy = "<policy_published><domain>example.com</domain><p>reject</p></policy_published>";
        String report = Samples.report(2).replace(policy, "").replace(Samples.END, policy + Samples.END);
        Outcome outcome = Samples.read(Samples.utf8(report));
        assertThat(outcome.only().header().policyPublished().domain()).isEqualTo("example.com");
        assertThat(outcome.codes()).containsExactly("report.order");
    }

    @Test
    void rowsEndAtTheirNumberUnlessLifted() throws IOException {
        byte[] report = Samples.utf8(Samples.report(10));
        Outcome outcome = Samples.read(with(LIMITS.withRows(4)), report);
        assertThat(outcome.rows()).hasSize(4);
        assertThat(outcome.codes()).containsExactly("report.limit-rows");
        assertThat(Samples.read(with(LIMITS.withRows(10)), report).codes()).isEmpty();
    }

    @Test
    void depthTextsProblemsAndInputHaveLimits() throws IOException {
        String deep = "<x>".repeat(1_000_000);
        Outcome depth = Samples.read(Samples.utf8(Samples.report(1).replace(Samples.END, deep)));
        assertThat(depth.codes()).containsExactly("report.unknown-element", "report.limit-depth");
        assertThat(depth.rows()).hasSize(1);

        Outcome text = Samples.read(Samples.utf8(Samples.report(1).replace("Example<", "y".repeat(5_000_000) + "<")));
        assertThat(text.codes()).containsExactly("report.limit-text");
        assertThat(text.only().header().metadata().orgName()).hasSize(1_000);

        String faults = Samples.row("192.0.2.1", "1")
                .replace("<dkim>pass</dkim>", "<dkim>perhaps</dkim>")
                .repeat(500);
        Outcome problems = Samples.read(Samples.utf8(Samples.START + faults + Samples.END));
        assertThat(problems.rows()).hasSize(500);
        assertThat(problems.only().problems()).hasSize(101);
        assertThat(problems.only().problems().get(100).text()).isEqualTo("there are 400 more problems");

        Outcome input = Samples.read(with(LIMITS.withInputOctets(5_000)), Samples.utf8(Samples.report(100)));
        assertThat(input.codes()).containsExactly("report.xml", "report.limit-input");
        assertThat(input.rows()).hasSizeBetween(5, 15);
    }

    @Test
    void slipsOfMarkupBecomeText() throws IOException {
        String report = Samples.report(1)
                .replace("Example<", "A & B < C <admin@example.net> &nbsp; <![CDATA[<b>&amp;</b>]]> ]]> x\u0001<")
                .replace("<report_id>", "<!-- <report_id> -- --><?php echo ?><report_id lang='en' lang=\"de\">");
        Outcome outcome = Samples.read(Samples.utf8("\n" + report));
        assertThat(outcome.only().header().metadata().orgName())
                .isEqualTo("A & B < C <admin@example.net> &nbsp; <b>&amp;</b> ]]> x\uFFFD");
        assertThat(outcome.only().header().metadata().reportId()).isEqualTo("r1");
        assertThat(outcome.codes())
                .containsExactly(
                        "report.xml-declaration", "report.xml-markup", "report.xml-entity", "report.xml-character");
    }

    @Test
    void oldAndMisspeltWordsAreNamed() throws IOException {
        String report = Samples.report(1)
                .replace("<dkim>pass</dkim>", "<dkim>PASS</dkim>")
                .replace("<disposition>none", "<disposition>delivered")
                .replace(
                        "</auth_results>",
                        "<spf><domain>a.example</domain><result>hardfail</result></spf></auth_results>");
        Outcome outcome = Samples.read(Samples.utf8(report));
        AggregateRow row = outcome.rows().get(0);
        assertThat(row.policyEvaluated().dkim()).contains(AlignedResult.PASS);
        assertThat(row.policyEvaluated().disposition()).isEmpty();
        assertThat(row.authResults().spf().get(0).result()).contains(AuthResult.FAIL);
        assertThat(outcome.codes()).containsExactly("report.value");
    }

    @Test
    void strictReaderRefusesAnyDeviation() {
        AggregateReportReader strict = AggregateReportReader.withDefaultLimits().strict();
        String report = Samples.report(2);
        assertUnusable(
                "report.namespace",
                () -> Samples.read(strict, Samples.utf8(report.replaceFirst(" xmlns=\"[^\"]*\"", ""))));
        assertUnusable(
                "report.number", () -> Samples.read(strict, Samples.utf8(report.replace("<count>2", "<count>0"))));
        assertUnusable("report.trailing", () -> Samples.read(strict, Samples.utf8(report + "<x/>")));
        byte[] gzip = Samples.gzip(Samples.utf8(report));
        assertUnusable("report.container", () -> Samples.read(strict, Arrays.copyOf(gzip, gzip.length - 1)));
    }

    @Test
    void whatIsNoReportIsUnusable() {
        for (String none : List.of(
                "", "x", "<html><feedback/></html>", "<a/>", "<a", "{}", "From: a@example.net\r\n\r\nHello", "PK")) {
            assertUnusable("report.none", () -> Samples.read(Samples.utf8(none)));
        }
        assertUnusable("report.none", () -> Samples.read(Samples.zip(List.of())));
        assertUnusable("report.missing", () -> Samples.read(Samples.utf8("<feedback/>")));
        assertUnusable("report.xml", () -> Samples.read(Samples.utf8("<feedback>")));
        assertUnusable("report.container", () -> Samples.read(new byte[] {0x1F, (byte) 0x8B, 9}));
    }

    @Test
    void failureOfTheStreamIsNoProblemOfTheReport() {
        byte[] gzip = Samples.gzip(Samples.utf8(Samples.report(100)));
        InputStream fails = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk on fire");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return read();
            }
        };
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(gzip, 0, gzip.length / 2), fails);
        assertThatThrownBy(() -> AggregateReportReader.withDefaultLimits().read(in, (header, row) -> {}))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk on fire");
    }

    @Test
    void whatTheHandlerThrowsEndsTheCall() {
        byte[] mail = Samples.mail("application/gzip", Samples.gzip(Samples.utf8(Samples.report(1))));
        assertThatThrownBy(() -> AggregateReportReader.withDefaultLimits().read(mail, (header, row) -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }
}
