package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.tag.Tag;
import org.mailauth.internal.tag.TagList;

/** Reads a DMARC Policy Record (RFC 9989 §4.8): one mistake costs one tag. */
final class RecordParser {
    private static final String RULE = "RFC 9989 §4.8";
    private static final String VERSION = "DMARC1";
    /** Problems kept: a record of nothing but mistakes must not cost more memory than it takes to send. */
    private static final int MAX_PROBLEMS = 200;

    private static final long MAX_INTERVAL = 0xFFFF_FFFFL;
    private static final Set<String> KNOWN =
            Set.of("v", "p", "sp", "np", "t", "psd", "adkim", "aspf", "rua", "ruf", "fo", "pct", "rf", "ri");

    private final String text;
    private final List<Problem> problems = new ArrayList<>();
    /** The tags by name in lower case; a name that occurs twice with different values has both, joined. */
    private final Map<String, Tag> tags = new LinkedHashMap<>();

    private final Set<String> contradictory = new LinkedHashSet<>();

    RecordParser(String text) {
        this.text = text;
    }

    static boolean isDmarc(String text) {
        int end = text.indexOf(';');
        String first = text.substring(0, end < 0 ? text.length() : end);
        int equals = first.indexOf('=');
        // RFC 9989 §4.8: the name of the tag may have any case, its value may not.
        return equals >= 0
                && stripped(first.substring(0, equals)).equalsIgnoreCase("v")
                && stripped(first.substring(equals + 1)).equals(VERSION);
    }

