package org.mailauth.dkim.internal.diagnosis.body;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.dkim.internal.diagnosis.Work;

/**
 * Finds text that was added to a canonical body: behind it, in front of it, around it, or amid it. Both canonical forms
 * treat each line on its own, so that whole lines can be taken out of a canonical text.
 */
final class AddedText {
    /** Lines of a banner. */
    private static final int MAX_BANNER_LINES = 100;

    private final ExpectedHash expected;
    private final PrefixScan prefixes;
    private final Work work;

    AddedText(ExpectedHash expected, Work work) {
        this.expected = expected;
        this.prefixes = new PrefixScan(expected, work);
        this.work = work;
    }

    /** Whether nothing was signed: neither canonical form of an empty body is hashed but as nothing or one CRLF. */
    Optional<DkimExplanation> everything(byte[] canonical) {
        boolean empty = !expected.isLimited()
                && (expected.matches(new byte[0], 0) || expected.matches(new byte[] {'\r', '\n'}, 0));
        // A body that is empty now is a question of its form, not of text that came.
        return empty && canonical.length > 2
                ? Optional.of(Explain.octets(
                        DkimCause.BODY_EMPTY_WHEN_SIGNED,
                        "the body was empty when it was signed; all its " + canonical.length + " octets came later",
                        canonical.length))
                : Optional.empty();
    }

    /** A footer: the signed body is a start of this one. */
    Optional<DkimExplanation> footer(byte[] canonical) {
        int end = expected.isLimited() ? -1 : prefixes.end(canonical, 0);
        return end < 0 || end == canonical.length ? Optional.empty() : Optional.of(appended(canonical, end));
    }

    /** A banner, with or without a footer; else lines amid the body; else a footer that goes on in the last line. */
    List<DkimExplanation> around(byte[] canonical) {
        List<DkimExplanation> banner = banner(canonical);
        if (!banner.isEmpty() || expected.isLimited()) {
            return banner;
        }
        Optional<DkimExplanation> found = new InsertedLines(expected, work).find(canonical);
        if (found.isEmpty()) {
            int end = prefixes.endWithinLine(canonical);
            found = end < 0 ? Optional.empty() : Optional.of(appended(canonical, end));
        }
        return found.map(List::of).orElse(List.of());
    }

    private List<DkimExplanation> banner(byte[] canonical) {
        int start = 0;
        for (int line = 1; line <= MAX_BANNER_LINES; line++) {
            start = Lines.end(canonical, start) + 2;
            if (start >= canonical.length) {
                return List.of();
            }
            int end = prefixes.end(canonical, start);
            if (end == canonical.length) {
                return List.of(prepended(canonical, start, line));
            }
            if (end >= 0) {
                return List.of(prepended(canonical, start, line), appended(canonical, end));
            }
        }
        work.leaveOut();
        return List.of();
    }

    private static DkimExplanation prepended(byte[] canonical, int octets, int lines) {
        return Explain.octets(
                DkimCause.BODY_TEXT_PREPENDED,
                octets + " octets (" + (lines == 1 ? "one line" : lines + " lines")
                        + ") were put in front of the body, starting with \"" + firstLine(canonical, 0) + "\"",
                octets);
    }

    private static DkimExplanation appended(byte[] canonical, int from) {
        int octets = canonical.length - from;
        return Explain.octets(
                DkimCause.BODY_TEXT_APPENDED,
                "a footer of " + octets + " octets was appended to the body, starting with \""
                        + firstLine(canonical, from) + "\"",
                octets);
    }

    /** The first line from here on that is not empty, for people. */
    static String firstLine(byte[] text, int from) {
        int start = from;
        while (start + 1 < text.length && text[start] == '\r' && text[start + 1] == '\n') {
            start += 2;
        }
        int end = Lines.end(text, start);
        return Explain.shown(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }

    /** A copy of a digest that has taken a part of its input. */
    static Optional<MessageDigest> copy(MessageDigest digest) {
        try {
            return Optional.of((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException notByThisProvider) {
            return Optional.empty();
        }
    }
}
