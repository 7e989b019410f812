package org.mailauth.message;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.Problem;
import org.mailauth.internal.text.OctetScan;
import org.mailauth.internal.text.VisibleLines;

/**
 * Finds octets that no message should hold, and lines that are too long; one problem a kind, at its first place. Takes
 * the message in any pieces. Not safe for concurrent use.
 */
final class OctetProblems {
    private static final int MAX_LINE = 998;

    private final Finding bareCr = new Finding();
    private final Finding bareLf = new Finding();
    private final Finding nul = new Finding();
    private final Finding longLine = new Finding();
    private long position;
    private long lineStart;
    private boolean heldCr;

    private static final class Finding {
        private long count;
        private long first;

        void at(long place) {
            if (count++ == 0) {
                first = place;
            }
        }
    }

    /** What is wrong with a message that is known as a whole. */
    static List<Problem> in(byte[] octets, int from, int to) {
        OctetProblems problems = new OctetProblems();
        problems.scan(octets, from, to);
        problems.finish();
        return problems.found();
    }

    /** Looks at the next octets; returns whether they are what {@link VisibleLines} says. */
    boolean scan(byte[] octets, int from, int to) {
        if (from == to) {
            return false;
        }
        long base = position - from;
        int at = from;
        if (heldCr) {
            heldCr = false;
            at += afterCr(octets[at], position - 1);
        }
        int visible = passVisibleLines(octets, at, to, base);
        at = visible;
        while ((at = OctetScan.indexOfAtMost(octets, at, to, '\r')) < to) {
            byte octet = octets[at];
            if (octet == '\r') {
                if (at + 1 == to) {
                    heldCr = true;
                } else {
                    at += afterCr(octets[at + 1], base + at);
                }
            } else if (octet == '\n') {
                bareLf.at(base + at);
            } else if (octet == 0) {
                nul.at(base + at);
            }
            at++;
        }
        position = base + to;
        return visible == to;
    }

    /** Goes on to the first octet that is neither visible nor part of a CRLF between visible ones. */
    private int passVisibleLines(byte[] octets, int from, int to, long base) {
        int at = from;
        while ((at = OctetScan.indexOfAtMost(octets, at, to, ' ')) < to) {
            boolean crlf = octets[at] == '\r' && at + 1 < to && octets[at + 1] == '\n';
            if (!crlf || (at + 2 < to && octets[at + 2] == '\r')) {
                return at;
            }
            endLine(base + at);
            at += 2;
            lineStart = base + at;
        }
        return at;
    }

    /** Decides what a CR is by the octet behind it; returns how many of that belong to it. */
    private int afterCr(byte next, long place) {
        if (next != '\n') {
            bareCr.at(place);
            return 0;
        }
        endLine(place);
        lineStart = place + 2;
        return 1;
    }

    private void endLine(long end) {
        if (end - lineStart > MAX_LINE) {
            longLine.at(lineStart);
        }
    }

    /** Nothing follows. */
    void finish() {
        if (heldCr) {
            heldCr = false;
            bareCr.at(position - 1);
        }
        endLine(position);
        lineStart = position;
    }

    /** What was found until now. */
    List<Problem> found() {
        List<Problem> problems = new ArrayList<>();
        // RFC 5321 §2.3.8: only CRLF ends a line; who takes a lone LF for one can be made to see another message.
        add(problems, bareLf, "message.bare-lf", "RFC 5321 §2.3.8", "LF without CR");
        add(problems, bareCr, "message.bare-cr", "RFC 5321 §2.3.8", "CR without LF");
        add(problems, nul, "message.nul", "RFC 5322 §4", "NUL octet");
        add(problems, longLine, "message.long-line", "RFC 5322 §2.1.1", "line of more than 998 octets");
        return problems;
    }

    private static void add(List<Problem> problems, Finding finding, String code, String reference, String what) {
        if (finding.count > 0) {
            String times = finding.count == 1 ? "once" : finding.count + " times";
            problems.add(Problem.at(finding.first, code, reference, what + ", " + times));
        }
    }
}
