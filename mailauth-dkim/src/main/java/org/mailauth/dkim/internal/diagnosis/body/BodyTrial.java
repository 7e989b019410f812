package org.mailauth.dkim.internal.diagnosis.body;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.diagnosis.Work;

/**
 * Tries texts and forms against the hash, and keeps the first that matches. A text may also match up to a footer; that
 * counts only when no text matches as a whole. Not safe for concurrent use.
 */
final class BodyTrial {
    private final ReceivedBody body;
    private final ExpectedHash expected;
    private final @Nullable AddedText addedText;
    private final Work work;
    private List<DkimExplanation> whole = List.of();
    private List<DkimExplanation> withFooter = List.of();
    private boolean exhausted;

    /** A trial that looks for footers, too, unless {@code addedText} is null. */
    BodyTrial(ReceivedBody body, ExpectedHash expected, @Nullable AddedText addedText, Work work) {
        this.body = body;
        this.expected = expected;
        this.addedText = addedText;
        this.work = work;
    }

    /** Whether there is nothing more to try: something was found, or the work is too much. */
    boolean isOver() {
        return exhausted || !whole.isEmpty();
    }

    /** Tries a text that may have been the body. */
    void text(DkimExplanation change, byte[] text) {
        if (isOver() || Arrays.equals(text, body.octets()) || !pays(3L * text.length)) {
            return;
        }
        byte[] canonical = BodyForms.canonical(text, body.form());
        if (Arrays.equals(canonical, body.canonical())) {
            return;
        }
        if (expected.matches(canonical, 0)) {
            whole = List.of(change);
        } else if (withFooter.isEmpty() && addedText != null) {
            withFooter = addedText
                    .footer(canonical)
                    .map(footer -> List.of(change, footer))
                    .orElse(List.of());
        }
    }

    /** Tries octets that may have been hashed as they are. */
    void form(DkimExplanation change, byte[] hashed) {
        if (!isOver() && pays(2L * hashed.length) && expected.matches(hashed, 0)) {
            whole = List.of(change);
        }
    }

    private boolean pays(long octets) {
        boolean paid = work.spend(octets);
        exhausted |= !paid;
        return paid;
    }

    /** What was found: nothing, or explanations that hold together. */
    List<DkimExplanation> found() {
        return whole.isEmpty() ? withFooter : whole;
    }
}
