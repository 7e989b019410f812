package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.Author;
import org.mailauth.testkit.InMemoryDns;

/** Attacks on DMARC that have worked elsewhere, and what becomes of them here. */
class DmarcAttackTest {
    private static final String REJECT = "v=DMARC1; p=reject";

    private static DmarcScene bank() {
        return DmarcScene.record("bank.example", REJECT)
                .dkim("evil.example", "pass")
                .spf("evil.example", "pass");
    }

    /** Parsers that disagree about the author: nobody who shows bank.example may be left without its policy. */
    @Nested
    class AuthorConfusion {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From: a@evil.example\r\nFrom: ceo@bank.example",
                    "From: ceo@bank.example\r\nFrom: a@evil.example",
                    "From: ceo@bank.example, a@evil.example",
                    "From: a@evil.example, ceo@bank.example\r\nSender: a@evil.example",
                    "From: <a@evil.example> <ceo@bank.example>",
                    "From: <ceo@bank.example>a@evil.example",
                    "From: ceo@bank.example <a@evil.example>",
                    "From: <@evil.example,@any.example:ceo@bank.example>",
                    "From: friends: ceo@bank.example, a@evil.example;",
                    "From: ceo@bank.example\u0000@evil.example",
                    "From: \"a@evil.example\" ceo@bank.example",
                })
        void neverPassesAndNeverEscapesThePolicy(String header) {
            DmarcEvaluation evaluation = bank().message(header);
            assertThat(evaluation.result())
                    .as(evaluation.trace().toString())
                    .isNotIn(DmarcResult.PASS, DmarcResult.NONE);
            assertThat(evaluation.outcome()).isIn(DmarcOutcome.REJECT, DmarcOutcome.AMBIGUOUS);
            assertThat(evaluation.strictestPolicy()).contains(DmarcPolicy.REJECT);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From : ceo@bank.example",
                    " From: ceo@bank.example",
                    "From\r\n : ceo@bank.example",
                    "From:",
                    "From: =?utf-8?b?Y2VvQGJhbmsuZXhhbXBsZQ==?=",
                    "From: undisclosed:;",
                    "X-From: ceo@bank.example",
                })
        void authorInDisguiseNeverPasses(String header) {
            DmarcEvaluation evaluation = bank().message(header, "Subject: x");
            assertThat(evaluation.result()).isNotIn(DmarcResult.PASS, DmarcResult.NONE);
            assertThat(evaluation.outcome()).isIn(DmarcOutcome.REJECT, DmarcOutcome.AMBIGUOUS);
        }

        @Test
        void commentsAndQuotesDoNotChangeTheAuthor() {
            for (String from : new String[] {
                "From: ceo@bank.example (a@evil.example)",
                "From: \"<a@evil.example>\" <ceo@bank.example>",
                "From: =?utf-8?q?a=40evil.example?= <ceo@bank.example>",
                "From: ceo(a@evil.example)@bank.example",
            }) {
                DmarcEvaluation evaluation = bank().message(from);
                assertThat(evaluation.outcome()).as(from).isIn(DmarcOutcome.REJECT, DmarcOutcome.AMBIGUOUS);
                assertThat(evaluation.strictestPolicy()).as(from).contains(DmarcPolicy.REJECT);
            }
        }
    }

    /** A chosen AUID must not be shown as an identity: only what was authenticated is named. */
    @Test
    void methodResultNamesTheAuthorDomainAndNoIdentifierOfTheSender() {
        String written = bank().message("From: ceo@bank.example").methodResult().toString();
        assertThat(written).isEqualTo("dmarc=fail header.from=bank.example policy.dmarc=reject");
        assertThat(written).doesNotContain("evil");
    }

    @Nested
    class HeloConfusion {

        @Test
        void passOfHeloIsNoPassOfMailFrom() {
            DmarcEvaluation evaluation = DmarcScene.record("bank.example", REJECT)
                    .helo("bank.example", "pass")
                    .spf("evil.example", "pass")
                    .from("bank.example");
            assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.REJECT);
            assertThat(evaluation.hasAlignedSpf()).isFalse();
        }

        @Test
        void temporaryErrorOfHeloSoftensNothing() {
            assertThat(DmarcScene.record("bank.example", REJECT)
                            .helo("bank.example", "temperror")
                            .from("bank.example")
                            .outcome())
                    .isEqualTo(DmarcOutcome.REJECT);
        }

        @Test
        void nonexistentSubdomainIsStillUnderThePolicy() {
            DmarcEvaluation evaluation = DmarcScene.record("bank.example", "v=DMARC1; p=reject; sp=none; np=reject")
                    .spf("gone.bank.example", "none")
                    .from("gone.bank.example");
            assertThat(evaluation.policyReason()).contains(PolicyReason.NP);
            assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.REJECT);
        }
    }

    /** The sender's own broken signatures and silent name servers. */
    @Nested
    class TemporaryErrorPoisoning {

        @ParameterizedTest
        @ValueSource(strings = {"temperror", "permerror", "fail", "neutral", "policy", "none", "pass"})
        void signatureOfAnotherDomainNeverSoftensAPolicy(String result) {
            DmarcEvaluation evaluation = DmarcScene.record("bank.example", REJECT)
                    .dkim("evil.example", result)
                    .spf("evil.example", result)
                    .from("bank.example");
            assertThat(evaluation.result()).isEqualTo(DmarcResult.FAIL);
            assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.REJECT);
        }

        @Test
        void silentNameServersOfTheSenderAreNotEvenAsked() {
            DmarcScene scene = bank().failing("_dmarc.evil.example").failing("evil.example");
            assertThat(scene.from("bank.example").outcome()).isEqualTo(DmarcOutcome.REJECT);
            assertThat(scene.questions()).noneMatch(name -> name.contains("evil"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"temperror", "pass"})
        void missingAnswerAtTheTopLevelDomainHelpsNoStranger(String result) {
            DmarcScene scene = DmarcScene.record("bank.example", REJECT)
                    .failing("_dmarc.example")
                    .dkim("evil.example", result);
            assertThat(scene.from("bank.example").outcome()).isEqualTo(DmarcOutcome.REJECT);
            assertThat(scene.questions()).containsExactly("bank.example", "example");
        }

        @Test
        void permanentErrorOfAnAlignedSignatureIsAFailure() {
            assertThat(DmarcScene.record("bank.example", REJECT)
                            .dkim("bank.example", "permerror")
                            .from("bank.example")
                            .outcome())
                    .isEqualTo(DmarcOutcome.REJECT);
        }

        @Test
        void temporaryErrorOfAnAlignedSignatureIsNeverAccepted() {
            assertThat(DmarcScene.record("bank.example", REJECT)
                            .dkim("bank.example", "temperror")
                            .from("bank.example")
                            .outcome())
                    .isEqualTo(DmarcOutcome.DEFER);
        }

        @Test
        void exhaustedBudgetIsNeverAccepted() {
            for (int questions = 0; questions < 3; questions++) {
                MessageDns dns = MessageDns.open(
                        InMemoryDns.builder().txt("_dmarc.bank.example", REJECT).build(),
                        Budget.open(BudgetLimits.defaults().withDnsQuestions(questions)));
                DmarcEvaluation evaluation = DmarcEvaluator.builder()
                        .resolver(question -> {
                            throw new AssertionError("the message's DNS is used");
                        })
                        .build()
                        .evaluate(
                                Author.of(DomainName.of("a.bank.example")),
                                List.of(DmarcScene.dkimOf("evil.example", "pass")),
                                dns);
                assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
                assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.DEFER);
            }
        }

        @Test
        void answersThatNeverComeAreWaitedForNoLongerThanTheBudgetHasTime() {
            MessageDns dns = MessageDns.open(
                    InMemoryDns.builder().txt("_dmarc.bank.example", REJECT).build(),
                    Budget.open(BudgetLimits.defaults().withElapsed(Duration.ZERO)));
            DmarcEvaluation evaluation = DmarcEvaluator.builder()
                    .resolver(InMemoryDns.builder().build())
                    .build()
                    .evaluate(Author.of(DomainName.of("bank.example")), List.of(), dns);
            assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.DEFER);
        }
    }

    /** Sender never decides which of several authors counts. */
    @Test
    void senderNeverCounts() {
        DmarcEvaluation evaluation = bank().message("From: ceo@bank.example, a@evil.example", "Sender: a@evil.example");
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.AMBIGUOUS);
        assertThat(evaluation.strictestPolicy()).contains(DmarcPolicy.REJECT);
        DmarcEvaluation one = bank().message("From: ceo@bank.example", "Sender: a@evil.example");
        assertThat(one.outcome()).isEqualTo(DmarcOutcome.REJECT);
    }

    /** Doubled records and aliases that never end. */
    @Nested
    class BrokenRecords {

        @Test
        void doubledRecordIsDroppedAndTheWalkGoesOn() {
            DmarcEvaluation evaluation = DmarcScene.record("a.bank.example", "v=DMARC1; p=none")
                    .and("a.bank.example", "v=DMARC1; p=reject")
                    .and("bank.example", REJECT)
                    .from("a.bank.example");
            assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.REJECT);
            assertThat(evaluation.policyDomain()).contains(DomainName.of("bank.example"));
            assertThat(evaluation.problems()).extracting("code").contains("dmarc.several-records");
        }

        @Test
        void doubledRecordEndsDiscoveryInLegacyMode() {
            DmarcEvaluation evaluation = DmarcScene.record("a.bank.example", "v=DMARC1; p=none")
                    .and("a.bank.example", "v=DMARC1; p=reject")
                    .and("bank.example", REJECT)
                    .legacy()
                    .from("a.bank.example");
            assertThat(evaluation.result()).isEqualTo(DmarcResult.NONE);
            assertThat(evaluation.problems()).extracting("code").contains("dmarc.several-records");
        }

        @Test
        void aliasThatNeverEndsIsATemporaryError() {
            DmarcScene scene = DmarcScene.empty()
                    .alias("_dmarc.bank.example", "x.bank.example")
                    .alias("x.bank.example", "_dmarc.bank.example");
            DmarcEvaluation evaluation = scene.from("bank.example");
            assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
            assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.DEFER);
        }

        @Test
        void aliasOfTheRecordIsFollowed() {
            DmarcScene scene = DmarcScene.empty()
                    .alias("_dmarc.bank.example", "policy.example.net")
                    .txt("policy.example.net", REJECT);
            assertThat(scene.from("bank.example").outcome()).isEqualTo(DmarcOutcome.REJECT);
        }

        @Test
        void recordOfNothingButMistakesIsReadInLinearTimeAndHasFewProblems() {
            StringBuilder text = new StringBuilder("v=DMARC1");
            for (int number = 0; number < 20_000; number++) {
                text.append(";p=").append(number).append(";x;rua=,,");
            }
            assertThatCode(() -> {
                        assertThat(DmarcRecord.parse(text.toString()).problems())
                                .hasSizeLessThan(500);
                        assertThat(DmarcRecord.of(text.toString()).toText()).hasSizeLessThan(100);
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void thousandsOfIdentifiersCostNoMoreThanTheBound() {
        List<AuthenticatedIdentifier> identifiers = new ArrayList<>();
        for (int number = 0; number < 5_000; number++) {
            identifiers.add(DmarcScene.dkimOf("a.b.c.d.e.f.g.h" + number + ".bank.example", "temperror"));
        }
        InMemoryDns zone =
                InMemoryDns.builder().txt("_dmarc.bank.example", REJECT).build();
        MessageDns dns = MessageDns.open(zone, Budget.open(BudgetLimits.defaults()));
        DmarcEvaluation evaluation = DmarcEvaluator.builder()
                .resolver(zone)
                .build()
                .evaluate(Author.of(DomainName.of("bank.example")), identifiers, dns);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.DEFER);
        assertThat(dns.budget().statement().spent(Budget.Resource.DNS_QUESTIONS))
                .isLessThanOrEqualTo(DmarcEvaluator.MAX_DNS_QUESTIONS);
    }
}
