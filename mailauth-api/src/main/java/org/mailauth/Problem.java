package org.mailauth;

import java.util.Objects;
import java.util.OptionalLong;
import org.mailauth.internal.text.Visible;

/**
 * Says what is wrong with an input, which rule it breaks and where.
 *
 * <p>Hostile or broken input never causes an exception in this library: it yields a verdict, and problems that explain
 * it. A problem is a finding, not a verdict; whether it matters is said by the result that carries it.
 *
 * <p>Immutable and thread-safe. No component is null.
 *
 * @param code stable, machine-readable name such as {@code message.bare-lf}; lower case, never localized
 * @param reference the rule that is broken, such as {@code RFC 5322 §2.3}; empty where no standard says so
 * @param text one plain sentence; octets taken from the input are shown with control and bidirectional characters
 *     made visible
 * @param position octet offset (for text inputs: character offset) in the input where the problem starts; empty when
 *     it concerns the whole input
 */
public record Problem(String code, String reference, String text, OptionalLong position) {

    /**
     * Checks and cleans the components: {@code text} never carries control or bidirectional characters, or line ends.
     *
     * @param code stable, machine-readable name such as {@code message.bare-lf}; lower case, never localized
     * @param reference the rule that is broken, such as {@code RFC 5322 §2.3}; empty where no standard says so
     * @param text one plain sentence; octets taken from the input are shown with control and bidirectional characters made visible
     * @param position octet offset (for text inputs: character offset) in the input where the problem starts; empty when it concerns the whole input
     */
    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reference, "reference");
        text = Visible.of(Objects.requireNonNull(text, "text"));
        Objects.requireNonNull(position, "position");
        if (position.isPresent() && position.getAsLong() < 0) {
            throw new IllegalArgumentException("position must not be negative: " + position.getAsLong());
        }
    }

    /**
     * Makes a problem that concerns the whole input.
     *
     * @param code stable name of the problem
     * @param reference the rule that is broken, may be empty
     * @param text one plain sentence
     * @return the problem
     */
    public static Problem of(String code, String reference, String text) {
        return new Problem(code, reference, text, OptionalLong.empty());
    }

    /**
     * Makes a problem that starts at one place of the input.
     *
     * @param position offset in the input, zero or more
     * @param code stable name of the problem
     * @param reference the rule that is broken, may be empty
     * @param text one plain sentence
     * @return the problem
     */
    public static Problem at(long position, String code, String reference, String text) {
        return new Problem(code, reference, text, OptionalLong.of(position));
    }

    /** Shows the problem as one line: code, text, place and rule. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(code).append(": ").append(text);
        position.ifPresent(at -> line.append(" (at ").append(at).append(')'));
        if (!reference.isEmpty()) {
            line.append(" [").append(reference).append(']');
        }
        return line.toString();
    }
}
