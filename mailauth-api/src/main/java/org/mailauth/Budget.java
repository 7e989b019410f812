package org.mailauth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether one message may cause more work: an account that all protocols evaluating the message share.
 *
 * <p>Open one per message. It is the one mutable object of this library besides caches; it is safe for concurrent use
 * and never holds a lock while anything blocks. A refused amount is not spent, and the refusal is remembered in the
 * {@link #statement()}. An evaluator that is refused ends with a temporary or permanent error as its RFC says, never
 * with a pass.
 */
public final class Budget {

    /** What can be spent. Time is bounded by {@link Budget#deadline()} instead. */
    public enum Resource {
        /** Questions that reach the resolver; answers remembered within the message are free. */
        DNS_QUESTIONS("DNS questions"),
        /** Body octets hashed, once for each distinct body hash. */
        BODY_OCTETS("body octets hashed"),
        /** Public-key operations. */
        SIGNATURE_OPERATIONS("signature operations");

        private final String words;

        Resource(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        long limitIn(BudgetLimits limits) {
            return switch (this) {
                case DNS_QUESTIONS -> limits.dnsQuestions();
                case BODY_OCTETS -> limits.bodyOctets();
                case SIGNATURE_OPERATIONS -> limits.signatureOperations();
            };
        }
    }

    private final BudgetLimits limits;
    private final Ticker ticker;
    private final long startNanos;
    private final Deadline deadline;
    /**
     * One for each spender of each resource, linked in the order of first use: a handful, which a loop finds sooner than
     * maps of maps would. Every message opens a budget, and few ever spend more than twice: nothing is made in advance.
     */
    private @Nullable Spending first;

    private Set<Resource> exhausted = Set.of();

    private static final class Spending {
        private final Resource resource;
        private final String spender;
        private long amount;
        private @Nullable Spending next;

        Spending(Resource resource, String spender) {
            this.resource = resource;
            this.spender = spender;
        }
    }

    private Budget(BudgetLimits limits, Ticker ticker) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        this.startNanos = ticker.nanos();
        this.deadline = Deadline.after(limits.elapsed(), ticker, startNanos);
    }

    /**
     * Opens an account now, on the machine's ticker.
     *
     * @param limits what the message may cause
     * @return a fresh account
     */
    public static Budget open(BudgetLimits limits) {
        return new Budget(limits, Ticker.system());
    }

    /**
     * Opens an account now, on a given ticker.
     *
     * @param limits what the message may cause
     * @param ticker measures the elapsed time
     * @return a fresh account
     */
    public static Budget open(BudgetLimits limits, Ticker ticker) {
        return new Budget(limits, ticker);
    }

    /**
     * Spends an amount if that much is left.
     *
     * @param resource what is spent
     * @param amount how much, zero or more; zero is always granted
     * @param spender who spends it, such as {@code dkim}
     * @return false, with nothing spent, when less than the amount is left
     */
    public synchronized boolean spend(Resource resource, long amount, String spender) {
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(spender, "spender");
        if (amount < 0) {
            throw new IllegalArgumentException("amount must not be negative: " + amount);
        }
        long already = 0;
        Spending own = null;
        Spending last = null;
        for (Spending spending = first; spending != null; spending = spending.next) {
            if (spending.resource == resource) {
                already += spending.amount;
                own = spending.spender.equals(spender) ? spending : own;
            }
            last = spending;
        }
        if (amount > resource.limitIn(limits) - already) {
            exhausted = exhausted.isEmpty() ? EnumSet.of(resource) : exhausted;
            exhausted.add(resource);
            return false;
        }
        if (own == null) {
            own = new Spending(resource, spender);
            if (last == null) {
                first = own;
            } else {
                last.next = own;
            }
        }
        own.amount += amount;
        return true;
    }

    /**
     * The time by which every evaluation of the message must have ended.
     *
     * @return the deadline, fixed when the account was opened
     */
    public Deadline deadline() {
        return deadline;
    }

    /**
     * What was spent until now.
     *
     * @return an immutable snapshot
     */
    public synchronized BudgetStatement statement() {
        List<BudgetStatement.Entry> entries = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            for (Spending spending = first; spending != null; spending = spending.next) {
                if (spending.resource == resource) {
                    entries.add(new BudgetStatement.Entry(resource, spending.spender, spending.amount));
                }
            }
        }
        Duration elapsed = Duration.ofNanos(ticker.nanos() - startNanos);
        return new BudgetStatement(limits, elapsed, entries, exhausted);
    }

    @Override
    public String toString() {
        return statement().toString();
    }
}
