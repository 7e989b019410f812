package org.mailauth.report.failure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the lines of the machine-readable part (RFC 5965 §3), and goes on behind lines that do not belong there. */
final class FieldLines {
    private final FailureReportLimits limits;
    private final FailureFindings findings;
    private final List<FailureReportField> fields = new ArrayList<>();
    private @Nullable String name;
    private final StringBuilder value = new StringBuilder();
    private boolean blankSeen;
    private boolean full;

    private FieldLines(FailureReportLimits limits, FailureFindings findings) {
        this.limits = limits;
        this.findings = findings;
    }

    static List<FailureReportField> read(byte[] part, FailureReportLimits limits, FailureFindings findings) {
        String text = new String(part, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            findings.add(FailureFinding.CHARSET, "the fields are not UTF-8");
        }
        FieldLines lines = new FieldLines(limits, findings);
        int at = 0;
        while (at < text.length() && !lines.full) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            lines.line(text.substring(at, end < 0 ? text.length() : end));
            at = next;
        }
        lines.endField();
        return lines.fields;
    }

    private void line(String line) {
        String content = line.strip();
        if (content.isEmpty()) {
            endField();
            // RFC 5965 §3: the part is one header; a blank line ahead of it or within is some reporters' mistake.
            blankSeen = true;
            return;
        }
        char first = line.charAt(0);
        if ((first == ' ' || first == '\t') && name != null) {
            if (!value.isEmpty()) {
                value.append(' ');
            }
            value.append(content);
            return;
        }
        int colon = content.indexOf(':');
        if (colon <= 0 || !isFieldName(content.substring(0, colon).stripTrailing())) {
            endField();
            findings.add(FailureFinding.STRAY_LINE, "a line among the fields is none");
            return;
        }
        endField();
        if (blankSeen) {
            findings.add(FailureFinding.BLANK_LINE, "a blank line stands before a field");
            blankSeen = false;
        }
        name = content.substring(0, colon).stripTrailing();
        value.append(content.substring(colon + 1).strip());
    }

    /** RFC 5322 §2.2: printable ASCII without the colon. */
    private static boolean isFieldName(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private void endField() {
        Optional<String> ended = Optional.ofNullable(name);
        if (ended.isPresent()) {
            if (fields.size() >= limits.fields()) {
                findings.add(FailureFinding.LIMIT_FIELDS, "there are more than " + limits.fields() + " fields");
                full = true;
            } else {
                fields.add(new FailureReportField(ended.get(), value.toString()));
            }
        }
        name = null;
        value.setLength(0);
    }
}
