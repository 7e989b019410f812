package org.mailauth.spf.analysis;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.spf.analysis.SpfFlattening.Publication;

/** Writes a flattened policy down: as one record, as strings of a TXT record, as several small records. */
final class FlatText {
    private static final String VERSION = "v=spf1";
    private static final int MAX_STRING = 255;
    /** Shorter layers stay in the record of the domain. */
    private static final int WORTH_MOVING = 100;

    private static final int MAX_NAME = 253;

    private FlatText() {}

    static String record(List<FlatRecord.Part> parts, List<String> modifiers) {
        List<String> words = new ArrayList<>(List.of(VERSION));
        parts.forEach(part -> words.addAll(part.terms()));
        words.addAll(modifiers);
        return String.join(" ", words);
    }

    /** RFC 7208 §3.3: strings are joined without blanks, so each but the last ends in one. */
    static List<String> strings(String record) {
        List<String> strings = new ArrayList<>();
        String rest = record;
        while (rest.length() > MAX_STRING) {
            int blank = rest.lastIndexOf(' ', MAX_STRING - 1);
            int end = blank < 0 ? MAX_STRING : blank + 1;
            strings.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        strings.add(rest);
        return List.copyOf(strings);
    }

    static boolean isComfortable(String name, String record) {
        return name.length() + record.length() <= RecordFindings.COMFORTABLE_OCTETS;
    }

    /**
     * The policy in several records, that of the domain first.
     *
     * @param domain the domain
     * @param parts the policy
     * @param modifiers the modifiers of the domain's record
     * @return empty when names below the domain would be too long
     */
    static List<Publication> split(String domain, List<FlatRecord.Part> parts, List<String> modifiers) {
        List<String> words = new ArrayList<>(List.of(VERSION));
        List<Publication> below = new ArrayList<>();
        for (FlatRecord.Part part : parts) {
            if (String.join(" ", part.terms()).length() < WORTH_MOVING || part.kept() != null) {
                words.addAll(part.terms());
                continue;
            }
            StringBuilder record = new StringBuilder(VERSION);
            String name = name(below.size(), domain);
            for (String mechanism : part.mechanisms()) {
                if (!isComfortable(name, record + " " + mechanism + " -all")) {
                    publish(name, record, part, below, words);
                    record = new StringBuilder(VERSION);
                    name = name(below.size(), domain);
                }
                record.append(' ').append(mechanism);
            }
            publish(name, record, part, below, words);
        }
        words.addAll(modifiers);
        if (below.stream().anyMatch(publication -> publication.name().length() > MAX_NAME)) {
            return List.of();
        }
        below.add(0, new Publication(domain, String.join(" ", words)));
        return List.copyOf(below);
    }

    private static String name(int before, String domain) {
        return "_spf" + (before + 1) + "." + domain;
    }

    private static void publish(
            String name, StringBuilder record, FlatRecord.Part part, List<Publication> below, List<String> words) {
        below.add(new Publication(name, record + " -all"));
        // RFC 7208 §5.2: what the included record passes matches, whatever this directive makes of a match.
        words.add(part.prefix() + "include:" + name);
    }
}