    private static String stripped(String padded) {
        int start = 0;
        int end = padded.length();
        while (start < end && isBlank(padded.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(padded.charAt(end - 1))) {
            end--;
        }
        return padded.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    Parsed<DmarcRecord> parse() {
        if (!isDmarc(text)) {
            return Parsed.unusable(Problem.of(
                    "dmarc.version", "RFC 9989 §4.7", "a DMARC record starts with the tag v=DMARC1, in this case"));
        }
        readTags();
        Map<String, DmarcPolicy> policies = new TreeMap<>();
        Map<String, String> unusable = new TreeMap<>();
        for (String name : List.of(RecordTags.POLICY, RecordTags.SUBDOMAINS, RecordTags.NONEXISTENT)) {
            readPolicy(name, policies, unusable);
        }
        RecordTags read = new RecordTags(
                policies,
                unusable,
                choice("psd", PublicSuffixFlag.values(), PublicSuffixFlag::letter, PublicSuffixFlag.UNKNOWN),
                choice("t", new Boolean[] {true, false}, yes -> yes ? "y" : "n", false),
                choice("adkim", AlignmentMode.values(), AlignmentMode::letter, AlignmentMode.RELAXED),
                choice("aspf", AlignmentMode.values(), AlignmentMode::letter, AlignmentMode.RELAXED),
                uris("rua"),
                uris("ruf"),
                options(),
                historic());
        return Parsed.of(new DmarcRecord(read), problems);
    }

    private void readTags() {
        TagList list = TagList.parse(readable());
        list.problems().stream()
                .filter(problem -> !problem.code().equals("tag.duplicate"))
                .map(problem -> new Problem("dmarc.syntax", RULE, problem.text(), problem.position()))
                .forEach(problems::add);
        for (Tag tag : list.tags()) {
            String name = tag.name().toLowerCase(Locale.ROOT);
            if (!name.equals(tag.name())) {
                // RFC 6376 §3.2 has names with case, the grammar of RFC 9989 §4.8 has them without: read both.
                problem(tag, "dmarc.tag-case", "tag " + shown(tag.name()) + " is not in lower case");
            }
            if (!KNOWN.contains(name)) {
                problem(tag, "dmarc.unknown-tag", "tag " + shown(tag.name()) + " is unknown and ignored");
            } else if (tags.containsKey(name)) {
                readDuplicate(name, tags.get(name), tag);
            } else {
                tags.put(name, tag);
            }
        }
    }

    /** The text with characters that no value may hold made visible, so that they cost only the tag that has them. */
    private String readable() {
        StringBuilder readable = new StringBuilder(text);
        for (int at = 0; at < readable.length(); at++) {
            char c = readable.charAt(at);
            if ((c < 0x20 && c != '\t') || c >= 0x7F) {
                readable.setCharAt(at, '?');
                if (problems.isEmpty()) {
                    problems.add(Problem.at(at, "dmarc.character", RULE, "the record holds more than printable ASCII"));
                }
            }
        }
        return readable.toString();
    }

    private void readDuplicate(String name, Tag first, Tag second) {
        problem(second, "dmarc.duplicate-tag", "tag " + shown(name) + " occurs more than once");
        // RFC 6376 §3.2 would end the whole record, RFC 9989 §4.8 has mistakes cost one tag: two different values are
        // no value, the same value twice is one.
        if (!lower(first).equals(lower(second)) && contradictory.add(name)) {
            String both = first.value() + "," + second.value();
            tags.put(name, new Tag(name, both, first.rawStart(), first.rawEnd()));
        }
    }

    private void readPolicy(String name, Map<String, DmarcPolicy> policies, Map<String, String> unusable) {
        Tag tag = tags.get(name);
        if (tag == null) {
            return;
        }
        Optional<DmarcPolicy> policy = DmarcPolicy.ofWord(lower(tag));
        if (policy.isPresent()) {
            checkCase(tag);
            policies.put(name, policy.get());
        } else {
            problem(tag, "dmarc.policy-value", "\"" + shown(tag.value()) + "\" of tag " + name + " is no policy");
            unusable.put(name, tag.value());
        }
    }

    private interface Letters<T> {
        String of(T value);
    }

    private <T> T choice(String name, T[] values, Letters<T> letters, T otherwise) {
        Tag tag = tags.get(name);
        if (tag == null) {
            return otherwise;
        }
        for (T value : values) {
            if (letters.of(value).equals(lower(tag))) {
                checkCase(tag);
                return value;
            }
        }
        problem(tag, "dmarc.value", "\"" + shown(tag.value()) + "\" is no value of tag " + name);
        return otherwise;
    }

    private List<ReportUri> uris(String name) {
        Tag tag = tags.get(name);
        if (tag == null) {
            return List.of();
        }
        if (contradictory.contains(name)) {
            return List.of();
        }
        Set<ReportUri> uris = new LinkedHashSet<>();
        for (String written : tag.value().split(",", -1)) {
            Parsed<ReportUri> uri = ReportUri.parse(stripped(written));
            uri.problems().forEach(problem -> problem(tag, problem.code(), problem.text()));
            uri.value().ifPresent(uris::add);
        }
        return List.copyOf(uris);
    }

    private Set<FailureReportOption> options() {
        Set<FailureReportOption> defaults = EnumSet.of(FailureReportOption.ALL_FAILED);
        Tag tag = tags.get("fo");
        if (tag == null) {
            return defaults;
        }
        Set<FailureReportOption> options = new LinkedHashSet<>();
        for (String written : lower(tag).split(":", -1)) {
            Optional<FailureReportOption> option = option(stripped(written));
            if (option.isEmpty() || !options.add(option.get())) {
                problem(tag, "dmarc.fo", "\"" + shown(written) + "\" is no option of fo, or is there twice");
            }
        }
        if (options.containsAll(Set.of(FailureReportOption.ALL_FAILED, FailureReportOption.ANY_FAILED))) {
            problem(tag, "dmarc.fo", "fo holds both 0 and 1");
            return defaults;
        }
        checkCase(tag);
        return options.isEmpty() ? defaults : options;
    }

    private static Optional<FailureReportOption> option(String letter) {
        for (FailureReportOption option : FailureReportOption.values()) {
            if (option.letter().equals(letter)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /** RFC 9989 §9.3: read for mode RFC 7489 only, and never a mistake. */
    private RecordTags.HistoricTags historic() {
        RecordTags.HistoricTags defaults = RecordTags.HistoricTags.DEFAULTS;
        for (String name : List.of("pct", "rf", "ri")) {
            Tag tag = tags.get(name);
            if (tag != null) {
                problem(tag, "dmarc.historic-tag", "tag " + name + " has no meaning since RFC 9989");
            }
        }
        Tag rf = tags.get("rf");
        List<String> formats = new ArrayList<>();
        if (rf != null && !contradictory.contains("rf")) {
            for (String format : lower(rf).split(":", -1)) {
                if (!stripped(format).isEmpty()) {
                    formats.add(stripped(format));
                }
            }
        }
        return new RecordTags.HistoricTags(
                (int) number("pct", 100, defaults.percent()),
                formats.isEmpty() ? defaults.formats() : formats,
                number("ri", MAX_INTERVAL, defaults.intervalSeconds()));
    }

    private long number(String name, long most, long otherwise) {
        Tag tag = tags.get(name);
        if (tag == null) {
            return otherwise;
        }
        OptionalLong number = digits(tag.value(), most);
        if (number.isEmpty()) {
            problem(tag, "dmarc.value", "\"" + shown(tag.value()) + "\" of tag " + name + " is not 0 to " + most);
        }
        return number.orElse(otherwise);
    }

    private static OptionalLong digits(String text, long most) {
        boolean digits = !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Long.parseLong(text) > most) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private void checkCase(Tag tag) {
        if (!lower(tag).equals(tag.value())) {
            problem(tag, "dmarc.value-case", "\"" + shown(tag.value()) + "\" is not in lower case");
        }
    }

    private static String lower(Tag tag) {
        return tag.value().toLowerCase(Locale.ROOT);
    }

    private void problem(Tag tag, String code, String sentence) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(Problem.at(tag.rawStart(), code, RULE, sentence));
        }
    }

    private static String shown(String value) {
        return value.length() <= 60 ? value : value.substring(0, 60) + "...";
    }
}
