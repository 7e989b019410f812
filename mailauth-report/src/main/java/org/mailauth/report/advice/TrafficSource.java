package org.mailauth.report.advice;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A group of messages that seem to come from one sender.
 *
 * @param name the network where some messages passed or nothing was authenticated; else the domain that was authenticated.
 *     From reports, so from strangers
 * @param sourceClass what it seems to be
 * @param dkimPassed messages with an aligned DKIM pass
 * @param spfPassed messages with an aligned SPF pass
 * @param passed messages that passed DMARC
 * @param failed messages that did not
 * @param firstDay first day on which it was seen in the window
 * @param lastDay last day
 * @param toPublish what would make it pass; empty where nothing needs to be done
 */
public record TrafficSource(
        String name,
        SourceClass sourceClass,
        long dkimPassed,
        long spfPassed,
        long passed,
        long failed,
        LocalDate firstDay,
        LocalDate lastDay,
        String toPublish) {
    /**
     * Checks that nothing is null.
     *
     * @param name the network where some messages passed or nothing was authenticated; else the domain that was authenticated.
     *     From reports, so from strangers
     * @param sourceClass what it seems to be
     * @param dkimPassed messages with an aligned DKIM pass
     * @param spfPassed messages with an aligned SPF pass
     * @param passed messages that passed DMARC
     * @param failed messages that did not
     * @param firstDay first day on which it was seen in the window
     * @param lastDay last day
     * @param toPublish what would make it pass; empty where nothing needs to be done
     */
    public TrafficSource {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sourceClass, "sourceClass");
        Objects.requireNonNull(firstDay, "firstDay");
        Objects.requireNonNull(lastDay, "lastDay");
        Objects.requireNonNull(toPublish, "toPublish");
    }

    /**
     * Whether no stricter policy should be published before this is settled.
     *
     * @return whether the class is one that needs a fix or an answer
     */
    public boolean isBlocker() {
        return sourceClass == SourceClass.LEGITIMATE_NOT_ALIGNED || sourceClass == SourceClass.UNKNOWN;
    }
}
