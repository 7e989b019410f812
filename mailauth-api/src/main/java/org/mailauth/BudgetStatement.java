package org.mailauth;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Tells what a message has cost so far, and who caused it: a snapshot of a {@link Budget}.
 *
 * <p>Immutable and thread-safe; no component is null. Prints as a small table of text, one line a resource.
 *
 * @param limits what was allowed
 * @param elapsed time since the budget was opened
 * @param entries what each spender used: by resource, and within one in the order of first use
 * @param exhausted resources of which more was asked for than was left
 */
public record BudgetStatement(
        BudgetLimits limits, Duration elapsed, List<Entry> entries, Set<Budget.Resource> exhausted) {

    /**
     * Copies the collections and checks that nothing is null.
     *
     * @param limits what was allowed
     * @param elapsed time since the budget was opened
     * @param entries what each spender used: by resource, and within one in the order of first use
     * @param exhausted resources of which more was asked for than was left
     */
    public BudgetStatement {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(elapsed, "elapsed");
        entries = List.copyOf(entries);
        exhausted = Set.copyOf(exhausted);
    }

    /**
     * What one spender used of one resource.
     *
     * @param resource what was used
     * @param spender who used it, such as {@code dkim}
     * @param amount how much, zero or more
     */
    public record Entry(Budget.Resource resource, String spender, long amount) {
        /**
         * Checks that nothing is null or negative.
         *
         * @param resource what was used
         * @param spender who used it, such as {@code dkim}
         * @param amount how much, zero or more
         */
        public Entry {
            Objects.requireNonNull(resource, "resource");
            Objects.requireNonNull(spender, "spender");
            if (amount < 0) {
                throw new IllegalArgumentException("amount must not be negative: " + amount);
            }
        }
    }

    /**
     * How much of a resource was used by all spenders together.
     *
     * @param resource which
     * @return zero or more
     */
    public long spent(Budget.Resource resource) {
        return entries.stream()
                .filter(entry -> entry.resource() == resource)
                .mapToLong(Entry::amount)
                .sum();
    }

    /**
     * Whether the time was up when this was told: what was still to be asked then is missing.
     *
     * @return true when all of it had elapsed
     */
    public boolean isTimeUp() {
        return elapsed.compareTo(limits.elapsed()) >= 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("elapsed: ").append(elapsed.toMillis()).append(" of ");
        text.append(limits.elapsed().toMillis()).append(" ms");
        if (isTimeUp()) {
            text.append(" (exhausted)");
        }
        for (Budget.Resource resource : Budget.Resource.values()) {
            text.append('\n').append(resource.words()).append(": ").append(spent(resource));
            text.append(" of ").append(resource.limitIn(limits));
            entries.stream()
                    .filter(entry -> entry.resource() == resource)
                    .forEach(entry -> text.append(", ")
                            .append(entry.spender())
                            .append(' ')
                            .append(entry.amount()));
            if (exhausted.contains(resource)) {
                text.append(" (exhausted)");
            }
        }
        return text.toString();
    }
}
