package org.mailauth.dane;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.internal.tls.DnsId;

/** Certificates against TLSA records: one test for each rule of RFC 7672 §3 and RFC 7671 §5. */
class Rfc7672Section3VerifyTest {
    private static final String LONG_AGO = "2021-01-01T00:00:00Z";
    private static final String YESTERDAY = "2026-11-29T00:00:00Z";
    private static final String TOMORROW = "2026-12-01T00:00:00Z";
    private static final String LATER = "2030-01-01T00:00:00Z";

    private static final TestCertificate ROOT =
            TestCertificate.authority("CN=Root").make();
    private static final TestCertificate MIDDLE =
            TestCertificate.authority("CN=Middle").issuedBy(ROOT).make();
    private static final TestCertificate SERVER =
            TestCertificate.server("mx.example.com").issuedBy(MIDDLE).make();
    private static final TestCertificate OTHER =
            TestCertificate.server("mx.example.com").make();

    private static void assertReason(DaneReason reason, DaneResult result) {
        assertThat(result.reason()).as(result.toString()).isEqualTo(reason);
    }

    // ---- DANE-EE

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2"})
    void endEntityRecordMatchesTheServersCertificate(int selector, int matchingType) {
        TlsaLookup lookup = Sample.demand(Sample.record(3, selector, matchingType, SERVER));
        assertReason(DaneReason.DANE_EE_MATCH, Sample.verify(lookup, SERVER));
        assertReason(DaneReason.NO_MATCH, Sample.verify(lookup, OTHER));
    }

    @Test
    void endEntityRecordAsksForNoNameNoDateAndNoChain() {
        TestCertificate odd = TestCertificate.named("CN=whatever")
                .dnsNames("elsewhere.example")
                .valid(LONG_AGO, "2022-01-01T00:00:00Z")
                .purpose("1.3.6.1.5.5.7.3.8")
                .extension("1.2.3.4", true, new byte[] {5, 0})
                .issuerName("CN=Nobody")
                .make();
        assertReason(DaneReason.DANE_EE_MATCH, Sample.verify(Sample.demand(Sample.record(3, 1, 1, odd)), odd));
    }

    @Test
    void endEntityRecordDoesNotMatchAnIssuer() {
        assertReason(DaneReason.NO_MATCH, Sample.verify(Sample.demand(Sample.record(3, 1, 1, MIDDLE)), SERVER, MIDDLE));
    }

    @Test
    void keyOfTheRecordInANewCertificateMatchesBySelectorSpkiOnly() {
        TestCertificate renewed =
                TestCertificate.server("mx.example.com").keys(SERVER.keys()).make();
        assertReason(DaneReason.DANE_EE_MATCH, Sample.verify(Sample.demand(Sample.record(3, 1, 1, SERVER)), renewed));
        assertReason(DaneReason.NO_MATCH, Sample.verify(Sample.demand(Sample.record(3, 0, 1, SERVER)), renewed));
    }

    @Test
    void anyOfSeveralRecordsMayMatch() {
        TlsaLookup lookup = Sample.demand(Sample.record(3, 1, 1, OTHER), Sample.record(3, 1, 1, SERVER));
        assertReason(DaneReason.DANE_EE_MATCH, Sample.verify(lookup, SERVER));
    }

