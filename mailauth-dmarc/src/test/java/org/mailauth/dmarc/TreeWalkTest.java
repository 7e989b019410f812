package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.InMemoryDns;

/** The DNS Tree Walk (RFC 9989 §4.10) and the Organizational Domain (§4.10.2): which names are asked, and what follows. */
class TreeWalkTest {
    private static final String PLAIN = "v=DMARC1; p=none";
    private static final String IS_SUFFIX = "v=DMARC1; p=none; psd=y";
    private static final String IS_NO_SUFFIX = "v=DMARC1; p=none; psd=n";

    private final DmarcScene scene = DmarcScene.empty();

    private String organizationalDomain(String start) {
        MessageRecords records = new MessageRecords(scene.dns());
        return records.walk(DomainName.of(start)).organizationalDomain().toString();
    }

    @Nested
    class Questions {

        @Test
        void nameOfThirteenLabelsIsCutToSevenAndAskedEightTimes() {
            organizationalDomain("a.b.c.d.e.f.g.h.i.j.mail.example.com");
            assertThat(scene.questions())
                    .containsExactly(
                            "a.b.c.d.e.f.g.h.i.j.mail.example.com",
                            "g.h.i.j.mail.example.com",
                            "h.i.j.mail.example.com",
                            "i.j.mail.example.com",
                            "j.mail.example.com",
                            "mail.example.com",
                            "example.com",
                            "com");
        }

        @Test
        void nameOfEightLabelsIsAskedEightTimes() {
            organizationalDomain("a.b.c.d.e.f.example.com");
            assertThat(scene.questions()).hasSize(8).startsWith("a.b.c.d.e.f.example.com", "b.c.d.e.f.example.com");
        }

        @Test
        void nameOfSevenLabelsLosesOneLabelAtATime() {
            organizationalDomain("a.b.c.d.e.example.com");
            assertThat(scene.questions()).hasSize(7).startsWith("a.b.c.d.e.example.com", "b.c.d.e.example.com");
        }

        @Test
        void lastQuestionIsForTheTopLevelDomain() {
            organizationalDomain("example.com");
            assertThat(scene.questions()).containsExactly("example.com", "com");
        }

        @Test
        void nameOfOneLabelIsAskedOnce() {
            organizationalDomain("com");
            assertThat(scene.questions()).containsExactly("com");
        }

        @Test
        void labelsInOtherScriptsAreAskedForAsALabels() {
            organizationalDomain("B\u00fccher.example");
            assertThat(scene.questions()).containsExactly("xn--bcher-kva.example", "example");
        }

        @Test
        void psdNoStopsTheWalk() {
            scene.and("mail.example.com", IS_NO_SUFFIX);
            organizationalDomain("a.mail.example.com");
            assertThat(scene.questions()).containsExactly("a.mail.example.com", "mail.example.com");
        }

        @Test
        void psdYesStopsTheWalk() {
            scene.and("example.com", IS_SUFFIX);
            organizationalDomain("mail.example.com");
            assertThat(scene.questions()).containsExactly("mail.example.com", "example.com");
        }

        @Test
        void psdAtTheStartStopsTheWalk() {
            scene.and("example.com", IS_NO_SUFFIX);
            organizationalDomain("example.com");
            assertThat(scene.questions()).containsExactly("example.com");
        }

        @Test
        void plainRecordDoesNotStopTheWalk() {
            scene.and("a.mail.example.com", PLAIN).and("mail.example.com", PLAIN);
            organizationalDomain("a.mail.example.com");
            assertThat(scene.questions())
                    .containsExactly("a.mail.example.com", "mail.example.com", "example.com", "com");
        }

        @Test
        void twoRecordsAreDroppedAndTheWalkGoesOn() {
            scene.and("mail.example.com", IS_NO_SUFFIX)
                    .and("mail.example.com", PLAIN)
                    .and("example.com", PLAIN);
            assertThat(organizationalDomain("a.mail.example.com")).isEqualTo("example.com");
        }

        @Test
        void textWithoutTheVersionIsNotCounted() {
            scene.and("mail.example.com", IS_NO_SUFFIX)
                    .and("mail.example.com", "v=DMARC2; psd=y")
                    .and("mail.example.com", "psd=y; v=DMARC1");
            assertThat(organizationalDomain("a.mail.example.com")).isEqualTo("mail.example.com");
        }

