package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailauth.message.Author;

/** Messages without exactly one author domain (RFC 9989 §5.3.1, §11.5): their own outcome, and never plain none. */
class AmbiguousAuthorTest {

    private static DmarcScene scene() {
        return DmarcScene.record("example.com", "v=DMARC1; p=quarantine")
                .and("bank.example", "v=DMARC1; p=reject")
                .and("lax.example", "v=DMARC1; p=none");
    }

    private static void assertAmbiguous(DmarcEvaluation evaluation, Author.Kind kind) {
        assertThat(evaluation.author().kind()).isEqualTo(kind);
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PERMERROR);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.AMBIGUOUS);
        assertThat(evaluation.outcomeOnPolicyAlone()).isEqualTo(DmarcOutcome.AMBIGUOUS);
        assertThat(evaluation.authorDomain()).isEmpty();
        assertThat(evaluation.alignments()).isEmpty();
        assertThat(evaluation.methodResult().result()).isEqualTo("permerror");
        assertThat(evaluation.methodResult().reason()).isPresent();
        assertThat(evaluation.methodResult().values("header", "from")).isEmpty();
    }

    @Test
    void exactlyOneDomainIsEvaluated() {
        DmarcEvaluation evaluation = scene().dkim("bank.example", "pass").message("From: a@bank.example");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PASS);
        assertThat(evaluation.authorEvaluations()).isEmpty();
    }

    @Test
    void severalMailboxesOfOneDomainAreEvaluated() {
        DmarcEvaluation evaluation = scene().dkim("bank.example", "pass")
                .message("From: a@bank.example, b@Bank.Example", "Sender: a@bank.example");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void noFromFieldIsAmbiguous() {
        DmarcEvaluation evaluation = scene().message("Sender: a@bank.example");
        assertAmbiguous(evaluation, Author.Kind.NO_FIELD);
        assertThat(evaluation.authorEvaluations()).isEmpty();
        assertThat(evaluation.strictestPolicy()).isEmpty();
    }

    @Test
    void fromWithoutADomainIsAmbiguous() {
        assertAmbiguous(scene().message("From: nobody:;"), Author.Kind.NO_DOMAIN);
    }

    @Test
    void unparsableFromIsAmbiguousAndItsDomainsAreLookedAt() {
        DmarcEvaluation evaluation = scene().message("From: <a@bank.example> <b@example.com>");
        assertAmbiguous(evaluation, Author.Kind.UNPARSABLE);
        assertThat(evaluation.strictestPolicy()).contains(DmarcPolicy.REJECT);
    }

    @Test
    void twoFromFieldsAreAmbiguousEvenWithOneDomain() {
        DmarcEvaluation evaluation =
                scene().dkim("bank.example", "pass").message("From: a@bank.example", "From: a@bank.example");
        assertAmbiguous(evaluation, Author.Kind.SEVERAL_FIELDS);
    }

    @Test
    void severalDomainsHaveTheStrictestPolicyOfThoseThatDidNotPass() {
        DmarcEvaluation evaluation = scene().dkim("bank.example", "pass")
                .message("From: a@bank.example, b@example.com, c@lax.example", "Sender: a@bank.example");
        assertAmbiguous(evaluation, Author.Kind.SEVERAL_DOMAINS);
        assertThat(evaluation.authorEvaluations())
                .extracting(DmarcEvaluation::result)
                .containsExactly(DmarcResult.PASS, DmarcResult.FAIL, DmarcResult.FAIL);
        assertThat(evaluation.strictestPolicy()).contains(DmarcPolicy.QUARANTINE);
        assertThat(evaluation.isComplete()).isTrue();
    }

    @Test
    void evenWhenAllDomainsPassTheMessageDoesNot() {
        DmarcEvaluation evaluation = scene().dkim("bank.example", "pass")
                .dkim("example.com", "pass")
                .message("From: a@bank.example, b@example.com", "Sender: a@bank.example");
        assertAmbiguous(evaluation, Author.Kind.SEVERAL_DOMAINS);
        assertThat(evaluation.strictestPolicy()).isEmpty();
    }

    @Test
    void numberOfDomainsIsCappedAndTheEvaluationIsNotComplete() {
        DmarcScene scene = scene();
        StringBuilder from = new StringBuilder("From: a@lax.example");
        for (int number = 0; number < 20; number++) {
            from.append(", a@d").append(number).append(".example");
        }
        DmarcEvaluation evaluation = scene.message(from.toString(), "Sender: a@lax.example");
        assertAmbiguous(evaluation, Author.Kind.SEVERAL_DOMAINS);
        assertThat(evaluation.authorEvaluations()).hasSize(DmarcEvaluator.MAX_AUTHOR_DOMAINS);
        assertThat(evaluation.isComplete()).isFalse();
        assertThat(scene.questions()).hasSizeLessThanOrEqualTo(DmarcEvaluator.MAX_DNS_QUESTIONS);
    }

    @Test
    void missingAnswerForOneDomainMakesItIncomplete() {
        DmarcEvaluation evaluation = scene().failing("_dmarc.example.net")
                .message("From: a@lax.example, b@example.net", "Sender: a@lax.example");
        assertThat(evaluation.isComplete()).isFalse();
    }

    @Test
    void problemsAreTheAuthors() {
        DmarcEvaluation evaluation = scene().message("From: a@bank.example", "From: a@bank.example");
        assertThat(evaluation.problems())
                .isEqualTo(evaluation.author().problems())
                .isNotEmpty();
    }
}
