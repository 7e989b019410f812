package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.internal.text.EncodedWords;
import org.mailauth.message.HeaderField;

/** Rules about encoded words (RFC 2047) that hide something from who reads the field as it is. */
final class EncodedWordRules {
    private static final List<String> FIELDS = List.of("From", "Sender", "Reply-To", "To", "Subject");

    private EncodedWordRules() {}

    static List<ForensicRule> all() {
        return List.of(
                new SimpleRule("encoded.control", Severity.MEDIUM, EncodedWordRules::controls),
                new SimpleRule("encoded.direction", Severity.MEDIUM, EncodedWordRules::directions));
    }

    private static List<Observation> controls(HeaderFacts facts) {
        return holding(
                facts,
                EncodedWordRules::hasControl,
                " holds an encoded word with a control character, such as the end of a line; programs that decode before"
                        + " they read may see other fields or addresses.");
    }

    private static List<Observation> directions(HeaderFacts facts) {
        return holding(
                facts,
                EncodedWordRules::hasDirection,
                " holds an encoded word that changes the direction of the text, so that it is shown in another order than"
                        + " it is written in.");
    }

    private interface Sign {
        boolean isIn(String decoded);
    }

    private static List<Observation> holding(HeaderFacts facts, Sign sign, String explanation) {
        List<Observation> seen = new ArrayList<>(0);
        List<HeaderField> all = facts.header().all();
        for (int at = 0; at < all.size(); at++) {
            HeaderField field = all.get(at);
            if (FIELDS.stream().anyMatch(field::isNamed)) {
                String written = field.unfoldedBody();
                // What stands there openly hides nothing, and is the matter of other rules.
                if (!sign.isIn(written) && sign.isIn(EncodedWords.decodeAll(written))) {
                    seen.add(new Observation(
                            List.of(Evidence.ofBody(facts.header(), at)),
                            field.name().strip() + explanation,
                            List.of(Source.HEADER)));
                }
            }
        }
        return seen;
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c != '\t' && Character.getType(c) == Character.CONTROL);
    }

    /** UAX 9 §2: embeddings, overrides and isolates. Marks of direction are usual in Hebrew and Arabic. */
    private static boolean hasDirection(String text) {
        return text.chars().anyMatch(c -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069));
    }
}
