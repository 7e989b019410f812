package org.mailauth.dkim;

import java.util.List;
import org.mailauth.Problem;

/**
 * What was found before signing: why the message is not to be signed, and what is worth knowing.
 *
 * <p>Immutable and thread-safe. Codes are those of {@link PreflightCheck#code()}, each at most once, at its first place;
 * besides {@code dkim.no-from} and {@code dkim.too-many-fields} and the broken limits of a message, which no choice
 * allows. Positions count in the message; those in a body whose header was given apart count in that body.
 *
 * @param refusals why the message is not to be signed; empty when it may be
 * @param warnings what is worth knowing
 */
public record PreflightReport(List<Problem> refusals, List<Problem> warnings) {
    /**
     * Copies the lists.
     *
     * @param refusals why the message is not to be signed; empty when it may be
     * @param warnings what is worth knowing
     */
    public PreflightReport {
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }
}
