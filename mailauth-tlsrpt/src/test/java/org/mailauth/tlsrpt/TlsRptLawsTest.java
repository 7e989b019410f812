package org.mailauth.tlsrpt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Parsed;

/** What holds for every record, report and count. */
class TlsRptLawsTest {
    private static final TlsReportReader READER = TlsReportReader.withDefaults();

    @Provide
    Arbitrary<TlsReport> reports() {
        return ReportArbitraries.reports();
    }

    @Provide
    Arbitrary<TlsSessionCounts> counts() {
        return ReportArbitraries.sessionCounts();
    }

    @Provide
    Arbitrary<List<ReportArbitraries.Session>> sessions() {
        return ReportArbitraries.sessions().list().ofMaxSize(30);
    }

    /** Texts that are records, nearly records, and anything. */
    @Provide
    Arbitrary<String> recordTexts() {
        Arbitrary<String> piece = Arbitraries.of(
                "v=TLSRPTv1",
                ";",
                "; ",
                "rua=",
                "mailto:a@example.com",
                "https://r.example/x",
                ",",
                " ",
                "x=y",
                "ext-1=z",
                "=",
                "ftp://x",
                "%",
                "!",
                "rua=mailto:b@example.com");
        Arbitrary<String> field = Arbitraries.of(
                " x=y",
                "ext-1=z",
                " rua=mailto:b@example.com",
                " rua=https://r.example/x , mailto:c@example.com,ftp://x",
                "");
        Arbitrary<String> made =
                field.list().ofMinSize(1).ofMaxSize(5).map(fields -> "v=TLSRPTv1 ;" + String.join(" ;", fields));
        Arbitrary<String> loose = piece.list().ofMaxSize(8).map(pieces -> String.join("", pieces));
        return Arbitraries.frequencyOf(
                Tuple.of(3, made),
                Tuple.of(2, loose),
                Tuple.of(1, Arbitraries.strings().map(text -> "v=TLSRPTv1;" + text)),
                Tuple.of(1, Arbitraries.strings()));
    }

    @Property
    void writtenRecordIsReadBackEqual(@ForAll("recordTexts") String text) {
        Parsed<TlsRptRecord> parsed = TlsRptRecord.parse(text);

        parsed.value().ifPresent(record -> {
            Parsed<TlsRptRecord> again = TlsRptRecord.parse(record.toText());
            assertThat(again).isEqualTo(Parsed.of(record));
            assertThat(again.orElseThrow()).hasSameHashCodeAs(record).hasToString(record.toString());
        });
        Statistics.label("usable")
                .collect(parsed.value().isPresent())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
    }

    @Property
    void problemOfARecordSaysWhere(@ForAll("recordTexts") String text) {
        assertThat(TlsRptRecord.parse(text).problems())
                .allSatisfy(
                        problem -> assertThat(problem.position().orElseThrow()).isBetween(0L, (long) text.length()));
    }

    @Property
    void writtenReportIsReadBackEqual(@ForAll("reports") TlsReport report) {
        assertThat(READER.read(report.toJson().getBytes(UTF_8)).value()).contains(report);
        assertThat(READER.read(report.toGzip()).value()).contains(report);
    }

    @Property
    void anyTextsMakeStrictJson(@ForAll String text) throws IOException {
        TlsReport report = TlsReport.builder()
                .organizationName(text + "x")
                .contactInfo("a@example.com")
                .reportId("1")
                .day(LocalDate.of(2026, 11, 30))
                .build();
        JsonNode tree = new ObjectMapper().readTree(report.toJson().getBytes(UTF_8));
        assertThat(tree.get("organization-name").asText()).isEqualTo(JsonText.sound(text + "x"));
    }

    @Property
    void noOctetsMakeTheReaderThrow(@ForAll byte[] octets) {
        assertThat(READER.read(octets)).isNotNull();
        byte[] gzip = octets.clone();
        if (gzip.length > 2) {
            gzip[0] = 0x1F;
            gzip[1] = (byte) 0x8B;
            gzip[2] = 8;
        }
        assertThat(READER.read(gzip)).isNotNull();
        assertThat(READER.read(TlsReportReaderTest.gzip(octets))).isEqualTo(READER.read(octets));
    }

