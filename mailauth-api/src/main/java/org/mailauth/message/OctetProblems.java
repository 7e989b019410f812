package org.mailauth.message;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.Problem;

/** Finds octets that no message should hold, and lines that are too long; one problem a kind, at its first place. */
final class OctetProblems {
    private static final int MAX_LINE = 998;

    private final byte[] octets;
    private final Finding bareCr = new Finding();
    private final Finding bareLf = new Finding();
    private final Finding nul = new Finding();
    private final Finding longLine = new Finding();

    private static final class Finding {
        private long count;
        private long first;

        void at(long position) {
            if (count++ == 0) {
                first = position;
            }
        }
    }

    private OctetProblems(byte[] octets) {
        this.octets = octets;
    }

    static List<Problem> in(byte[] octets) {
        OctetProblems problems = new OctetProblems(octets);
        problems.scan();
        return problems.report();
    }

    private void scan() {
        int lineStart = 0;
        for (int at = 0; at < octets.length; at++) {
            byte octet = octets[at];
            if (octet > '\r' || octet < 0) {
                continue;
            }
            if (octet == 0) {
                nul.at(at);
            } else if (octet == '\n') {
                bareLf.at(at);
            } else if (octet == '\r') {
                if (at + 1 < octets.length && octets[at + 1] == '\n') {
                    checkLength(lineStart, at);
                    at++;
                    lineStart = at + 1;
                } else {
                    bareCr.at(at);
                }
            }
        }
        checkLength(lineStart, octets.length);
    }

    private void checkLength(int start, int end) {
        if (end - start > MAX_LINE) {
            longLine.at(start);
        }
    }

    private List<Problem> report() {
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
