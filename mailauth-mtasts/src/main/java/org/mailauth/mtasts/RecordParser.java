package org.mailauth.mtasts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** Reads the record of RFC 8461 §3.1 in one pass. */
final class RecordParser {
    private static final String START = "v=" + Grammar.VERSION;
    /** Problems kept: a record of nothing but mistakes must not cost more memory than it takes to send. */
    private static final int MAX_PROBLEMS = 100;

    private final String text;
    private final List<Problem> errors = new ArrayList<>(0);
    private final List<Problem> ignored = new ArrayList<>(0);
    private final Set<String> names = new HashSet<>();
    private final List<MtaStsRecord.Extension> extensions = new ArrayList<>(0);
    private @Nullable String id;

    RecordParser(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    static boolean isMtaSts(String text) {
        // RFC 8461 §3.1: records that do not begin with "v=STSv1;" are discarded; its grammar allows blanks before the
        // semicolon, and a record that the grammar allows is not to be lost.
        return text.startsWith(START)
                && START.length() + Grammar.firstBlanks(text.substring(START.length())) < text.length()
                && text.charAt(START.length() + Grammar.firstBlanks(text.substring(START.length()))) == ';';
    }

    Parsed<MtaStsRecord> parse() {
        if (!text.startsWith(START)) {
            return Parsed.unusable(
                    Rule.RECORD.problem("mtasts.version", "an MTA-STS record starts with v=STSv1, in this case"));
        }
        int semicolon = text.indexOf(';');
        int end = semicolon < 0 ? text.length() : semicolon;
        if (!Grammar.withoutFinalBlanks(text.substring(0, end)).equals(START)) {
            error(START.length(), "mtasts.version", "more than blanks stands between v=STSv1 and the semicolon");
        }
        int at = end + 1;
        while (at <= text.length()) {
            int stop = text.indexOf(';', at);
            stop = stop < 0 ? text.length() : stop;
            readField(at, stop);
            at = stop + 1;
        }
        if (id == null && !names.contains("id")) {
            errors.add(Rule.RECORD.problem("mtasts.id-missing", "the record has no id"));
        }
        if (id == null || !errors.isEmpty()) {
            errors.addAll(ignored);
            return Parsed.unusable(errors);
        }
        return Parsed.of(new MtaStsRecord(id, extensions), ignored);
    }

    private void readField(int from, int stop) {
        String piece = text.substring(from, stop);
        int start = from + Grammar.firstBlanks(piece);
        if (start == stop) {
            // Only what stands behind the last semicolon may be empty.
            if (stop < text.length()) {
                error(from, "mtasts.field-empty", "a field of the record is empty");
            }
            return;
        }
        // Blanks belong to the semicolon behind them; at the very end the grammar has none.
        String field = stop < text.length()
                ? Grammar.withoutFinalBlanks(text.substring(start, stop))
                : text.substring(start, stop);
        int equals = field.indexOf('=');
        String name = equals < 0 ? field : field.substring(0, equals);
        if (equals < 0 || !Grammar.isFieldName(name)) {
            error(start, "mtasts.field", Rule.shown(field) + " is no name, equals sign and value");
            return;
        }
        if (!names.add(name)) {
            // RFC 8461 §3.2: of any field that occurs more than once all but the first are ignored.
            ignore(start, "mtasts.duplicate", "field " + name + " occurs more than once, the first one counts");
            return;
        }
        readValue(start + equals + 1, name, field.substring(equals + 1));
    }

    private void readValue(int at, String name, String value) {
        if (name.equals("id")) {
            if (MtaStsRecord.isId(value)) {
                id = value;
            } else {
                error(at, "mtasts.id", "id " + Rule.shown(value) + " is not 1 to 32 letters and digits");
            }
        } else if (!Grammar.isExtensionValue(value)) {
            error(at, "mtasts.value", "the value of field " + name + " holds a character that none may hold, or none");
        } else if (name.equals("v")) {
            ignore(at, "mtasts.duplicate", "field v occurs more than once, the first one counts");
        } else {
            extensions.add(new MtaStsRecord.Extension(name, value));
            ignore(at, "mtasts.unknown-field", "field " + name + " is unknown and ignored");
        }
    }

    private void error(int at, String code, String sentence) {
        if (errors.size() < MAX_PROBLEMS) {
            errors.add(Rule.RECORD.problem(at, code, sentence));
        }
    }

    private void ignore(int at, String code, String sentence) {
        if (ignored.size() < MAX_PROBLEMS) {
            ignored.add(Rule.RECORD.problem(at, code, sentence));
        }
    }
}