    // ---- DANE-TA

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2"})
    void trustAnchorThatTheServerSendsMatches(int selector, int matchingType) {
        for (TestCertificate anchor : List.of(ROOT, MIDDLE)) {
            TlsaLookup lookup = Sample.demand(Sample.record(2, selector, matchingType, anchor));
            assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(lookup, SERVER, MIDDLE, ROOT));
            assertReason(DaneReason.NO_MATCH, Sample.verify(lookup, OTHER, MIDDLE, ROOT));
        }
    }

    @Test
    void orderAndStrayCertificatesDoNotMatter() {
        TlsaLookup lookup = Sample.demand(Sample.record(2, 0, 1, ROOT));
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(lookup, SERVER, ROOT, OTHER, MIDDLE, ROOT));
    }

    @Test
    void digestOfATrustAnchorThatWasNotSentCannotMatch() {
        // RFC 7671 §5.2.2
        assertReason(DaneReason.NO_MATCH, Sample.verify(Sample.demand(Sample.record(2, 0, 1, ROOT)), SERVER, MIDDLE));
        assertReason(DaneReason.NO_MATCH, Sample.verify(Sample.demand(Sample.record(2, 1, 1, ROOT)), SERVER, MIDDLE));
    }

    @Test
    void wholeTrustAnchorInTheRecordNeedNotBeSent() {
        assertReason(
                DaneReason.DANE_TA_MATCH, Sample.verify(Sample.demand(Sample.record(2, 0, 0, ROOT)), SERVER, MIDDLE));
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(Sample.demand(Sample.record(2, 0, 0, MIDDLE)), SERVER));
    }

    @Test
    void bareKeyInTheRecordNeedsNoCertificateOfTheAnchor() {
        // RFC 7671 §5.2.3
        assertReason(
                DaneReason.DANE_TA_MATCH, Sample.verify(Sample.demand(Sample.record(2, 1, 0, ROOT)), SERVER, MIDDLE));
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(Sample.demand(Sample.record(2, 1, 0, MIDDLE)), SERVER));
        assertReason(DaneReason.NO_MATCH, Sample.verify(Sample.demand(Sample.record(2, 1, 0, OTHER)), SERVER, MIDDLE));
    }

    @Test
    void serversOwnCertificateIsNoTrustAnchorOfItself() {
        assertReason(DaneReason.NO_MATCH, Sample.verify(Sample.demand(Sample.record(2, 0, 1, OTHER)), OTHER));
    }

    @Test
    void trustAnchorThatMerelyLiesInTheChainDoesNotCount() {
        // The attacker sends the published authority's certificate, which is public, beside one of their own.
        assertReason(DaneReason.NO_MATCH, Sample.verify(Sample.demand(Sample.record(2, 0, 1, ROOT)), OTHER, ROOT));
    }

    @Test
    void issuersNameWithoutItsSignatureDoesNotCount() {
        TestCertificate forged =
                TestCertificate.server("mx.example.com").issuerName("CN=Root").make();
        assertReason(DaneReason.NO_MATCH, Sample.verify(Sample.demand(Sample.record(2, 0, 1, ROOT)), forged, ROOT));
    }

    @Test
    void issuersSignatureUnderAnotherNameDoesNotCount() {
        TestCertificate misnamed = TestCertificate.server("mx.example.com")
                .issuedBy(ROOT)
                .issuerName("CN=Somebody else")
                .make();
        assertReason(DaneReason.NO_MATCH, Sample.verify(Sample.demand(Sample.record(2, 0, 1, ROOT)), misnamed, ROOT));
    }

    @Test
    void certificateThatIsNoAuthoritysCannotIssue() {
        TestCertificate notAuthority =
                TestCertificate.server("leaf.example").issuedBy(ROOT).make();
        TestCertificate issued =
                TestCertificate.server("mx.example.com").issuedBy(notAuthority).make();
        assertReason(
                DaneReason.UNTRUSTED_CHAIN,
                Sample.verify(Sample.demand(Sample.record(2, 0, 1, ROOT)), issued, notAuthority, ROOT));
        assertReason(
                DaneReason.UNTRUSTED_CHAIN,
                Sample.verify(Sample.demand(Sample.record(2, 0, 1, notAuthority)), issued, notAuthority));
    }

    @Test
    void pathLengthIsKept() {
        TestCertificate shortRoot =
                TestCertificate.authority("CN=Short").authority(0).make();
        TestCertificate direct = TestCertificate.authority("CN=Direct")
                .authority(0)
                .issuedBy(ROOT)
                .make();
        TestCertificate below =
                TestCertificate.authority("CN=Below").issuedBy(direct).make();
        TestCertificate server =
                TestCertificate.server("mx.example.com").issuedBy(below).make();
        assertReason(
                DaneReason.UNTRUSTED_CHAIN,
                Sample.verify(Sample.demand(Sample.record(2, 0, 1, ROOT)), server, below, direct, ROOT));
        TestCertificate allowed =
                TestCertificate.server("mx.example.com").issuedBy(shortRoot).make();
        assertReason(
                DaneReason.DANE_TA_MATCH,
                Sample.verify(Sample.demand(Sample.record(2, 0, 1, shortRoot)), allowed, shortRoot));
    }

    @Test
    void unknownCriticalExtensionIsRefused() {
        TestCertificate server = TestCertificate.server("mx.example.com")
                .issuedBy(ROOT)
                .extension("1.2.3.4", true, new byte[] {5, 0})
                .make();
        assertReason(
                DaneReason.UNTRUSTED_CHAIN, Sample.verify(Sample.demand(Sample.record(2, 0, 1, ROOT)), server, ROOT));
    }

    @Test
    void certificateForAnotherPurposeIsRefused() {
        TestCertificate client = TestCertificate.named("CN=mx.example.com")
                .dnsNames("mx.example.com")
                .purpose("1.3.6.1.5.5.7.3.2")
                .issuedBy(ROOT)
                .make();
        TestCertificate anyPurpose = TestCertificate.named("CN=mx.example.com")
                .dnsNames("mx.example.com")
                .purpose("2.5.29.37.0")
                .issuedBy(ROOT)
                .make();
        TlsaLookup lookup = Sample.demand(Sample.record(2, 0, 1, ROOT));
        assertReason(DaneReason.UNTRUSTED_CHAIN, Sample.verify(lookup, client, ROOT));
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(lookup, anyPurpose, ROOT));
    }

    @Test
    void authorityOfVersionOneMayBeTheAnchor() {
        TestCertificate old = TestCertificate.named("CN=Old").versionOne().make();
        TestCertificate server =
                TestCertificate.server("mx.example.com").issuedBy(old).make();
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(Sample.demand(Sample.record(2, 0, 1, old)), server, old));
    }

    // ---- dates, with DANE-TA

    @Test
    void expiredCertificateFailsByTrustAnchor() {
        TestCertificate expired = TestCertificate.server("mx.example.com")
                .issuedBy(ROOT)
                .valid(LONG_AGO, YESTERDAY)
                .make();
        assertReason(DaneReason.EXPIRED, Sample.verify(Sample.demand(Sample.record(2, 0, 1, ROOT)), expired, ROOT));
    }

    @Test
    void certificateOfTomorrowFailsByTrustAnchor() {
        TestCertificate early = TestCertificate.server("mx.example.com")
                .issuedBy(ROOT)
                .valid(TOMORROW, LATER)
                .make();
        assertReason(DaneReason.NOT_YET_VALID, Sample.verify(Sample.demand(Sample.record(2, 0, 1, ROOT)), early, ROOT));
    }

    @Test
    void expiredTrustAnchorFails() {
        TestCertificate old =
                TestCertificate.authority("CN=Old").valid(LONG_AGO, YESTERDAY).make();
        TestCertificate server =
                TestCertificate.server("mx.example.com").issuedBy(old).make();
        assertReason(DaneReason.EXPIRED, Sample.verify(Sample.demand(Sample.record(2, 0, 1, old)), server, old));
        // A bare key has no dates.
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(Sample.demand(Sample.record(2, 1, 0, old)), server));
    }

    @Test
    void renewedAuthorityWithTheSameKeyGivesAnotherWay() {
        KeyPair keys = TestCertificate.newKeys();
        TestCertificate old = TestCertificate.authority("CN=CA")
                .keys(keys)
                .valid(LONG_AGO, YESTERDAY)
                .make();
        TestCertificate fresh = TestCertificate.authority("CN=CA").keys(keys).make();
        TestCertificate server =
                TestCertificate.server("mx.example.com").issuedBy(fresh).make();
        TlsaLookup lookup = Sample.demand(Sample.record(2, 1, 1, fresh));
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(lookup, server, old, fresh));
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(lookup, server, fresh, old));
        assertReason(DaneReason.EXPIRED, Sample.verify(lookup, server, old));
    }

    // ---- names, with DANE-TA

    private static DaneReason named(TlsaLookup lookup, String... dnsIds) {
        TestCertificate server = TestCertificate.named("CN=mx.example.com")
                .dnsNames(dnsIds)
                .issuedBy(ROOT)
                .make();
        return Sample.verify(lookup, server, ROOT).reason();
    }

    private static DaneReason named(String... dnsIds) {
        return named(Sample.demand(Sample.record(2, 1, 1, ROOT)), dnsIds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx.example.com", "MX.Example.COM", "*.example.com", "example.com", "*.com"})
    void certificateThatBearsTheServersNamePasses(String name) {
        assertThat(named(name)).isEqualTo(DaneReason.DANE_TA_MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.example.com",
                "m*.example.com",
                "*x.example.com",
                "*",
                "*.*.com",
                "mx.*.com",
                "*.mx.example.com",
                "mx.example.com.",
                "mx.example.com.evil.example",
                "mx.example.com\0.evil.example",
                " mx.example.com",
                "",
                "."
            })
    void certificateThatBearsAnotherNameFails(String name) {
        assertThat(named(name)).isEqualTo(DaneReason.NAME_MISMATCH);
    }

    @Test
    void anyDnsIdMayMatch() {
        assertThat(named("a.example", "b.example", "mx.example.com")).isEqualTo(DaneReason.DANE_TA_MATCH);
    }

    @Test
    void wildcardStandsForOneLabelOnly() {
        SmtpServer deep = SmtpServer.of(DomainName.of("a.mx.example.com"));
        assertThat(DnsId.matches("*.example.com", deep.host())).isFalse();
        assertThat(DnsId.matches("*.mx.example.com", deep.host())).isTrue();
    }

    @Test
    void commonNameCountsWithoutDnsIdOnly() {
        TlsaLookup lookup = Sample.demand(Sample.record(2, 1, 1, ROOT));
        TestCertificate plain =
                TestCertificate.named("CN=mx.example.com").issuedBy(ROOT).make();
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(lookup, plain, ROOT));
        TestCertificate mail = TestCertificate.named("CN=mx.example.com")
                .mailName("postmaster@example.com")
                .issuedBy(ROOT)
                .make();
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(lookup, mail, ROOT));
        assertThat(named("elsewhere.example")).isEqualTo(DaneReason.NAME_MISMATCH);
    }

    @Test
    void lastCommonNameIsTheCommonName() {
        TlsaLookup lookup = Sample.demand(Sample.record(2, 1, 1, ROOT));
        // The text form of RFC 2253 starts with the name that stands last in DER.
        TestCertificate last = TestCertificate.named("CN=mx.example.com,OU=Mail,CN=elsewhere.example")
                .issuedBy(ROOT)
                .make();
        TestCertificate first = TestCertificate.named("CN=elsewhere.example,OU=Mail,CN=mx.example.com")
                .issuedBy(ROOT)
                .make();
        assertReason(DaneReason.DANE_TA_MATCH, Sample.verify(lookup, last, ROOT));
        assertReason(DaneReason.NAME_MISMATCH, Sample.verify(lookup, first, ROOT));
    }

    @Test
    void certificateOfTheMailDomainPassesBySecureMxOnly() {
        TlsaRecord record = Sample.record(2, 1, 1, ROOT);
        assertThat(named(Sample.demand(Sample.viaMx(DnssecStatus.SECURE), record), "example.com"))
                .isEqualTo(DaneReason.DANE_TA_MATCH);
        assertThat(named(Sample.demand(Sample.viaMx(DnssecStatus.INSECURE), record), "example.com"))
                .isEqualTo(DaneReason.NAME_MISMATCH);
    }

    @Test
    void nameThatMatchedIsTold() {
        TestCertificate server =
                TestCertificate.server("example.com").issuedBy(ROOT).make();
        DaneResult result = Sample.verify(Sample.demand(Sample.record(2, 1, 1, ROOT)), server, ROOT);
        assertThat(result.name()).contains(Sample.NEXT_HOP);
        assertThat(result.record()).contains(Sample.record(2, 1, 1, ROOT));
    }

    // ---- several records

    @Test
    void endEntityRecordPassesBesideATrustAnchorThatFails() {
        TestCertificate expired = TestCertificate.server("elsewhere.example")
                .issuedBy(ROOT)
                .valid(LONG_AGO, YESTERDAY)
                .make();
        TlsaLookup lookup = Sample.demand(Sample.record(2, 1, 1, ROOT), Sample.record(3, 1, 1, expired));
        assertReason(DaneReason.DANE_EE_MATCH, Sample.verify(lookup, expired, ROOT));
    }

    @Test
    void digestAgilityDropsTheWeakerDigest() {
        // RFC 7671 §9, with the example's records: 3 1 0, 3 1 1 and 3 1 2 of different keys.
        TestCertificate full = TestCertificate.server("mx.example.com").make();
        TestCertificate weak = TestCertificate.server("mx.example.com").make();
        TestCertificate strong = TestCertificate.server("mx.example.com").make();
        TlsaLookup lookup = Sample.demand(
                Sample.record(3, 1, 0, full), Sample.record(3, 1, 1, weak), Sample.record(3, 1, 2, strong));
        assertReason(DaneReason.DANE_EE_MATCH, Sample.verify(lookup, full));
        assertReason(DaneReason.DANE_EE_MATCH, Sample.verify(lookup, strong));
        assertReason(DaneReason.NO_MATCH, Sample.verify(lookup, weak));
    }

    @Test
    void digestAgilityIsForEachUsageAndSelectorAlone() {
        TlsaLookup lookup = Sample.demand(
                Sample.record(3, 0, 2, OTHER), Sample.record(2, 1, 2, OTHER), Sample.record(3, 1, 1, SERVER));
        assertReason(DaneReason.DANE_EE_MATCH, Sample.verify(lookup, SERVER));
    }

    @Test
    void unusableStrongDigestDropsNothing() {
        TlsaLookup lookup = Sample.demand(TlsaRecord.of("3 1 2 00"), Sample.record(3, 1, 1, SERVER));
        assertReason(DaneReason.DANE_EE_MATCH, Sample.verify(lookup, SERVER));
    }

    // ---- nothing to authenticate

    @Test
    void withoutCertificateNothingMatches() {
        assertReason(DaneReason.NO_CERTIFICATE, Sample.verify(Sample.demand(Sample.record(3, 1, 1, SERVER))));
    }

    @Test
    void unusableRecordsTakeAnyCertificate() {
        DaneResult result = Sample.verify(Sample.demand(Sample.record(1, 1, 1, SERVER)), OTHER);
        assertReason(DaneReason.NO_USABLE_RECORDS, result);
        assertThat(result.verdict()).isEqualTo(DaneVerdict.UNAUTHENTICATED);
    }

    @Test
    void lookupsThatDemandNothingOrFailedAreToldApart() {
        TlsaLookup none = Sample.verifier(Sample.secure().build()).lookup(SmtpServer.of(Sample.MX));
        assertThat(Sample.verify(none, OTHER).permitsDelivery()).isTrue();
        assertThat(Sample.verify(none, OTHER).isAuthenticated()).isFalse();
        TlsaLookup bogus = Sample.demand(Sample.viaMx(DnssecStatus.BOGUS), Sample.record(3, 1, 1, SERVER));
        assertReason(DaneReason.UNREACHABLE, Sample.verify(bogus, SERVER));
        assertThat(Sample.verify(bogus, SERVER).permitsDelivery()).isFalse();
    }
}
