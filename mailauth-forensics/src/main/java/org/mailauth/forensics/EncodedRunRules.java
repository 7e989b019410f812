package org.mailauth.forensics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.mailauth.internal.text.EncodedRun;
import org.mailauth.internal.text.EncodedRuns;
import org.mailauth.message.HeaderField;

/** Rules about encoded words (RFC 2047) that programs read in different ways, or that people cannot see. */
final class EncodedRunRules {
    private static final List<String> FIELDS = List.of("From", "Sender", "Reply-To", "To", "Subject");

    private EncodedRunRules() {}

    static List<ForensicRule> all() {
        return List.of(
                rule(
                        "encoded.nested",
                        run -> !run.isUnknownCharset()
                                && !EncodedRuns.in(run.text()).isEmpty(),
                        "an encoded word that holds another one; some programs decode only the outer one."),
                rule(
                        "encoded.unknown-charset",
                        EncodedRun::isUnknownCharset,
                        "an encoded word of a character set that mail does not use; programs differ in what they show."),
                rule(
                        "encoded.foreign-octets",
                        EncodedRun::hasForeignOctets,
                        "an encoded word with octets that its character set does not know; programs differ in what they"
                                + " show."),
                rule(
                        "encoded.invisible",
                        run -> !run.text().isEmpty() && run.text().codePoints().allMatch(EncodedRunRules::isInvisible),
                        "an encoded word of nothing but blanks and invisible characters."),
                rule(
                        "encoded.zero-width",
                        EncodedRunRules::hasZeroWidthInWord,
                        "an encoded word with an invisible character between two letters, which hides the word from"
                                + " programs that look for it."));
    }

    private static ForensicRule rule(String code, Predicate<EncodedRun> sign, String explanation) {
        return new SimpleRule(code, Severity.LOW, facts -> examine(facts, sign, explanation));
    }

    /** Once for each field, with every place. */
    private static List<Observation> examine(HeaderFacts facts, Predicate<EncodedRun> sign, String explanation) {
        List<Observation> seen = new ArrayList<>(0);
        List<HeaderField> all = facts.header().all();
        for (int at = 0; at < all.size(); at++) {
            HeaderField field = all.get(at);
            if (FIELDS.stream().anyMatch(field::isNamed)) {
                List<Evidence> places = places(at, field, sign);
                if (!places.isEmpty()) {
                    seen.add(new Observation(places, field.name() + " has " + explanation, List.of(Source.HEADER)));
                }
            }
        }
        return seen;
    }

    /** With a character for each octet, so that places in the text are places in the field. */
    private static List<Evidence> places(int index, HeaderField field, Predicate<EncodedRun> sign) {
        int start = field.bodyStart();
        String body = new String(field.octets(), start, field.length() - 2 - start, StandardCharsets.ISO_8859_1);
        return EncodedRuns.in(body).stream()
                .filter(sign)
                .map(run -> new Evidence(index, field.name(), start + run.start(), start + run.end()))
                .toList();
    }

    private static boolean isInvisible(int c) {
        // The braille blank and the fillers of Hangul are a symbol and letters by their category.
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || c == 0x2800
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0;
    }

    /** Joiners are needed in many scripts and in emoji, and some scripts part words by a blank of no width. */
    private static boolean hasZeroWidthInWord(EncodedRun run) {
        String text = run.text();
        for (int at = 1; at + 1 < text.length(); at++) {
            char c = text.charAt(at);
            boolean zeroWidth = c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xAD || c == 0x180E;
            if (zeroWidth && isLetter(text.charAt(at - 1)) && isLetter(text.charAt(at + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(char c) {
        return switch (Character.UnicodeScript.of(c)) {
            case LATIN, GREEK, CYRILLIC, HANGUL -> true;
            default -> false;
        };
    }
}
