package org.mailauth.message;

import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.SyntaxException;

/**
 * Reads a Received field in one pass: keywords, the words and comments behind each, and the date behind the last
 * semicolon. The word behind a keyword is its value, whatever it is, for clients may call themselves {@code by}.
 */
final class ReceivedParser {
    private static final String RULE = "RFC 5321 §4.4";
    private static final Set<String> KEYWORDS = Set.of("from", "by", "via", "with", "id", "for", "envelope-from");
    private static final String ENVELOPE_FROM = "envelope-from ";

    private final String text;
    private final Cursor in;
    private final int lastAngle;
    private final Map<String, Clause> clauses = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>(2);
    private @Nullable Clause current;
    private int dateStart = -1;

    /** The words and comments behind a keyword. */
    private static final class Clause {
        private final List<String> words = new ArrayList<>(1);
        private final List<String> comments = new ArrayList<>(1);

        boolean isWaiting() {
            return words.isEmpty() && comments.isEmpty();
        }
    }

    private ReceivedParser(String text) {
        this.text = text;
        this.in = new Cursor(text);
        this.lastAngle = text.lastIndexOf('>');
    }

    static Parsed<ReceivedField> parse(HeaderField field) {
        if (!field.isNamed(ReceivedField.FIELD_NAME)) {
            return Parsed.unusable(Problem.of("received.name", RULE, "the field has another name"));
        }
        FieldText text = new FieldText(field);
        int character = CharacterClasses.indexOfNonText(text.text());
        if (character >= 0) {
            return Parsed.unusable(text.atOctet(Problem.at(
                    character, "received.character", "RFC 5322 §3.2", "a character that no such field may hold")));
        }
        try {
            ReceivedParser parser = new ReceivedParser(text.text());
            parser.read();
            ReceivedField.Facts facts = parser.facts();
            return Parsed.of(new ReceivedField(facts), parser.problems);
        } catch (SyntaxException mistake) {
            return Parsed.unusable(text.atOctet(mistake.problem()));
        }
    }

    private void read() throws SyntaxException {
        while (true) {
            in.take(CharacterClasses::isBlank);
            int next = in.peek();
            if (in.atEnd()) {
                return;
            }
            if (next == '(') {
                String comment = in.comment();
                if (current != null) {
                    current.comments.add(comment);
                }
            } else if (in.skip(';')) {
                dateStart = in.position();
                current = null;
            } else {
                int start = in.position();
                take(start, next == '"' ? in.quotedString() : word());
            }
        }
    }

    private void take(int start, String word) throws SyntaxException {
        Clause open = current;
        if (open != null && open.isWaiting()) {
            open.words.add(word);
            return;
        }
        String keyword = word.toLowerCase(Locale.ROOT);
        if (KEYWORDS.contains(keyword)) {
            current = new Clause();
            boolean again = clauses.putIfAbsent(keyword, current) != null;
            if (again && (keyword.equals("from") || keyword.equals("by"))) {
                throw new SyntaxException(
                        Problem.at(start, "received.ambiguous", RULE, "a second clause '" + keyword + "'"));
            }
        } else if (open != null) {
            open.words.add(word);
        }
        // Words behind a semicolon are those of the date; others without a keyword say nothing.
    }

    /** A run of characters; a path in angle brackets belongs together, whatever is quoted in it. */
    private String word() {
        int start = in.position();
        int at = text.charAt(start) == '<' && start < lastAngle ? text.indexOf('>', start) + 1 : start;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (CharacterClasses.isBlank(c) || c == '(' || c == ';') {
                break;
            }
            at++;
        }
        in.moveTo(at);
        return text.substring(start, at);
    }

    private ReceivedField.Facts facts() {
        Optional<Clause> from = clause("from");
        ReceivedClient client = from.map(clause -> ReceivedClient.of(first("from"), clause.comments))
                .orElse(ReceivedClient.NONE);
        if (from.isEmpty()) {
            note("received.no-from", "it does not say from where");
        } else if (client.address().isEmpty()) {
            note("received.no-address", "it does not say from which address");
        }
        Optional<String> by = first("by");
        if (by.isEmpty()) {
            note("received.no-by", "it does not say by whom");
        }
        Optional<OffsetDateTime> time = dateStart < 0 ? Optional.empty() : DateTimes.parse(text.substring(dateStart));
        if (time.isEmpty()) {
            note(
                    dateStart < 0 ? "received.no-date" : "received.date",
                    dateStart < 0 ? "it does not say when" : "its date cannot be read");
        }
        return new ReceivedField.Facts(
                client,
                by,
                all("via"),
                all("with"),
                first("id"),
                first("for").map(ReceivedParser::withoutAngles),
                envelopeFrom(),
                time,
                client.address().isPresent() ? Optional.empty() : from.flatMap(ReceivedParser::bareAddress),
                tls());
    }

    private void note(String code, String sentence) {
        problems.add(Problem.of(code, RULE, sentence));
    }

    private Optional<Clause> clause(String keyword) {
        return Optional.ofNullable(clauses.get(keyword));
    }

    private Optional<String> first(String keyword) {
        return clause(keyword).flatMap(clause -> clause.words.stream().findFirst());
    }

    private Optional<String> all(String keyword) {
        return clause(keyword).filter(clause -> !clause.words.isEmpty()).map(clause -> String.join(" ", clause.words));
    }

    /** A clause of some servers, and a comment of others; comments behind {@code from} may hold the client's words. */
    private Optional<String> envelopeFrom() {
        Optional<String> clause = first("envelope-from").map(ReceivedParser::withoutAngles);
        if (clause.isPresent()) {
            return clause;
        }
        for (Map.Entry<String, Clause> entry : clauses.entrySet()) {
            for (String comment : entry.getKey().equals("from") ? List.<String>of() : entry.getValue().comments) {
                if (comment.regionMatches(true, 0, ENVELOPE_FROM, 0, ENVELOPE_FROM.length())) {
                    return Optional.of(withoutAngles(
                            comment.substring(ENVELOPE_FROM.length()).strip()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> bareAddress(Clause from) {
        boolean bare = from.words.size() == 2 && from.comments.isEmpty();
        return bare ? ReceivedClient.bracketed(from.words.get(1)) : Optional.empty();
    }

    /** A comment of its own; the one that starts as a name may belongs to the host's words only behind {@code with}. */
    private Optional<String> tls() {
        for (Map.Entry<String, Clause> entry : clauses.entrySet()) {
            for (String comment : entry.getValue().comments) {
                String text = comment.strip();
                boolean exim = entry.getKey().equals("with") && startsWith(text, "TLS");
                if (exim
                        || startsWith(text, "using TLS")
                        || startsWith(text, "using SSL")
                        || startsWith(text, "version=TLS")
                        || startsWith(text, "version=SSL")) {
                    return Optional.of(text);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean startsWith(String text, String start) {
        return text.regionMatches(true, 0, start, 0, start.length());
    }

    private static String withoutAngles(String path) {
        return path.length() >= 2 && path.startsWith("<") && path.endsWith(">")
                ? path.substring(1, path.length() - 1)
                : path;
    }
}
