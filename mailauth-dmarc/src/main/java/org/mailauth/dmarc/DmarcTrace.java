package org.mailauth.dmarc;

import java.util.List;
import java.util.Objects;
import org.mailauth.internal.text.Visible;

/**
 * What a result rests on: a statement, the rule behind it, and the statements that lead to it. A plain value that prints as
 * indented text. Immutable and thread-safe; no component is null.
 *
 * @param statement what was found, for people; visible characters only
 * @param reference the rule, such as {@code RFC 9989 §4.10}; may be empty
 * @param below what it follows from, in order
 */
public record DmarcTrace(String statement, String reference, List<DmarcTrace> below) {

    /**
     * Copies the list and makes the statement visible.
     *
     * @param statement what was found, for people
     * @param reference the rule, may be empty
     * @param below what it follows from, in order
     */
    public DmarcTrace {
        statement = Visible.of(statement);
        Objects.requireNonNull(reference, "reference");
        below = List.copyOf(below);
    }

    static DmarcTrace of(String statement, String reference, DmarcTrace... below) {
        return new DmarcTrace(statement, reference, List.of(below));
    }

    /** The tree as indented text, one line for each statement. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print(text, "");
        return text.toString();
    }

    private void print(StringBuilder text, String indent) {
        text.append(indent).append(statement);
        if (!reference.isEmpty()) {
            text.append(" [").append(reference).append(']');
        }
        for (DmarcTrace each : below) {
            text.append('\n');
            each.print(text, indent + "  ");
        }
    }
}
