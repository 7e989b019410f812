package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;

/**
 * The DNS Tree Walk from one name up to its top-level domain (RFC 9989 §4.10), and the Organizational Domain that follows
 * from it (§4.10.2).
 */
final class TreeWalk {
    /** RFC 9989 §4.10: the most questions that one walk asks. */
    static final int MAX_QUESTIONS = 8;

    private final DomainName start;
    private final List<PublishedRecord> steps;

    private TreeWalk(DomainName start, List<PublishedRecord> steps) {
        this.start = start;
        this.steps = List.copyOf(steps);
    }

    /** Walks until a record says that it is a suffix or none, an answer is missing, or the top is reached. */
    static TreeWalk from(DomainName start, MessageRecords records) {
        List<PublishedRecord> steps = new ArrayList<>(MAX_QUESTIONS);
        for (DomainName target : targets(start)) {
            PublishedRecord found = records.at(target);
            steps.add(found);
            // RFC 9989 §4.10 steps 2 and 6.
            if (found.hasFailed() || found.says(PublicSuffixFlag.NO) || found.says(PublicSuffixFlag.YES)) {
                break;
            }
        }
        return new TreeWalk(start, steps);
    }

    /** RFC 9989 §4.10 steps 1, 3, 4 and 7: the names that a walk asks about, in order. */
    static List<DomainName> targets(DomainName start) {
        List<DomainName> targets = new ArrayList<>(MAX_QUESTIONS);
        targets.add(start);
        int labels = start.labelCount();
        Optional<DomainName> next = start.parent();
        while (next.isPresent()) {
            labels--;
            // Step 4: of a name with eight labels or more, seven remain.
            if (labels < MAX_QUESTIONS) {
                targets.add(next.get());
            }
            next = next.get().parent();
        }
        return targets;
    }

    List<PublishedRecord> steps() {
        return steps;
    }

    /** Where an answer is missing; null when the walk came to its end. */
    @Nullable
    PublishedRecord failed() {
        PublishedRecord last = steps.get(steps.size() - 1);
        return last.hasFailed() ? last : null;
    }

    /**
     * The Organizational Domain (RFC 9989 §4.10.2). Of a walk that ended early for want of an answer, it is what it would be
     * if there were nothing behind that answer.
     */
    DomainName organizationalDomain() {
        DomainName fewestLabels = start;
        for (PublishedRecord step : steps) {
            if (step.says(PublicSuffixFlag.NO)) {
                return step.owner();
            }
            if (step.says(PublicSuffixFlag.YES) && !step.owner().equals(start)) {
                return below(step.owner());
            }
            if (step.record().isPresent()) {
                fewestLabels = step.owner();
            }
        }
        return fewestLabels;
    }

    /** The name one label below another, on the way to the start; the step itself may have been left out of the walk. */
    private DomainName below(DomainName upper) {
        DomainName name = start;
        for (int surplus = start.labelCount() - upper.labelCount(); surplus > 1; surplus--) {
            name = name.parent().orElseThrow();
        }
        return name;
    }

    /** What the walk found at a name; null when it did not look there. */
    @Nullable
    PublishedRecord at(DomainName owner) {
        for (PublishedRecord step : steps) {
            if (step.owner().equals(owner)) {
                return step;
            }
        }
        return null;
    }

    /** The Public Suffix Domain's record: that of the name with {@code psd=y} above the start (RFC 9989 §4.10.1). */
    @Nullable
    PublishedRecord publicSuffix() {
        PublishedRecord last = steps.get(steps.size() - 1);
        return last.says(PublicSuffixFlag.YES) ? last : null;
    }
}
