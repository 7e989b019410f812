package org.mailauth.dane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dane.TlsaLookup.Absence;
import org.mailauth.dane.TlsaLookup.Obstacle;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** What the DNS says of a server, and what follows from it: one test for each row of RFC 7672 §2. */
class Rfc7672Section2LookupTest {
    private static final TestCertificate SERVER =
            TestCertificate.server("mx.example.com").make();
    private static final TlsaRecord GOOD = Sample.record(3, 1, 1, SERVER);
    private static final TlsaRecord UNKNOWN = TlsaRecord.of("9 1 1 00");
    private static final SmtpServer HOST = SmtpServer.of(Sample.MX);

    private static TlsaLookup lookup(InMemoryDns.Builder dns) {
        return Sample.verifier(dns.build()).lookup(HOST);
    }

    private static void assertAbsent(TlsaLookup lookup, Absence absence) {
        assertThat(lookup.requirement()).isEqualTo(DaneRequirement.NONE);
        assertThat(lookup)
                .isInstanceOfSatisfying(
                        TlsaLookup.NotOffered.class,
                        found -> assertThat(found.absence()).isEqualTo(absence));
    }

    private static void assertUnreachable(TlsaLookup lookup, Obstacle obstacle) {
        assertThat(lookup.requirement()).isEqualTo(DaneRequirement.DELAY);
        assertThat(lookup)
                .isInstanceOfSatisfying(
                        TlsaLookup.Unreachable.class,
                        found -> assertThat(found.obstacle()).isEqualTo(obstacle));
    }

    private static void assertBase(TlsaLookup lookup, String base) {
        assertThat(lookup.requirement()).isEqualTo(DaneRequirement.AUTHENTICATED_TLS);
        assertThat(lookup.serverName()).hasToString(base);
    }

    // ---- the table: secure, unusable, insecure, absent, bogus

    @Test
    void secureUsableRecordDemandsAuthentication() {
        TlsaLookup lookup = lookup(Sample.add(Sample.secure(), Sample.TLSA_NAME, GOOD, UNKNOWN));
        assertThat(lookup).isInstanceOfSatisfying(TlsaLookup.Authenticate.class, found -> {
            assertThat(found.baseDomain()).isEqualTo(Sample.MX);
            assertThat(found.published()).containsExactly(GOOD, UNKNOWN);
            assertThat(found.usable()).containsExactly(GOOD);
            assertThat(found.addresses()).hasSize(1);
            assertThat(found.ttl()).isEqualTo(Duration.ofHours(1));
        });
    }

    @Test
    void secureRecordsThatAreAllUnusableDemandEncryptionOnly() {
        TlsaLookup lookup = lookup(Sample.add(Sample.secure(), Sample.TLSA_NAME, UNKNOWN));
        assertThat(lookup.requirement()).isEqualTo(DaneRequirement.ENCRYPTION);
        assertThat(lookup).isInstanceOf(TlsaLookup.Encrypt.class);
    }

    @Test
    void insecureRecordsAreNoDane() {
        assertAbsent(
                lookup(Sample.add(Sample.secure(), Sample.TLSA_NAME, GOOD)
                        .dnssec(Sample.TLSA_NAME, DnssecStatus.INSECURE)),
                Absence.INSECURE_RECORDS);
    }

    @Test
    void provenAbsenceIsNoDane() {
        assertAbsent(lookup(Sample.secure()), Absence.NO_RECORDS);
        assertAbsent(lookup(Sample.secure().exists(Sample.TLSA_NAME)), Absence.NO_RECORDS);
    }

    @Test
    void insecureAbsenceIsNoDane() {
        assertAbsent(lookup(Sample.secure().dnssec("_tcp.mx.example.com", DnssecStatus.INSECURE)), Absence.NO_RECORDS);
    }

    @Test
    void bogusRecordsMakeTheHostUnreachable() {
        assertUnreachable(
                lookup(Sample.add(Sample.secure(), Sample.TLSA_NAME, GOOD)
                        .dnssec(Sample.TLSA_NAME, DnssecStatus.BOGUS)),
                Obstacle.BOGUS);
    }

