package org.mailauth.dkim.diagnosis;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailauth.internal.text.Visible;

/**
 * Says one thing that happened to a signed message: undo it, and the hash matches.
 *
 * <p>Several explanations of one diagnosis belong together: all of them happened. Texts from the message are shown with
 * control and bidirectional characters made visible. Immutable and thread-safe. No component is null.
 *
 * @param cause what happened
 * @param text what happened, in one clause
 * @param octets how many octets came (or, where the text says so, went), counted in the canonical form; empty where
 *     nothing is counted
 * @param field the name of the field that is concerned; empty for the body
 * @param was the field's value when it was signed; empty when there was no such field, or none is concerned
 * @param is the field's value now; empty when there is no such field, or none is concerned
 */
public record DkimExplanation(
        DkimCause cause,
        String text,
        OptionalLong octets,
        Optional<String> field,
        Optional<String> was,
        Optional<String> is) {

    /**
     * Checks and cleans the components.
     *
     * @param cause what happened
     * @param text what happened, in one clause
     * @param octets how many octets came or went
     * @param field the name of the field that is concerned
     * @param was the field's value when it was signed
     * @param is the field's value now
     */
    public DkimExplanation {
        Objects.requireNonNull(cause, "cause");
        text = Visible.of(text);
        Objects.requireNonNull(octets, "octets");
        field = field.map(Visible::of);
        was = was.map(Visible::of);
        is = is.map(Visible::of);
    }

    /**
     * Whether the explanation is proved by a hash that matches.
     *
     * @return false when no explanation was found, which is then what {@code cause} says
     */
    public boolean isExact() {
        return cause.isExact();
    }

    /** The clause, and for a field what it was and is. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(text);
        field.ifPresent(name -> line.append(": ").append(name));
        was.ifPresent(value -> line.append(" was \"").append(value).append('"'));
        is.ifPresent(value -> line.append(was.isPresent() ? "," : "")
                .append(" is \"")
                .append(value)
                .append('"'));
        return line.toString();
    }
}
