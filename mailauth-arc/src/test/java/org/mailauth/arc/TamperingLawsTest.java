package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.dns.MessageDns;

/** A sealed message that was changed passes exactly when its canonical form is the one that was sealed. */
class TamperingLawsTest {
    private static final int SETS = 3;
    private static final String SEALED = Checks.text(Hops.chain(SETS));
    private static final ChainView VIEW = ChainView.of(SEALED, SETS).orElseThrow();
    // A field hidden behind a lone CR or LF is refused by itself, whatever its canonical form.
    private static final ArcVerifier VERIFIER = Checks.verifier(Hops.DNS)
            .acceptance(SignatureAcceptance.strict().acceptingHiddenFields())
            .build();

    @Provide
    Arbitrary<String> tampered() {
        return Tampered.of(SEALED);
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void aChangedMessagePassesExactlyWhenItsCanonicalFormIsTheSame(@ForAll("tampered") String changed) {
        Budget budget = Budget.open(BudgetLimits.defaults());
        ArcValidation validation = VERIFIER.verify(Checks.message(changed), MessageDns.open(Hops.DNS, budget));
        Optional<ChainView> view = ChainView.of(changed, SETS);
        boolean passes = validation.status() == ChainValidationStatus.PASS;
        if (passes) {
            assertThat(view).isPresent();
            assertThat(view.get().isSameAs(VIEW)).isTrue();
        } else {
            assertThat(view.filter(VIEW::equals)).as(validation.toString()).isEmpty();
        }
        boolean reachedCryptography = budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS) > 0;
        Statistics.label("reached cryptography")
                .collect(reachedCryptography)
                .coverage(checker -> checker.check(true).percentage(share -> share >= 20));
        Statistics.label("reached the seals")
                .collect(validation.reason() == ArcReason.SEAL_FAILED)
                .coverage(checker -> checker.check(true).percentage(share -> share >= 3));
        Statistics.label("passes")
                .collect(passes)
                .coverage(checker -> checker.check(true).percentage(share -> share >= 1));
    }
}
