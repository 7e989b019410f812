package org.mailauth.mtasts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/**
 * Reads a policy file (RFC 8461 §3.2) in one pass. What spoils the policy is an error: a known field with a value that it
 * cannot have, or none. All else that breaks the grammar is ignored with a problem: to refuse a policy for an empty line
 * would leave the mail without any protection.
 */
final class PolicyParser {
    private static final int MAX_PROBLEMS = 100;
    private static final int MAX_DIGITS = 10;

    /** One line that is a field. */
    private record Field(int at, String value) {}

    private final byte[] octets;
    private final List<Problem> errors = new ArrayList<>(0);
    private final List<Problem> ignored = new ArrayList<>(0);
    private final Map<String, Field> fields = new HashMap<>();
    private final List<MxPattern> mx = new ArrayList<>();
    private boolean mxSeen;

    PolicyParser(byte[] octets) {
        this.octets = octets;
    }

    Parsed<MtaStsPolicy> parse() {
        int at = 0;
        while (at < octets.length) {
            int stop = at;
            while (stop < octets.length && octets[stop] != '\n') {
                stop++;
            }
            readLine(at, stop > at && octets[stop - 1] == '\r' && stop < octets.length ? stop - 1 : stop);
            at = stop + 1;
        }
        checkVersion();
        MtaStsPolicy.@Nullable Mode mode = mode();
        @Nullable Duration maxAge = maxAge();
        if (mx.isEmpty() && mode != null && mode != MtaStsPolicy.Mode.NONE) {
            errors.add(Rule.POLICY.problem(
                    "mtasts.mx-missing",
                    mxSeen ? "no mx of the policy can be used" : "the policy has no mx, and its mode is not none"));
        }
        if (mode == null || maxAge == null || !errors.isEmpty()) {
            errors.addAll(ignored);
            return Parsed.unusable(errors);
        }
        return Parsed.of(new MtaStsPolicy(mode, maxAge, mx), ignored);
    }

    private void readLine(int from, int stop) {
        String line = Grammar.withoutFinalBlanks(new String(octets, from, stop - from, StandardCharsets.ISO_8859_1));
        if (line.isEmpty()) {
            ignore(from, "mtasts.line-empty", "a line of the policy is empty");
            return;
        }
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        if (colon < 0 || !Grammar.isFieldName(name)) {
            String hint = line.startsWith("\u00EF\u00BB\u00BF") ? ": it starts with a byte order mark" : "";
            ignore(from, "mtasts.line", Rule.shown(line) + " is no name, colon and value" + hint);
            return;
        }
        String rest = line.substring(colon + 1);
        int blanks = Grammar.firstBlanks(rest);
        readField(from, name, new Field(from + colon + 1 + blanks, rest.substring(blanks)));
    }

    private void readField(int at, String name, Field field) {
        switch (name) {
            case "version", "mode", "max_age" -> {
                // RFC 8461 §3.2: of any field but mx that occurs more than once all but the first are ignored.
                if (fields.putIfAbsent(name, field) != null) {
                    ignore(at, "mtasts.duplicate", "field " + name + " occurs more than once, the first one counts");
                }
            }
            case "mx" -> readMx(field);
            default -> ignore(at, "mtasts.unknown-field", "field " + Rule.shown(name) + " is unknown and ignored");
        }
    }

    private void readMx(Field field) {
        mxSeen = true;
        Parsed<MxPattern> pattern = MxPattern.parse(field.value());
        for (Problem problem : pattern.problems()) {
            ignore(field.at(), problem.code(), problem.text());
        }
        pattern.value().ifPresent(mx::add);
    }

    private void checkVersion() {
        Optional<Field> version = required("version");
        if (version.isPresent() && !version.get().value().equals(Grammar.VERSION)) {
            error(
                    version.get(),
                    "mtasts.version",
                    "version " + Rule.shown(version.get().value()) + " is not STSv1");
        }
    }

    private MtaStsPolicy.@Nullable Mode mode() {
        Optional<Field> field = required("mode");
        if (field.isEmpty()) {
            return null;
        }
        Optional<MtaStsPolicy.Mode> mode = MtaStsPolicy.Mode.ofWord(field.get().value());
        if (mode.isEmpty()) {
            error(
                    field.get(),
                    "mtasts.mode",
                    "mode " + Rule.shown(field.get().value()) + " is none of enforce, testing and none");
        }
        return mode.orElse(null);
    }

    private @Nullable Duration maxAge() {
        Optional<Field> field = required("max_age");
        if (field.isEmpty()) {
            return null;
        }
        String digits = field.get().value();
        boolean number = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        Duration maxAge = Duration.ofSeconds(number ? Long.parseLong(digits) : -1);
        if (!number || maxAge.compareTo(MtaStsPolicy.LONGEST_MAX_AGE) > 0) {
            // RFC 8461 §3.2: 31557600 is the maximum. To take more for that would be a guess at what was meant.
            error(field.get(), "mtasts.max-age", "max_age " + Rule.shown(digits) + " is no number from 0 to 31557600");
            return null;
        }
        return maxAge;
    }

    private Optional<Field> required(String name) {
        Field field = fields.get(name);
        if (field == null) {
            errors.add(Rule.POLICY.problem(
                    "mtasts." + name.replace('_', '-') + "-missing", "the policy has no field " + name));
        }
        return Optional.ofNullable(field);
    }

    private void error(Field field, String code, String sentence) {
        errors.add(Rule.POLICY.problem(field.at(), code, sentence));
    }

    private void ignore(int at, String code, String sentence) {
        if (ignored.size() < MAX_PROBLEMS) {
            ignored.add(Rule.POLICY.problem(at, code, sentence));
        }
    }
}
