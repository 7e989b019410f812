package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The account that is a short list counts as maps of maps would. */
class BudgetTwinLawsTest {
    private static final BudgetLimits LIMITS =
            BudgetLimits.defaults().withDnsQuestions(20).withBodyOctets(50).withSignatureOperations(5);

    record Wish(Budget.Resource resource, String spender, long amount) {}

    @Provide
    Arbitrary<List<Wish>> wishes() {
        return Combinators.combine(
                        Arbitraries.of(Budget.Resource.class),
                        Arbitraries.of("spf", "dkim", "arc", "dmarc", new String("dkim".toCharArray())),
                        Arbitraries.longs().between(0, 12))
                .as(Wish::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 500)
    void agreesWithTheNaiveTwin(@ForAll("wishes") List<Wish> wishes) {
        Budget budget = Budget.open(LIMITS, FakeTicker.startingAt(0));
        Map<Budget.Resource, Map<String, Long>> naive = new EnumMap<>(Budget.Resource.class);
        Set<Budget.Resource> exhausted = EnumSet.noneOf(Budget.Resource.class);
        for (Wish wish : wishes) {
            Map<String, Long> spent = naive.computeIfAbsent(wish.resource(), any -> new TreeMap<>());
            long sum = spent.values().stream().mapToLong(Long::longValue).sum();
            boolean fits = sum + wish.amount() <= wish.resource().limitIn(LIMITS);
            assertThat(budget.spend(wish.resource(), wish.amount(), wish.spender()))
                    .isEqualTo(fits);
            if (fits) {
                spent.merge(wish.spender(), wish.amount(), Long::sum);
            } else {
                exhausted.add(wish.resource());
            }
        }
        List<BudgetStatement.Entry> entries = new ArrayList<>();
        naive.forEach((resource, spent) ->
                spent.forEach((spender, amount) -> entries.add(new BudgetStatement.Entry(resource, spender, amount))));
        BudgetStatement statement = budget.statement();
        assertThat(statement.entries()).containsExactlyInAnyOrderElementsOf(entries);
        assertThat(statement.exhausted()).isEqualTo(exhausted);
    }
}