    @Test
    void indeterminateRecordsMakeTheHostUnreachable() {
        assertUnreachable(
                lookup(Sample.add(Sample.secure(), Sample.TLSA_NAME, GOOD)
                        .dnssec(Sample.TLSA_NAME, DnssecStatus.INDETERMINATE)),
                Obstacle.INDETERMINATE);
    }

    @ParameterizedTest
    @EnumSource(DnsFailure.class)
    void anyFailureOfTheTlsaQuestionMakesTheHostUnreachable(DnsFailure failure) {
        assertUnreachable(
                lookup(Sample.secure().fail(Sample.TLSA_NAME, DnsType.TLSA, failure)),
                failure == DnsFailure.BOGUS ? Obstacle.BOGUS : Obstacle.DNS_FAILURE);
    }

    @ParameterizedTest
    @EnumSource(DnsFailure.class)
    void anyFailureOfBothAddressQuestionsMakesTheHostUnreachable(DnsFailure failure) {
        assertUnreachable(
                lookup(InMemoryDns.builder().dnssec(DnssecStatus.SECURE).fail("mx.example.com", failure)),
                failure == DnsFailure.BOGUS ? Obstacle.BOGUS : Obstacle.DNS_FAILURE);
    }

    @Test
    void resolverThatDoesNotValidateMakesTheHostUnreachable() {
        assertUnreachable(lookup(InMemoryDns.builder().a("mx.example.com", "192.0.2.25")), Obstacle.INDETERMINATE);
    }

    // ---- §2.2.2: addresses before TLSA

    @Test
    void insecureAddressKeepsTlsaFromBeingAsked() {
        RecordingDns dns = RecordingDns.over(Sample.add(Sample.secure(), Sample.TLSA_NAME, GOOD)
                .dnssec("mx.example.com", DnssecStatus.INSECURE)
                .fail(Sample.TLSA_NAME, DnsType.TLSA, DnsFailure.SERVER_FAILURE)
                .build());
        assertAbsent(Sample.verifier(dns).lookup(HOST), Absence.INSECURE_ADDRESS);
        assertThat(dns.questions()).extracting(question -> question.type()).containsExactly(DnsType.A, DnsType.AAAA);
    }

    @Test
    void oneAddressFamilyThatFailsDoesNotHideTheOther() {
        InMemoryDns.Builder dns = Sample.add(Sample.secure(), Sample.TLSA_NAME, GOOD)
                .fail("mx.example.com", DnsType.AAAA, DnsFailure.TIMEOUT);
        assertBase(lookup(dns), "mx.example.com");
    }

    @Test
    void bogusAddressOfOneFamilyMakesTheHostUnreachable() {
        assertUnreachable(
                lookup(Sample.add(Sample.secure(), Sample.TLSA_NAME, GOOD)
                        .fail("mx.example.com", DnsType.AAAA, DnsFailure.BOGUS)),
                Obstacle.BOGUS);
    }

    @Test
    void noAddressAndOneFailureIsAFailure() {
        assertUnreachable(
                lookup(InMemoryDns.builder()
                        .dnssec(DnssecStatus.SECURE)
                        .exists("mx.example.com")
                        .fail("mx.example.com", DnsType.AAAA, DnsFailure.TIMEOUT)),
                Obstacle.DNS_FAILURE);
    }

    @Test
    void hostWithoutAddressIsUnreachable() {
        assertUnreachable(lookup(InMemoryDns.builder().dnssec(DnssecStatus.SECURE)), Obstacle.NO_ADDRESS);
    }