    @Property
    void noMutationMakesTheReaderThrow(
            @ForAll("reports") TlsReport report, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int mutations) {
        byte[] octets = report.toJson().getBytes(UTF_8);
        Random random = new Random(seed);
        byte[] pieces = "{}[]\",:0-9.eEntf\\u\0\u007f".getBytes(UTF_8);
        for (int i = 0; i < mutations; i++) {
            octets[random.nextInt(octets.length)] = pieces[random.nextInt(pieces.length)];
        }
        Parsed<TlsReport> parsed = READER.read(octets);
        int length = octets.length;
        assertThat(parsed.problems())
                .allSatisfy(problem -> assertThat(problem.position().orElse(0)).isBetween(0L, (long) length));
        parsed.value()
                .ifPresent(read -> assertThat(
                                READER.read(read.toJson().getBytes(UTF_8)).value())
                        .contains(read));
        Statistics.label("usable")
                .collect(parsed.value().isPresent())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 3));
    }

    @Property
    void compressedMutationIsNoException(@ForAll("reports") TlsReport report, @ForAll long seed) {
        byte[] octets = report.toGzip();
        Random random = new Random(seed);
        octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));

        assertThat(READER.read(octets)).isNotNull();
    }

    @Property
    void chunksChangeNothing(
            @ForAll("reports") TlsReport report,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 9) Integer> sizes)
            throws IOException {
        byte[] plain = report.toJson().getBytes(UTF_8);
        byte[] member = report.toGzip();
        byte[] members = new byte[member.length + 20];
        System.arraycopy(member, 0, members, 0, member.length);
        System.arraycopy(TlsReportReaderTest.gzip(new byte[0]), 0, members, member.length, 20);
        for (byte[] octets : List.of(plain, member, members)) {
            assertThat(READER.read(chunked(octets, sizes))).isEqualTo(READER.read(octets));
        }
    }

    /** Gives out its octets in pieces of these sizes, over and over, and says of none that it is at hand. */
    private static InputStream chunked(byte[] octets, List<Integer> sizes) {
        return new ByteArrayInputStream(octets) {
            private int turn;

            @Override
            public synchronized int read(byte[] target, int from, int length) {
                turn++;
                return super.read(target, from, Math.min(length, sizes.get(turn % sizes.size())));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }

    @Property
    void mergeIsAssociativeAndCommutative(
            @ForAll("counts") TlsSessionCounts a,
            @ForAll("counts") TlsSessionCounts b,
            @ForAll("counts") TlsSessionCounts c) {
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
        assertThat(a.merge(TlsSessionCounts.none())).isEqualTo(a);
        assertThat(a.merge(b).policyReports()).isEqualTo(b.merge(a).policyReports());
    }

    @Property
    void splitSessionsMergeToAllSessions(
            @ForAll("sessions") List<ReportArbitraries.Session> sessions, @ForAll long seed) {
        Random random = new Random(seed);
        List<List<ReportArbitraries.Session>> hosts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            hosts.add(new ArrayList<>());
        }
        sessions.forEach(session -> hosts.get(random.nextInt(3)).add(session));
        TlsSessionCounts merged =
                hosts.stream().map(ReportArbitraries::count).reduce(TlsSessionCounts.none(), TlsSessionCounts::merge);

        assertThat(merged).isEqualTo(ReportArbitraries.count(sessions));
        long counted = merged.policyReports().stream()
                .mapToLong(policy -> policy.totalSuccessfulSessionCount().orElseThrow()
                        + policy.totalFailureSessionCount().orElseThrow())
                .sum();
        assertThat(counted).isEqualTo(sessions.size());
        assertThat(merged.policyReports())
                .allSatisfy(policy -> assertThat(policy.failureDetails().stream()
                                .mapToLong(
                                        details -> details.failedSessionCount().orElseThrow())
                                .sum())
                        .isEqualTo(policy.totalFailureSessionCount().orElseThrow()));
    }
}
