package org.mailauth.report.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcRecord;

/** The way from one record to the next stricter one: with {@code t=y} (RFC 9989) or with {@code pct} (RFC 7489). */
final class PolicySteps {
    /** From a share where a mistake is seen and costs little. */
    private static final List<Integer> PERCENT = List.of(10, 25, 50, 100);

    private final DmarcRecord record;
    private final boolean percent;

    PolicySteps(DmarcRecord record, boolean percent) {
        this.record = record;
        this.percent = percent;
    }

    private DmarcPolicy policy() {
        // RFC 9989 §4.7: a record without p counts as p=none.
        return record.policy().orElse(DmarcPolicy.NONE);
    }

    /** Empty when it is the strictest there is. */
    Optional<DmarcRecord> next() {
        Optional<DmarcRecord> step = percent ? byPercent() : byTrial();
        if (step.isPresent()) {
            return step;
        }
        if (record.isTesting()) {
            return Optional.of(record.toBuilder().testing(false).build());
        }
        if (record.percent() < 100) {
            return Optional.of(withPercent(record, 100));
        }
        boolean weaker = record.subdomainPolicy().orElse(DmarcPolicy.REJECT) != DmarcPolicy.REJECT
                || record.nonexistentSubdomainPolicy().orElse(DmarcPolicy.REJECT) != DmarcPolicy.REJECT;
        return weaker
                ? Optional.of(record.toBuilder().withoutSubdomainPolicies().build())
                : Optional.empty();
    }

    private Optional<DmarcRecord> byTrial() {
        if (policy() == DmarcPolicy.NONE) {
            return Optional.of(record.toBuilder()
                    .policy(DmarcPolicy.QUARANTINE)
                    .testing(true)
                    .build());
        }
        boolean next = policy() == DmarcPolicy.QUARANTINE && !record.isTesting();
        return next ? Optional.of(record.withPolicy(DmarcPolicy.REJECT)) : Optional.empty();
    }

    private Optional<DmarcRecord> byPercent() {
        if (policy() == DmarcPolicy.NONE) {
            DmarcRecord begun = record.toBuilder()
                    .policy(DmarcPolicy.QUARANTINE)
                    .testing(false)
                    .build();
            return Optional.of(withPercent(begun, PERCENT.get(0)));
        }
        for (int step : PERCENT) {
            if (step > record.percent()) {
                return Optional.of(withPercent(record, step));
            }
        }
        // RFC 7489 §6.6.4: the rest of reject is under quarantine, which has been enforced by now.
        return policy() == DmarcPolicy.QUARANTINE
                ? Optional.of(withPercent(record.withPolicy(DmarcPolicy.REJECT), PERCENT.get(0)))
                : Optional.empty();
    }

    private static DmarcRecord withPercent(DmarcRecord record, int value) {
        List<String> tags = new ArrayList<>();
        for (String tag : record.toText().split("; ", -1)) {
            if (!tag.startsWith("pct=")) {
                tags.add(tag);
            }
        }
        if (value < 100) {
            tags.add("pct=" + value);
        }
        return DmarcRecord.of(String.join("; ", tags));
    }

    /** Whether a reporter saw the present policy, by the text of a cell. */
    boolean isPresent(String seen) {
        List<String> words = List.of(seen.split(" ", 0));
        if (!words.get(0).equals(policy().word())) {
            return false;
        }
        if (!percent) {
            return true;
        }
        return record.percent() < 100
                ? words.contains("pct=" + record.percent())
                : words.stream().noneMatch(word -> word.startsWith("pct="));
    }

    /**
     * Whether a reporter saw the trial that ended. Reports of RFC 7489 do not have {@code t}: their receivers enforce during the
     * trial, so that its days count for them as days of the policy itself.
     */
    boolean isOverTrial(String seen) {
        return !percent
                && !record.isTesting()
                && isPresent(seen)
                && List.of(seen.split(" ", 0)).contains("t=y");
    }
}
