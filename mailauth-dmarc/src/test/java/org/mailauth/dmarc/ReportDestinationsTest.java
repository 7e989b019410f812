package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.dmarc.ReportDestination.Status;

/** Where reports may go (RFC 9990 §4, RFC 9991 §5), one test for each step. */
class ReportDestinationsTest {
    private static final String AGREEMENT = "example.com._report._dmarc.reports.example.net";

    private static List<ReportDestination> aggregate(DmarcScene scene, String uris) {
        return ExternalDestinations.by(DmarcMode.rfc9989())
                .aggregate(DomainName.of("example.com"), DmarcRecord.of("v=DMARC1; p=none; rua=" + uris), scene.dns());
    }

    private static ReportDestination only(DmarcScene scene, String uri) {
        List<ReportDestination> all = aggregate(scene, uri);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static DmarcScene agreeing(String record) {
        return DmarcScene.empty().txt(AGREEMENT, record);
    }

    @Test
    void recordWithoutUrisHasNoDestination() {
        List<ReportDestination> none = ExternalDestinations.by(DmarcMode.rfc9989())
                .aggregate(
                        DomainName.of("example.com"),
                        DmarcRecord.of("v=DMARC1; p=none"),
                        DmarcScene.empty().dns());
        assertThat(none).isEmpty();
    }

    @Test
    void hostThatIsThePolicyDomainNeedsNoAgreementAndNoQuestion() {
        DmarcScene scene = DmarcScene.empty();
        assertThat(only(scene, "mailto:a@example.com").status()).isEqualTo(Status.SAME_ORGANIZATION);
        assertThat(scene.questions()).isEmpty();
    }

    @Test
    void hostOfTheSameOrganizationalDomainNeedsNoAgreement() {
        ReportDestination destination =
                only(DmarcScene.record("example.com", "v=DMARC1; p=none"), "mailto:a@mail.example.com");
        assertThat(destination.status()).isEqualTo(Status.SAME_ORGANIZATION);
        assertThat(destination.uris()).containsExactly(ReportUri.of("mailto:a@mail.example.com"));
    }

    @Test
    void hostBelowThePolicyDomainWithAnOrganizationalDomainOfItsOwnMustAgree() {
        DmarcScene scene =
                DmarcScene.record("example.com", "v=DMARC1; p=none").and("x.example.com", "v=DMARC1; p=none; psd=n");
        assertThat(only(scene, "mailto:a@x.example.com").status()).isEqualTo(Status.NOT_VERIFIED);
    }

    @Test
    void otherHostMustAgreeAtTheNameMadeOfBothDomains() {
        DmarcScene scene = agreeing("v=DMARC1;");
        assertThat(only(scene, "mailto:a@reports.example.net").status()).isEqualTo(Status.VERIFIED);
        assertThat(scene.questions()).contains(AGREEMENT);
    }

    @Test
    void otherHostWithoutAgreementIsIgnored() {
        ReportDestination destination = only(DmarcScene.empty(), "mailto:a@reports.example.net");
        assertThat(destination.status()).isEqualTo(Status.NOT_VERIFIED);
        assertThat(destination.isUsable()).isFalse();
        assertThat(destination.isExternal()).isTrue();
    }

    @Test
    void agreementNeedsTheVersionFirstAndNoPolicy() {
        assertThat(only(agreeing("p=none; v=DMARC1"), "mailto:a@reports.example.net")
                        .status())
                .isEqualTo(Status.NOT_VERIFIED);
        assertThat(only(agreeing("v=DMARC1"), "mailto:a@reports.example.net").status())
                .isEqualTo(Status.VERIFIED);
    }

    @Test
    void oneOfSeveralRecordsIsEnough() {
        DmarcScene scene = agreeing("v=DMARC1").txt(AGREEMENT, "v=DMARC1; x=1").txt(AGREEMENT, "other");
        assertThat(only(scene, "mailto:a@reports.example.net").status()).isEqualTo(Status.VERIFIED);
    }

    @Test
    void nameThatIsTooLongIsNotVerified() {
        String label = "a".repeat(60);
        String host = String.join(".", label, label, label, "a".repeat(30), "example");
        ReportDestination destination = ExternalDestinations.by(DmarcMode.rfc9989())
                .aggregate(
                        DomainName.of("subdomain.example.com"),
                        DmarcRecord.of("v=DMARC1; p=none; rua=mailto:a@" + host),
                        DmarcScene.empty().dns())
                .get(0);
        assertThat(destination.status()).isEqualTo(Status.NOT_VERIFIED);
    }

    @Test
    void missingAnswerIsATemporaryError() {
        assertThat(only(DmarcScene.empty().failing(AGREEMENT), "mailto:a@reports.example.net")
                        .status())
                .isEqualTo(Status.TEMPORARY_ERROR);
        assertThat(only(DmarcScene.empty().failing("_dmarc.example.net"), "mailto:a@reports.example.net")
                        .status())
                .isEqualTo(Status.TEMPORARY_ERROR);
    }

    @Test
    void hostMayNameOtherDestinationsOfItsOwn() {
        ReportDestination destination = only(
                agreeing("v=DMARC1; rua=mailto:b@reports.example.net,mailto:c@reports.example.net"),
                "mailto:a@reports.example.net");
        assertThat(destination.status()).isEqualTo(Status.REDIRECTED);
        assertThat(destination.uris())
                .containsExactly(
                        ReportUri.of("mailto:b@reports.example.net"), ReportUri.of("mailto:c@reports.example.net"));
    }

    @Test
    void redirectionToAnotherHostSendsToNeither() {
        for (String other : new String[] {
            "mailto:b@victim.example",
            "mailto:b@sub.reports.example.net",
            "mailto:b@reports.example.net,mailto:b@victim.example",
            "https://reports.example.net/"
        }) {
            ReportDestination destination = only(agreeing("v=DMARC1; rua=" + other), "mailto:a@reports.example.net");
            assertThat(destination.status()).as(other).isEqualTo(Status.REDIRECTED_ELSEWHERE);
            assertThat(destination.isUsable()).isFalse();
        }
    }

    @Test
    void rufOfTheAgreementIsForFailureReportsOnly() {
        DmarcScene scene = agreeing("v=DMARC1; ruf=mailto:b@victim.example");
        assertThat(only(scene, "mailto:a@reports.example.net").status()).isEqualTo(Status.VERIFIED);
        DmarcRecord record = DmarcRecord.of("v=DMARC1; p=none; ruf=mailto:a@reports.example.net");
        assertThat(ExternalDestinations.by(DmarcMode.rfc9989())
                        .failure(DomainName.of("example.com"), record, scene.dns()))
                .extracting(ReportDestination::status)
                .containsExactly(Status.REDIRECTED_ELSEWHERE);
    }

    @Test
    void failureReportsOfAPublicSuffixAreNotSent() {
        DmarcRecord record =
                DmarcRecord.of("v=DMARC1; p=none; psd=y; rua=mailto:a@example.com; ruf=mailto:a@example.com");
        DmarcScene scene = DmarcScene.empty();
        ExternalDestinations destinations = ExternalDestinations.by(DmarcMode.rfc9989());
        DomainName domain = DomainName.of("example.com");
        assertThat(destinations.failure(domain, record, scene.dns()))
                .extracting(ReportDestination::status)
                .containsExactly(Status.PUBLIC_SUFFIX);
        assertThat(destinations.aggregate(domain, record, scene.dns())).allMatch(ReportDestination::isUsable);
    }

    @Test
    void otherSchemeIsIgnored() {
        DmarcScene scene = agreeing("v=DMARC1");
        assertThat(only(scene, "https://reports.example.net/").status()).isEqualTo(Status.OTHER_SCHEME);
        assertThat(scene.questions()).isEmpty();
    }

    @Test
    void addressLiteralCannotAgree() {
        assertThat(only(DmarcScene.empty(), "mailto:a@%5B192.0.2.1%5D").status())
                .isEqualTo(Status.NO_HOST);
    }

    @Test
    void numberOfDestinationsAndQuestionsIsCapped() {
        StringBuilder uris = new StringBuilder("mailto:a@victim.example");
        for (int number = 0; number < 100; number++) {
            uris.append(",mailto:a@a.b.c.d.e.f.g.h.victim").append(number).append(".example");
        }
        DmarcScene scene = DmarcScene.empty();
        List<ReportDestination> destinations = aggregate(scene, uris.toString());
        assertThat(destinations).hasSize(101);
        assertThat(destinations.stream().filter(each -> each.status() == Status.OVER_LIMIT))
                .hasSize(101 - ExternalDestinations.MAX_URIS);
        assertThat(scene.questions()).hasSizeLessThanOrEqualTo(ExternalDestinations.MAX_DNS_QUESTIONS);
    }

    @Test
    void legacyModeComparesByTheList() {
        DmarcScene scene = DmarcScene.empty();
        List<ReportDestination> destinations = ExternalDestinations.by(
                        DmarcMode.rfc7489(DmarcScene.FINDER, new java.util.Random(1)))
                .aggregate(
                        DomainName.of("a.example.com"),
                        DmarcRecord.of("v=DMARC1; p=none; rua=mailto:r@b.example.com"),
                        scene.dns());
        assertThat(destinations).extracting(ReportDestination::status).containsExactly(Status.SAME_ORGANIZATION);
        assertThat(scene.questions()).isEmpty();
    }
}
