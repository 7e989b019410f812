package org.mailauth.tlsrpt;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;

/** Reads a TLSRPT record (RFC 8460 §3, ABNF), one field after the other. */
final class RecordFields {
    private static final String RULE = "RFC 8460 §3";
    private static final String VERSION = "v=TLSRPTv1";
    private static final int MAX_NAME = 32;
    private static final int MAX_SHOWN = 80;
    /** Problems and entries kept: a TXT record holds at most 65535 octets, but thousands of mistakes help nobody. */
    private static final int MAX_PROBLEMS = 100;

    private static final int MAX_ENTRIES = 100;

    private final String text;
    private final List<Problem> problems = new ArrayList<>();
    private final List<TlsRptUri> rua = new ArrayList<>();
    private final List<TlsRptRecord.Extension> extensions = new ArrayList<>();
    private boolean ruaSeen;

    RecordFields(String text) {
        this.text = text;
    }

    /** Where the semicolon behind the version stands, or -1 when the text does not start as a record does. */
    static int endOfVersion(String text) {
        if (!text.startsWith(VERSION)) {
            return -1;
        }
        int at = VERSION.length();
        while (at < text.length() && CharacterClasses.isBlank(text.charAt(at))) {
            at++;
        }
        // RFC 8460 §3: senders keep texts that begin "v=TLSRPTv1;", but the grammar allows blanks before the semicolon.
        return at < text.length() && text.charAt(at) == ';' ? at : -1;
    }

    static boolean isExtensionName(String name) {
        boolean first = !name.isEmpty() && CharacterClasses.isLetterOrDigit(name.charAt(0));
        return first
                && name.length() <= MAX_NAME
                && name.chars().allMatch(c -> CharacterClasses.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }

    static boolean isExtensionValue(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != ';' && c != '=');
    }

    Parsed<TlsRptRecord> parse() {
        int end = endOfVersion(text);
        if (end < 0) {
            return Parsed.unusable(Problem.at(
                    0,
                    "tlsrpt.version",
                    RULE,
                    "a TLSRPT record starts with v=TLSRPTv1, in this case, and a semicolon"));
        }
        for (int start = end + 1; start <= text.length(); ) {
            int semicolon = text.indexOf(';', start);
            int stop = semicolon < 0 ? text.length() : semicolon;
            readField(start, stop, semicolon < 0);
            start = stop + 1;
        }
        if (rua.isEmpty()) {
            problem(
                    ruaSeen ? "tlsrpt.rua-unusable" : "tlsrpt.rua-missing",
                    text.length(),
                    ruaSeen
                            ? "no entry of rua can be used"
                            : "the record does not say where reports go: it has no rua");
            return Parsed.unusable(problems);
        }
        return Parsed.of(new TlsRptRecord(rua, extensions), problems);
    }

    private void readField(int from, int to, boolean last) {
        int start = skipBlanks(from, to);
        int stop = dropBlanks(start, to);
        if (start == stop) {
            if (!last) {
                problem("tlsrpt.syntax", from, "a field is empty");
            }
            return;
        }
        String field = text.substring(start, stop);
        int equals = field.indexOf('=');
        String name = equals < 0 ? field : field.substring(0, equals);
        if (name.equals("rua")) {
            readRua(start, start + equals + 1, stop, equals >= 0);
        } else if (equals < 0
                || !isExtensionName(name)
                || name.equals("v")
                || !isExtensionValue(field.substring(equals + 1))) {
            problem("tlsrpt.syntax", start, "\"" + shown(field) + "\" is no field and is ignored");
        } else {
            if (name.equalsIgnoreCase("rua")) {
                problem("tlsrpt.field-case", start, "\"" + name + "\" is not rua: names have a case");
            }
            if (extensions.size() < MAX_ENTRIES) {
                extensions.add(new TlsRptRecord.Extension(name, field.substring(equals + 1)));
            }
        }
    }

    private void readRua(int field, int from, int to, boolean hasValue) {
        if (ruaSeen) {
            // The RFC leaves it open; the first one counts, as in an MTA-STS policy (RFC 8461 §3.2).
            problem("tlsrpt.duplicate-field", field, "rua occurs more than once, and the first one counts");
            return;
        }
        ruaSeen = true;
        if (!hasValue) {
            problem("tlsrpt.syntax", field, "rua has no value");
            return;
        }
        for (int start = from; start <= to; ) {
            int comma = text.indexOf(',', start);
            int stop = comma < 0 || comma > to ? to : comma;
            readUri(skipBlanks(start, stop), stop);
            start = stop + 1;
        }
    }

    private void readUri(int start, int to) {
        int stop = dropBlanks(start, to);
        Parsed<TlsRptUri> uri = TlsRptUri.parse(text.substring(start, stop));
        for (Problem problem : uri.problems()) {
            problem(problem.code(), start, problem.text());
        }
        if (uri.value().isPresent() && rua.size() < MAX_ENTRIES) {
            rua.add(uri.value().get());
        }
    }

    private int skipBlanks(int from, int to) {
        int at = from;
        while (at < to && CharacterClasses.isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int dropBlanks(int from, int to) {
        int at = to;
        while (at > from && CharacterClasses.isBlank(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private void problem(String code, int position, String sentence) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(Problem.at(position, code, RULE, sentence));
        }
    }

    private static String shown(String part) {
        return part.length() <= MAX_SHOWN ? part : part.substring(0, MAX_SHOWN) + "...";
    }
}
