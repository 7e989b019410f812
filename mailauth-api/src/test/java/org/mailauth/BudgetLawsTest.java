package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.Budget.Resource.BODY_OCTETS;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BudgetLawsTest {

    @Property
    void whatIsGrantedNeverExceedsTheLimit(
            @ForAll @IntRange(max = 2000) int limit, @ForAll @Size(max = 30) List<@LongRange(max = 500) Long> amounts) {
        Budget account = Budget.open(BudgetLimits.defaults().withBodyOctets(limit), FakeTicker.startingAt(0));
        long granted = 0;
        for (long amount : amounts) {
            boolean fits = granted + amount <= limit;
            assertThat(account.spend(BODY_OCTETS, amount, "dkim")).isEqualTo(fits);
            granted += fits ? amount : 0;
        }
        assertThat(account.statement().spent(BODY_OCTETS)).isEqualTo(granted).isLessThanOrEqualTo(limit);
    }
}
