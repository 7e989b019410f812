package org.mailauth.publicsuffix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** Reads a list, line by line; one reader reads one list. */
final class ListReader {
    static final int MAX_OCTETS = 16 << 20;
    static final int MAX_RULES = 200_000;
    static final int MAX_PROBLEMS = 100;

    private static final String FORMAT = "publicsuffix.org list format";
    private static final String BEGIN = "===BEGIN ";
    private static final String END = "===END ";
    private static final String PRIVATE = "PRIVATE DOMAINS===";
    private static final String VERSION = "VERSION:";

    private final SortedMap<String, Integer> kindsByName = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private @Nullable String version;
    /** What follows BEGIN, as long as its END is to come. */
    private @Nullable String section;

    private int rules;

    private ListReader() {}

    static Parsed<PublicSuffixList> read(InputStream in) throws IOException {
        byte[] octets = in.readNBytes(MAX_OCTETS + 1);
        if (octets.length > MAX_OCTETS) {
            return unusable("publicsuffix.too-large", "the list has more than 16 MiB");
        }
        return new ListReader().read(octets);
    }

    private Parsed<PublicSuffixList> read(byte[] octets) {
        int start = 0;
        while (start < octets.length) {
            int end = start;
            while (end < octets.length && octets[end] != '\n') {
                end++;
            }
            try {
                readLine(start, decode(octets, start, end));
            } catch (CharacterCodingException e) {
                return unusable(start, "publicsuffix.utf8", "the list is not UTF-8");
            }
            if (rules > MAX_RULES) {
                return unusable(start, "publicsuffix.too-large", "the list has more than 200,000 rules");
            }
            start = end + 1;
        }
        if (section != null) {
            return unusable("publicsuffix.truncated", "a section has no end");
        }
        if (rules == 0) {
            return unusable("publicsuffix.empty", "the list has no rule");
        }
        return Parsed.of(new PublicSuffixList(new RuleTable(kindsByName), version, true), problems);
    }

    private String decode(byte[] octets, int start, int end) throws CharacterCodingException {
        for (int at = start; at < end; at++) {
            if (octets[at] < 0) {
                return utf8.decode(ByteBuffer.wrap(octets, start, end - start)).toString();
            }
        }
        return new String(octets, start, end - start, StandardCharsets.US_ASCII);
    }

    private void readLine(int position, String line) {
        // A line is read up to its first white space.
        String rule = firstWord(line.stripLeading());
        if (rule.startsWith("//")) {
            readComment(line.strip().substring(2).strip());
        } else if (!rule.isEmpty()) {
            readRule(position, rule);
        }
    }

    private static String firstWord(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) > ' ') {
            end++;
        }
        return line.substring(0, end);
    }

    private void readComment(String comment) {
        if (comment.startsWith(BEGIN)) {
            section = comment.substring(BEGIN.length());
        } else if (comment.startsWith(END) && comment.substring(END.length()).equals(section)) {
            section = null;
        } else if (comment.startsWith(VERSION) && version == null) {
            version = comment.substring(VERSION.length()).strip();
        }
    }

    private void readRule(int position, String rule) {
        int kind = RuleTable.EXACT;
        String name = rule;
        if (rule.startsWith("!")) {
            kind = RuleTable.EXCEPTION;
            name = rule.substring(1);
        } else if (rule.startsWith("*.")) {
            kind = RuleTable.WILDCARD;
            name = rule.substring(2);
        } else if (rule.equals("*")) {
            // the default rule, which counts anyway
            rules++;
            return;
        }
        Parsed<DomainName> domain = DomainName.parse(name);
        if (domain.value().isEmpty() || (kind == RuleTable.EXCEPTION && name.indexOf('.') < 0)) {
            addProblem(position, rule);
            return;
        }
        rules++;
        int shifted = PRIVATE.equals(section) ? kind << RuleTable.PRIVATE_SHIFT : kind;
        kindsByName.merge(domain.value().get().toString(), shifted, (known, added) -> known | added);
    }

    private void addProblem(int position, String rule) {
        if (problems.size() < MAX_PROBLEMS) {
            String shown = rule.length() > 100 ? rule.substring(0, 100) + "..." : rule;
            problems.add(Problem.at(position, "publicsuffix.rule", FORMAT, "\"" + shown + "\" is no rule"));
        }
    }

    private static Parsed<PublicSuffixList> unusable(String code, String sentence) {
        return Parsed.unusable(Problem.of(code, FORMAT, sentence));
    }

    private static Parsed<PublicSuffixList> unusable(int position, String code, String sentence) {
        return Parsed.unusable(Problem.at(position, code, FORMAT, sentence));
    }
}