    @Test
    void addressLiteralHasNoDane() {
        RecordingDns dns = RecordingDns.over(InMemoryDns.builder().build());
        assertAbsent(Sample.verifier(dns).lookup(SmtpServer.of(DomainName.of("192.0.2.25"))), Absence.ADDRESS_LITERAL);
        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void addressLiteralOfAForgedMxIsUnreachable() {
        DomainName literal = DomainName.of("192.0.2.25");
        for (DnssecStatus status : List.of(DnssecStatus.BOGUS, DnssecStatus.INDETERMINATE)) {
            SmtpServer forged = new SmtpServer(literal, 25, List.of(Sample.NEXT_HOP), status);
            TlsaLookup lookup = Sample.verifier().lookup(forged);
            assertThat(lookup.requirement()).isEqualTo(DaneRequirement.DELAY);
        }
    }

    // ---- §2.2.3: names, ports and aliases

    @Test
    void portIsPartOfTheName() {
        InMemoryDns dns =
                Sample.add(Sample.secure(), "_587._tcp.mx.example.com", GOOD).build();
        assertBase(Sample.verifier(dns).lookup(HOST.withPort(587)), "mx.example.com");
        assertAbsent(Sample.verifier(dns).lookup(HOST), Absence.NO_RECORDS);
    }

    private static InMemoryDns.Builder aliased() {
        return InMemoryDns.builder()
                .dnssec(DnssecStatus.SECURE)
                .cname("mx.example.com", "mid.example.net")
                .cname("mid.example.net", "end.example.org")
                .a("end.example.org", "192.0.2.25");
    }

    @Test
    void secureAliasTakesTheExpandedNameFirst() {
        InMemoryDns.Builder dns = Sample.add(aliased(), "_25._tcp.end.example.org", GOOD);
        Sample.add(dns, Sample.TLSA_NAME, UNKNOWN);
        assertBase(lookup(dns), "end.example.org");
    }

    @Test
    void secureAliasWithoutRecordsAtTheExpandedNameTakesTheOriginal() {
        assertBase(lookup(Sample.add(aliased(), Sample.TLSA_NAME, GOOD)), "mx.example.com");
    }

    @Test
    void insecureRecordsAtTheExpandedNameLeaveTheOriginal() {
        InMemoryDns.Builder dns = Sample.add(aliased(), "_25._tcp.end.example.org", GOOD)
                .dnssec("_25._tcp.end.example.org", DnssecStatus.INSECURE);
        assertBase(lookup(Sample.add(dns, Sample.TLSA_NAME, GOOD)), "mx.example.com");
    }

    @Test
    void failureAtTheExpandedNameIsNotMadeGoodByTheOriginal() {
        InMemoryDns.Builder dns = aliased().fail("_25._tcp.end.example.org", DnsType.TLSA, DnsFailure.SERVER_FAILURE);
        assertUnreachable(lookup(Sample.add(dns, Sample.TLSA_NAME, GOOD)), Obstacle.DNS_FAILURE);
    }

    @Test
    void unusableRecordsAtTheExpandedNameHideTheOriginal() {
        InMemoryDns.Builder dns = Sample.add(aliased(), "_25._tcp.end.example.org", UNKNOWN);
        assertThat(lookup(Sample.add(dns, Sample.TLSA_NAME, GOOD)).requirement())
                .isEqualTo(DaneRequirement.ENCRYPTION);
    }

    @Test
    void namesBetweenNeverCount() {
        RecordingDns dns = RecordingDns.over(
                Sample.add(aliased(), "_25._tcp.mid.example.net", GOOD).build());
        assertAbsent(Sample.verifier(dns).lookup(HOST), Absence.NO_RECORDS);
        assertThat(dns.questions())
                .extracting(question -> question.name().toString())
                .doesNotContain("_25._tcp.mid.example.net");
    }

    @Test
    void secureFirstAliasOfAnInsecureChainLeavesTheOriginalOnly() {
        InMemoryDns.Builder dns = aliased().dnssec("end.example.org", DnssecStatus.INSECURE);
        Sample.add(dns, "_25._tcp.end.example.org", UNKNOWN);
        assertBase(lookup(Sample.add(dns, Sample.TLSA_NAME, GOOD)), "mx.example.com");
    }

    @Test
    void insecureFirstAliasIsNoDane() {
        InMemoryDns.Builder dns = aliased().dnssec("mx.example.com", DnssecStatus.INSECURE);
        assertAbsent(lookup(Sample.add(dns, "_25._tcp.end.example.org", GOOD)), Absence.INSECURE_ALIAS);
    }

    /** A stub resolver has one AD bit for a reply with the whole chain, so no link of it looks secure. */
    @Test
    void firstAliasIsAskedForWhereTheChainTellsNothingOfIt() {
        InMemoryDns zone = Sample.add(
                        aliased().dnssec("end.example.org", DnssecStatus.INSECURE), Sample.TLSA_NAME, GOOD)
                .build();
        RecordingDns dns = RecordingDns.over(question -> {
            DnsAnswer answer = zone.resolve(question);
            return question.type() == DnsType.A ? withInsecureLinks(answer) : answer;
        });
        assertBase(Sample.verifier(dns).lookup(HOST), "mx.example.com");
        assertThat(dns.questions())
                .extracting(question -> question.type())
                .containsExactly(DnsType.A, DnsType.AAAA, DnsType.CNAME, DnsType.TLSA);
    }

    private static DnsAnswer withInsecureLinks(DnsAnswer answer) {
        List<DnsAlias> links = answer.evidence().aliases().stream()
                .map(link -> new DnsAlias(link.owner(), link.target(), DnssecStatus.INSECURE))
                .toList();
        return new DnsAnswer.Found(
                ((DnsAnswer.Found) answer).records(),
                new DnsAnswer.Evidence(DnssecStatus.INSECURE, links, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @EnumSource(DnsFailure.class)
    void failureToLearnOfTheFirstAliasMakesTheHostUnreachable(DnsFailure failure) {
        InMemoryDns zone =
                aliased().dnssec("mx.example.com", DnssecStatus.INSECURE).build();
        TlsaLookup lookup = Sample.verifier(question ->
                        question.type() == DnsType.CNAME ? new DnsAnswer.Failed(failure, "") : zone.resolve(question))
                .lookup(HOST);
        assertUnreachable(lookup, failure == DnsFailure.BOGUS ? Obstacle.BOGUS : Obstacle.DNS_FAILURE);
    }

    @Test
    void aliasThatIsGoneWhenAskedForMakesTheHostUnreachable() {
        InMemoryDns zone =
                aliased().dnssec("mx.example.com", DnssecStatus.INSECURE).build();
        DnsAnswer nothing = new DnsAnswer.NoData(new DnsAnswer.Evidence(DnssecStatus.SECURE, List.of(), Duration.ZERO));
        assertUnreachable(
                Sample.verifier(question -> question.type() == DnsType.CNAME ? nothing : zone.resolve(question))
                        .lookup(HOST),
                Obstacle.INCONSISTENT);
    }

    @Test
    void aliasAtTheTlsaNameDoesNotChangeTheBase() {
        InMemoryDns.Builder dns = Sample.secure().cname(Sample.TLSA_NAME, "tlsa.example.net");
        assertBase(lookup(Sample.add(dns, "tlsa.example.net", GOOD)), "mx.example.com");
    }

    @Test
    void aliasAtTheTlsaNameIntoAnInsecureZoneIsNoDane() {
        InMemoryDns.Builder dns = Sample.secure()
                .cname(Sample.TLSA_NAME, "tlsa.example.net")
                .dnssec("example.net", DnssecStatus.INSECURE);
        assertAbsent(lookup(Sample.add(dns, "tlsa.example.net", GOOD)), Absence.INSECURE_RECORDS);
    }

    @Test
    void nameTooLongForATlsaRecordHasNone() {
        String label = "a".repeat(61);
        DomainName host = DomainName.of(label + "." + label + "." + label + "." + label);
        InMemoryDns dns = InMemoryDns.builder()
                .dnssec(DnssecStatus.SECURE)
                .a(host.toString(), "192.0.2.25")
                .build();
        assertAbsent(Sample.verifier(dns).lookup(SmtpServer.of(host)), Absence.NO_RECORDS);
    }

    // ---- §2.2.1: how the host's name became known

    @Test
    void insecureMxRecordStillLetsDaneProtectTheHost() {
        SmtpServer server = Sample.viaMx(DnssecStatus.INSECURE);
        TlsaLookup lookup = Sample.demand(server, GOOD);
        assertBase(lookup, "mx.example.com");
        assertThat(lookup.server().isSecurelyNamed()).isFalse();
    }

    @Test
    void mxRecordThatDoesNotHoldMakesTheHostUnreachable() {
        assertUnreachable(Sample.demand(Sample.viaMx(DnssecStatus.BOGUS), GOOD), Obstacle.BOGUS);
        assertUnreachable(Sample.demand(Sample.viaMx(DnssecStatus.INDETERMINATE), GOOD), Obstacle.INDETERMINATE);
    }

    // ---- §3.2.2: reference identifiers

    private static List<String> names(TlsaLookup lookup) {
        return ((TlsaLookup.Authenticate) lookup)
                .referenceIdentifiers().stream().map(DomainName::toString).toList();
    }

    @Test
    void secureMxRecordAddsTheNextHopToTheNames() {
        assertThat(names(Sample.demand(Sample.viaMx(DnssecStatus.SECURE), GOOD)))
                .containsExactly("mx.example.com", "example.com");
    }

    @Test
    void aliasOfTheNextHopIsTheThirdName() {
        DnsAlias link = new DnsAlias(DnsName.of("example.com"), DnsName.of("mail.example.net"), DnssecStatus.SECURE);
        assertThat(names(Sample.demand(Sample.viaMx(DnssecStatus.SECURE, link), GOOD)))
                .containsExactly("mx.example.com", "example.com", "mail.example.net");
    }

    @Test
    void insecureMxRecordLeavesTheBaseDomainOnly() {
        assertThat(names(Sample.demand(Sample.viaMx(DnssecStatus.INSECURE), GOOD)))
                .containsExactly("mx.example.com");
    }

    @Test
    void withoutMxRecordTheOriginalNameIsTheSecond() {
        assertThat(names(lookup(Sample.add(aliased(), "_25._tcp.end.example.org", GOOD))))
                .containsExactly("end.example.org", "mx.example.com");
    }

    // ---- bounds

    @Test
    void atMostFiveQuestionsAreAsked() {
        RecordingDns dns = RecordingDns.over(
                aliased().dnssec("end.example.org", DnssecStatus.INSECURE).build());
        TlsaLookup lookup = Sample.verifier(dns).lookup(HOST);
        assertThat(dns.questions()).hasSizeLessThanOrEqualTo(DaneVerifier.MAX_DNS_QUESTIONS);
        assertThat(lookup.questions()).hasSameSizeAs(dns.questions());
    }

    @Test
    void budgetThatIsUsedUpMakesTheHostUnreachable() {
        for (int questions = 0; questions < 3; questions++) {
            DaneVerifier verifier = DaneVerifier.builder()
                    .resolver(
                            Sample.add(Sample.secure(), Sample.TLSA_NAME, GOOD).build())
                    .budgetLimits(BudgetLimits.defaults().withDnsQuestions(questions))
                    .build();
            assertUnreachable(verifier.lookup(HOST), Obstacle.DNS_FAILURE);
        }
    }

    @Test
    void timeThatIsUsedUpMakesTheHostUnreachable() {
        DaneVerifier verifier = DaneVerifier.builder()
                .resolver(Sample.add(Sample.secure(), Sample.TLSA_NAME, GOOD).build())
                .budgetLimits(BudgetLimits.defaults().withElapsed(Duration.ZERO))
                .build();
        assertUnreachable(verifier.lookup(HOST), Obstacle.DNS_FAILURE);
    }
}