        @Test
        void missingAnswerEndsTheWalk() {
            scene.failing("_dmarc.example.com");
            organizationalDomain("a.mail.example.com");
            assertThat(scene.questions()).containsExactly("a.mail.example.com", "mail.example.com", "example.com");
        }

        @Test
        void nameWithoutRoomForThePrefixIsNotAskedAbout() {
            String label = "a".repeat(60);
            String start = String.join(".", List.of(label, label, label, "b".repeat(58), "example"));
            assertThat(start).hasSizeGreaterThan(246);
            organizationalDomain(start);
            assertThat(scene.questions()).hasSize(4).doesNotContain(start);
        }

        @Test
        void recordInSeveralStringsIsJoinedWithNothingBetween() {
            MessageRecords records = new MessageRecords(MessageDns.open(
                    InMemoryDns.builder()
                            .txt("_dmarc.example.com", "v=DMA", "RC1; p=rej", "ect")
                            .build(),
                    Budget.open(BudgetLimits.defaults())));
            assertThat(records.at(DomainName.of("example.com")).record())
                    .contains(DmarcRecord.of("v=DMARC1; p=reject"));
        }
    }

    @Nested
    class Organization {

        @Test
        void noRecordAnywhereIsTheStartItself() {
            assertThat(organizationalDomain("a.b.example.com")).isEqualTo("a.b.example.com");
        }

        @Test
        void psdNoIsTheOrganizationalDomain() {
            scene.and("mail.example.com", IS_NO_SUFFIX).and("example.com", PLAIN);
            assertThat(organizationalDomain("a.mail.example.com")).isEqualTo("mail.example.com");
        }

        @Test
        void psdYesAboveTheStartIsOneLabelBelowIt() {
            scene.and("com", IS_SUFFIX);
            assertThat(organizationalDomain("a.mail.example.com")).isEqualTo("example.com");
            assertThat(organizationalDomain("example.com")).isEqualTo("example.com");
        }

        @Test
        void psdYesBelowAPlainRecordStillDecides() {
            scene.and("a.b.example.com", PLAIN).and("example.com", IS_SUFFIX);
            assertThat(organizationalDomain("a.b.example.com")).isEqualTo("b.example.com");
        }

        @Test
        void psdYesAtTheStartIsTheStart() {
            scene.and("bank.example", IS_SUFFIX);
            assertThat(organizationalDomain("bank.example")).isEqualTo("bank.example");
        }

        @Test
        void elseTheNameWithTheFewestLabels() {
            scene.and("a.mail.example.com", PLAIN)
                    .and("mail.example.com", PLAIN)
                    .and("example.com", PLAIN);
            assertThat(organizationalDomain("a.mail.example.com")).isEqualTo("example.com");
        }

        @Test
        void psdUnknownIsLikeNone() {
            scene.and("mail.example.com", "v=DMARC1; p=none; psd=u").and("example.com", PLAIN);
            assertThat(organizationalDomain("mail.example.com")).isEqualTo("example.com");
        }

        @Test
        void recordOnASkippedNameIsMissed() {
            scene.and("example.com", PLAIN).and("b.c.d.e.f.g.example.com", IS_NO_SUFFIX);
            assertThat(organizationalDomain("mail.a.b.c.d.e.f.g.example.com")).isEqualTo("example.com");
        }

        @Test
        void nameBelowASuffixMayBeASkippedOne() {
            scene.and("c.d.e.f.g.example.com", IS_SUFFIX);
            assertThat(organizationalDomain("mail.a.b.c.d.e.f.g.example.com")).isEqualTo("b.c.d.e.f.g.example.com");
        }

        @Test
        void suffixInside() {
            scene.and("bank.example", IS_SUFFIX).and("giant.bank.example", PLAIN);
            assertThat(organizationalDomain("giant.bank.example")).isEqualTo("giant.bank.example");
            assertThat(organizationalDomain("mail.giant.bank.example")).isEqualTo("giant.bank.example");
            assertThat(organizationalDomain("mail.mega.bank.example")).isEqualTo("mega.bank.example");
        }
    }
}
