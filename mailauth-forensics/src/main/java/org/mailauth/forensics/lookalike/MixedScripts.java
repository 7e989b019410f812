package org.mailauth.forensics.lookalike;

import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import java.util.Optional;
import org.mailauth.DomainName;

/**
 * Decides whether a domain name has a label that mixes scripts as no language does (UTS 39 §5.2, more than "highly
 * restrictive"). Latin letters beside Korean, Japanese or Chinese ones are no such mix; Latin beside Cyrillic or Greek is.
 *
 * <p>Immutable and thread-safe; no name makes it throw.
 */
public final class MixedScripts {
    private final SpoofChecker checker = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL)
            .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    /** A check by the tables of ICU4J. */
    public MixedScripts() {}

    /**
     * Looks for a label that mixes scripts.
     *
     * @param domain any name; A-labels that stand for no valid U-label are plain letters
     * @return the first such label, as a U-label
     */
    public Optional<String> firstIn(DomainName domain) {
        for (String label : domain.labels()) {
            // Labels in ASCII cannot mix.
            if (label.startsWith("xn--")) {
                String shown = DomainName.of(label).toUnicode();
                if (checker.failsChecks(shown)) {
                    return Optional.of(shown);
                }
            }
        }
        return Optional.empty();
    }
}
