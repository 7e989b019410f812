package org.mailauth.dane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Deadline;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** What holds for every RRset, every chain and every DNS. */
class DaneLawsTest {
    private static final TestCertificate ROOT =
            TestCertificate.authority("CN=Root").make();
    private static final TestCertificate OTHER_ROOT =
            TestCertificate.authority("CN=Root").make();
    private static final TestCertificate MIDDLE =
            TestCertificate.authority("CN=Middle").issuedBy(ROOT).make();
    private static final TestCertificate SERVER =
            TestCertificate.server("mx.example.com").issuedBy(MIDDLE).make();
    private static final TestCertificate RENEWED = TestCertificate.server("mx.example.com")
            .keys(SERVER.keys())
            .issuedBy(MIDDLE)
            .make();
    private static final TestCertificate STRANGER =
            TestCertificate.server("mx.example.com").issuedBy(OTHER_ROOT).make();
    private static final TestCertificate ELSEWHERE =
            TestCertificate.server("elsewhere.example").issuedBy(MIDDLE).make();
    private static final List<TestCertificate> ALL =
            List.of(ROOT, OTHER_ROOT, MIDDLE, SERVER, RENEWED, STRANGER, ELSEWHERE);

    @Provide
    static Arbitrary<TlsaRecord> rdata() {
        Arbitrary<Integer> field = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(0, 3)),
                Tuple.of(1, Arbitraries.integers().between(0, 255)));
        Arbitrary<byte[]> octets = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(80),
                Arbitraries.bytes().array(byte[].class).ofSize(32),
                Arbitraries.bytes().array(byte[].class).ofSize(64),
                mutated().map(DaneLawsTest::encoded),
                mutated().map(DaneLawsTest::key));
        return Combinators.combine(field, field, field, octets)
                .as((usage, selector, type, data) -> new TlsaRecord(
                        new DnsRecord.Tlsa(usage, selector, type, HexFormat.of().formatHex(data))));
    }

    @Provide
    static Arbitrary<TlsaRecord> fitting() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(4, TlsaUsage.DANE_TA),
                                Tuple.of(4, TlsaUsage.DANE_EE),
                                Tuple.of(1, TlsaUsage.PKIX_TA),
                                Tuple.of(1, TlsaUsage.PKIX_EE)),
                        Arbitraries.of(TlsaSelector.values()),
                        Arbitraries.of(TlsaMatchingType.values()),
                        Arbitraries.of(ALL))
                .as((usage, selector, type, each) -> TlsaRecord.of(usage, selector, type, each.certificate()));
    }

    @Provide
    static Arbitrary<List<TlsaRecord>> rrsets() {
        return Arbitraries.frequencyOf(Tuple.of(3, fitting()), Tuple.of(1, rdata()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    static Arbitrary<List<X509Certificate>> chains() {
        Arbitrary<List<TestCertificate>> sound = Arbitraries.of(
                List.of(SERVER, MIDDLE, ROOT),
                List.of(SERVER, MIDDLE),
                List.of(RENEWED, MIDDLE, ROOT),
                List.of(STRANGER, OTHER_ROOT),
                List.of(ELSEWHERE, MIDDLE, ROOT));
        return Arbitraries.oneOf(sound, Arbitraries.of(ALL).list().ofMaxSize(6))
                .map(list -> list.stream().map(TestCertificate::certificate).toList());
    }

    /** Certificates with octets changed, as far as the JDK still reads them. */
    @Provide
    static Arbitrary<X509Certificate> mutated() {
        return Combinators.combine(
                        Arbitraries.of(ALL),
                        Arbitraries.randoms(),
                        Arbitraries.integers().between(0, 4))
                .as((each, random, changes) -> mutate(each, random, changes));
    }

    private static X509Certificate mutate(TestCertificate original, Random random, int changes) {
        byte[] octets = original.encoded();
        for (int i = 0; i < changes; i++) {
            byte[] candidate = octets.clone();
            candidate[random.nextInt(candidate.length)] = (byte) random.nextInt(256);
            octets = read(candidate).isPresent() ? candidate : octets;
        }
        return read(octets).orElseThrow();
    }

    private static Optional<X509Certificate> read(byte[] octets) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(octets)));
        } catch (CertificateException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        return CertificateFacts.of(certificate).octets(TlsaSelector.CERT).orElse(new byte[0]);
    }

    private static byte[] key(X509Certificate certificate) {
        return CertificateFacts.of(certificate).spki().orElse(new byte[0]);
    }

    private static TlsaLookup demand(List<TlsaRecord> records) {
        // As an answer and not as a zone: servers may repeat records, or send one without data.
        List<DnsRecord> rdata =
                records.stream().<DnsRecord>map(TlsaRecord::rdata).toList();
        InMemoryDns zone = Sample.secure().build();
        return Sample.verifier(question -> question.name().toString().startsWith("_25.")
                        ? new DnsAnswer.Found(
                                rdata, new DnsAnswer.Evidence(DnssecStatus.SECURE, List.of(), Duration.ZERO))
                        : zone.resolve(question))
                .lookup(Sample.viaMx(DnssecStatus.SECURE));
    }

    // ---- records

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void parseReadsWhatToStringWrote(@ForAll("rdata") TlsaRecord record) {
        if (record.rdata().associationData().isEmpty()) {
            assertThat(TlsaRecord.parse(record.toString()).value()).isEmpty();
            return;
        }
        assertThat(TlsaRecord.parse(record.toString()).orElseThrow()).isEqualTo(record);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void parseNeverThrows(@ForAll String text) {
        assertThat(TlsaRecord.parse(text).value().isPresent()
                        || !TlsaRecord.parse(text).problems().isEmpty())
                .isTrue();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void parseOfNearlyARecordNeverThrows(
            @ForAll("words") String usage,
            @ForAll("words") String selector,
            @ForAll("words") String type,
            @ForAll("digits") String data) {
        String text = usage + " " + selector + "\t" + type + " " + data;
        boolean read = TlsaRecord.parse(text).value().isPresent();
        Statistics.label("read").collect(read).coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    @Provide
    static Arbitrary<String> words() {
        return Arbitraries.of(
                "0",
                "3",
                "10",
                "255",
                "007",
                "DANE-EE",
                "dane-ta",
                "SPKI",
                "Cert",
                "SHA2-512",
                "Full",
                "256",
                "-1",
                "+1",
                "xy",
                "",
                "\u0663");
    }

    @Provide
    static Arbitrary<String> digits() {
        return Arbitraries.of("abcd", "ab cd", "AB\ncd", "abc", "xy", "", "0x00", "\u0663\u0663");
    }

    // ---- RRsets

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatCountsIsUsableAndStrongest(@ForAll("rrsets") List<TlsaRecord> records) {
        List<TlsaRecord> counted = TlsaRecord.usable(records);
        assertThat(records).containsAll(counted);
        assertThat(counted).allMatch(TlsaRecord::isUsable).doesNotHaveDuplicates();
        assertThat(counted.isEmpty()).isEqualTo(records.stream().noneMatch(TlsaRecord::isUsable));
        for (TlsaRecord record : records) {
            if (record.isUsable() && !counted.contains(record)) {
                // Only a digest is ever dropped, and only for a stronger one of its kind that counts.
                assertThat(record.rdata().matchingType()).isEqualTo(1);
                assertThat(counted)
                        .anyMatch(other -> other.rdata().matchingType() == 2
                                && other.usage().equals(record.usage())
                                && other.selector().equals(record.selector()));
            }
        }
        assertThat(TlsaRecord.usable(counted)).isEqualTo(counted);
    }

    // ---- verdicts

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void verdictAgreesWithTheNaiveMatcher(
            @ForAll("rrsets") List<TlsaRecord> records, @ForAll("chains") List<X509Certificate> chain) {
        DaneResult result = Sample.verifier().verify(demand(records), chain);
        boolean endEntity = !chain.isEmpty() && NaiveMatcher.matches(records, chain.get(0));
        boolean usable = records.stream().anyMatch(TlsaRecord::isUsable);
        assertThat(result.reason() == DaneReason.DANE_EE_MATCH).isEqualTo(usable && endEntity);
        Statistics.label("reason").collect(result.reason()).coverage(coverage -> {
            coverage.check(DaneReason.DANE_EE_MATCH).count(count -> count > 0);
            coverage.check(DaneReason.DANE_TA_MATCH).count(count -> count > 0);
            coverage.check(DaneReason.NO_MATCH).count(count -> count > 0);
            coverage.check(DaneReason.NAME_MISMATCH).count(count -> count > 0);
        });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void recordsThatMatchNoCertificateNeverPass(
            @ForAll("rrsets") List<TlsaRecord> records, @ForAll("chains") List<X509Certificate> chain) {
        List<TlsaRecord> foreign = records.stream()
                .filter(record -> chain.stream().noneMatch(record::matches))
                // full data bring certificates and keys of their own
                .filter(record -> record.rdata().usage() != 2 || record.rdata().matchingType() != 0)
                .toList();
        if (!foreign.isEmpty()) {
            assertThat(Sample.verifier().verify(demand(foreign), chain).isAuthenticated())
                    .isFalse();
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void orderDecidesNothing(
            @ForAll("rrsets") List<TlsaRecord> records,
            @ForAll("chains") List<X509Certificate> chain,
            @ForAll Random random) {
        DaneReason reason = Sample.verifier().verify(demand(records), chain).reason();
        List<TlsaRecord> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, random);
        List<X509Certificate> extras = new ArrayList<>(chain);
        if (!extras.isEmpty()) {
            Collections.shuffle(extras.subList(1, extras.size()), random);
            extras.add(extras.get(random.nextInt(extras.size())));
        }
        assertThat(Sample.verifier().verify(demand(shuffled), extras).reason()).isEqualTo(reason);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void brokenCertificatesAndRecordsNeverThrow(
            @ForAll("rrsets") List<TlsaRecord> records, @ForAll("brokenChains") List<X509Certificate> chain) {
        DaneResult result = Sample.verifier().verify(demand(records), chain);
        assertThat(result.toString()).isNotEmpty();
        Statistics.label("verdict").collect(result.verdict());
    }

    @Provide
    static Arbitrary<List<X509Certificate>> brokenChains() {
        return mutated().list().ofMaxSize(5);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void authenticatedMeansThatARecordMatchesOrSigned(
            @ForAll("rrsets") List<TlsaRecord> records, @ForAll("brokenChains") List<X509Certificate> chain) {
        DaneResult result = Sample.verifier().verify(demand(records), chain);
        if (result.isAuthenticated()) {
            TlsaRecord record = result.record().orElseThrow();
            assertThat(TlsaRecord.usable(records)).contains(record);
            boolean full = record.rdata().usage() == 2 && record.rdata().matchingType() == 0;
            assertThat(full || chain.stream().anyMatch(record::matches)).isTrue();
        }
    }

    // ---- lookups

    @Provide
    static Arbitrary<DnsAnswer> answers() {
        Arbitrary<DnssecStatus> status = Arbitraries.frequency(
                Tuple.of(8, DnssecStatus.SECURE),
                Tuple.of(4, DnssecStatus.INSECURE),
                Tuple.of(1, DnssecStatus.BOGUS),
                Tuple.of(1, DnssecStatus.INDETERMINATE));
        Arbitrary<List<DnsAlias>> aliases = Combinators.combine(
                        Arbitraries.of("mx.example.com", "a.example.net", "\\200.example", "."), status)
                .as((name, each) -> new DnsAlias(DnsName.of("mx.example.com"), DnsName.of(name), each))
                .list()
                .ofMaxSize(2);
        Arbitrary<DnsAnswer.Evidence> evidence = Combinators.combine(status, aliases)
                .as((each, links) -> new DnsAnswer.Evidence(each, links, Duration.ZERO));
        List<DnsRecord> address = Sample.secure()
                .build()
                .resolve(new DnsQuestion(Sample.MX.toDnsName(), DnsType.A, Deadline.after(Duration.ofDays(1))))
                .records(DnsRecord.class);
        Arbitrary<List<DnsRecord>> records = Arbitraries.oneOf(
                Arbitraries.just(address),
                rrsets().map(list ->
                        list.stream().<DnsRecord>map(TlsaRecord::rdata).toList()));
        return Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(records, evidence).as(DnsAnswer.Found::new)),
                Tuple.of(2, evidence.map(DnsAnswer.NoData::new)),
                Tuple.of(2, evidence.map(DnsAnswer.NxDomain::new)),
                Tuple.of(1, Arbitraries.of(DnsFailure.values()).map(failure -> new DnsAnswer.Failed(failure, ""))));
    }

    /** Even answers of the wrong type, from a resolver that is out of its mind. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyAnswersLeadToALookupWithinItsBound(
            @ForAll("manyAnswers") List<DnsAnswer> answers, @ForAll DnssecStatus mx) {
        int[] next = {0};
        RecordingDns dns = RecordingDns.over(question -> answers.get(next[0]++ % answers.size()));
        TlsaLookup lookup = Sample.verifier(dns).lookup(Sample.viaMx(mx));
        assertThat(dns.questions()).hasSizeLessThanOrEqualTo(DaneVerifier.MAX_DNS_QUESTIONS);
        boolean doubtful = lookup.questions().stream().anyMatch(DaneLawsTest::isDoubtful);
        if (lookup.requirement() == DaneRequirement.AUTHENTICATED_TLS
                || lookup.requirement() == DaneRequirement.ENCRYPTION) {
            TlsaQuestion last = lookup.questions().get(lookup.questions().size() - 1);
            assertThat(last.answer().evidence().dnssec()).isEqualTo(DnssecStatus.SECURE);
        }
        if (lookup.requirement() == DaneRequirement.NONE) {
            // "No DANE" never rests on an answer that is missing, bogus or not validated.
            assertThat(doubtful).isFalse();
        }
        Statistics.label("requirement").collect(lookup.requirement()).coverage(coverage -> {
            for (DaneRequirement each : DaneRequirement.values()) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    @Provide
    static Arbitrary<List<DnsAnswer>> manyAnswers() {
        return answers().list().ofSize(5);
    }

    private static boolean isDoubtful(TlsaQuestion question) {
        DnsAnswer answer = question.answer();
        if (answer instanceof DnsAnswer.Failed failed) {
            // One family of addresses may be missing beside the other; nothing else may.
            return failed.cause() == DnsFailure.BOGUS
                    || question.type() == DnsType.TLSA
                    || question.type() == DnsType.CNAME;
        }
        DnssecStatus status = answer.evidence().dnssec();
        return status == DnssecStatus.BOGUS || status == DnssecStatus.INDETERMINATE;
    }
}
