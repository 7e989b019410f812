package org.mailauth.authres;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.Folding;
import org.mailauth.internal.text.SyntaxException;

/** Reads an authres-payload (RFC 8601 §2.2) in one pass; one instance reads one payload. */
final class AuthenticationResultsParser {
    private final Cursor in;
    private final boolean lenient;
    private final List<Problem> problems = new ArrayList<>();

    private AuthenticationResultsParser(String text, boolean lenient) {
        this.in = new Cursor(text);
        this.lenient = lenient;
    }

    static Parsed<AuthenticationResults> parse(String payload, boolean lenient) {
        String text = Folding.unfold(payload);
        int bad = CharacterClasses.indexOfNonText(text);
        if (bad >= 0) {
            return Parsed.unusable(Problem.at(
                    bad,
                    "authres.character",
                    "RFC 5322 §2.2",
                    "the field holds a control character, or octets that are not UTF-8"));
        }
        return new AuthenticationResultsParser(text, lenient).parse();
    }

    private Parsed<AuthenticationResults> parse() {
        try {
            in.skipCfws();
            String authservId = value("authres.authserv-id", "the field must start with an authserv-id");
            boolean gap = in.skipCfws();
            if (gap && CharacterClasses.isDigit(in.peek())) {
                readVersion();
            }
            Parsed<AuthenticationResults> made = AuthenticationResults.make(authservId, readResults());
            problems.addAll(made.problems());
            return made.value().isPresent() ? Parsed.of(made.value().get(), problems) : Parsed.unusable(problems);
        } catch (SyntaxException e) {
            problems.add(e.problem());
            return Parsed.unusable(problems);
        }
    }

    private void readVersion() throws SyntaxException {
        int start = in.position();
        if (!isOne(in.take(CharacterClasses::isDigit))) {
            // RFC 8601 §2.6: a field of an unknown version is not looked at any further.
            throw failure(start, "authres.version", "the field is not of version 1");
        }
        in.skipCfws();
    }

    private static boolean isOne(String digits) {
        return digits.endsWith("1")
                && digits.chars().limit(digits.length() - 1L).allMatch(c -> c == '0');
    }

    private List<MethodResult> readResults() throws SyntaxException {
        List<MethodResult> results = new ArrayList<>();
        boolean first = true;
        do {
            expect(';', "a semicolon");
            in.skipCfws();
            if (first && isNoResult()) {
                return results;
            }
            first = false;
            if (!lenient || !isEmptyResult()) {
                readResult(results);
            }
        } while (!in.atEnd());
        return results;
    }

    /** Reads {@code [CFWS] "none" [CFWS]} up to the end, or nothing. */
    private boolean isNoResult() throws SyntaxException {
        int start = in.position();
        boolean none = in.take(Keyword::isKeywordCharacter).equalsIgnoreCase("none");
        in.skipCfws();
        if (none && in.atEnd()) {
            return true;
        }
        in.moveTo(start);
        return false;
    }

    private boolean isEmptyResult() {
        boolean empty = in.atEnd() || in.peek() == ';';
        if (empty) {
            note(in.position(), "authres.result-empty", "no result follows the semicolon");
        }
        return empty;
    }

    private void readResult(List<MethodResult> results) throws SyntaxException {
        int start = in.position();
        String method = keyword("a method");
        in.skipCfws();
        boolean supported = readMethodVersion();
        expect('=', "an equals sign behind the method");
        in.skipCfws();
        MethodResult read = readDetails(MethodResult.of(method, keyword("a result")));
        if (supported) {
            results.add(read);
            problems.addAll(read.problems());
        } else {
            // RFC 8601 §2.6: what an unknown version of a method says cannot be understood.
            note(start, "authres.method-version", "a result is ignored: its method is not of version 1");
        }
    }

    private boolean readMethodVersion() throws SyntaxException {
        if (!in.skip('/')) {
            return true;
        }
        in.skipCfws();
        int start = in.position();
        String digits = in.take(CharacterClasses::isDigit);
        if (digits.isEmpty()) {
            throw failure(start, "authres.method-version", "a method's version must be a number");
        }
        in.skipCfws();
        return isOne(digits);
    }

    /** Reads {@code [ CFWS reasonspec ] [ CFWS 1*propspec ]}. */
    private MethodResult readDetails(MethodResult bare) throws SyntaxException {
        MethodResult read = bare;
        boolean gap = in.skipCfws();
        int start = in.position();
        if (in.take(Keyword::isKeywordCharacter).equalsIgnoreCase("reason") && isEqualsSign()) {
            in.skipCfws();
            read = read.withReason(value("authres.reason", "the reason's value is missing"));
            gap = in.skipCfws();
        } else {
            in.moveTo(start);
        }
        List<Property> properties = new ArrayList<>();
        List<Problem> unwritable = new ArrayList<>();
        while (!in.atEnd() && in.peek() != ';') {
            // Only the first property needs a blank before it; a value in quotes ends without.
            if (!gap) {
                throw failure(in.position(), "authres.blank", "a blank is missing");
            }
            readProperty(properties, unwritable);
        }
        return read.withAll(properties, unwritable);
    }

    private boolean isEqualsSign() throws SyntaxException {
        in.skipCfws();
        return in.skip('=');
    }

    private void readProperty(List<Property> properties, List<Problem> unwritable) throws SyntaxException {
        int start = in.position();
        String ptype = keyword("a property type");
        in.skipCfws();
        if (lenient && in.skip('=')) {
            note(start, "authres.ptype-missing", "ignored: it has no property type");
            readPvalue();
            return;
        }
        expect('.', "a dot behind the property type");
        in.skipCfws();
        String name = keyword("a property's name");
        in.skipCfws();
        expect('=', "an equals sign behind the property");
        Parsed<Property> property = Property.parse(ptype, name, readPvalue());
        property.value().ifPresent(properties::add);
        unwritable.addAll(property.problems());
    }

    private String readPvalue() throws SyntaxException {
        in.skipCfws();
        String value = lenient && in.peek() != '"' ? readUnquotedPvalue() : readStrictPvalue();
        in.skipCfws();
        return value;
    }

    private String readStrictPvalue() throws SyntaxException {
        String address = Pvalue.readAddress(in);
        return address != null ? address : value("authres.value", "a property's value is missing");
    }

    /** Reads what should have been quoted as well, up to the next blank, comment or semicolon. */
    private String readUnquotedPvalue() throws SyntaxException {
        int start = in.position();
        String address = Pvalue.readAddress(in);
        String value = address != null ? address : in.take(CharacterClasses::isToken);
        int next = in.peek();
        boolean complete = next < 0 || next == ';' || next == '(' || CharacterClasses.isBlank(next);
        if (complete && !value.isEmpty()) {
            return value;
        }
        in.moveTo(start);
        note(start, "authres.value-unquoted", "a value should be quoted");
        return in.take(c -> c > ' ' && ";()\"\\".indexOf(c) < 0);
    }

    /** Reads a MIME value (RFC 2045 §5.1): a token or a quoted-string. */
    private String value(String code, String sentence) throws SyntaxException {
        if (in.peek() == '"') {
            return in.quotedString();
        }
        int start = in.position();
        String token = in.take(CharacterClasses::isToken);
        if (token.isEmpty()) {
            throw failure(start, code, sentence);
        }
        return token;
    }

    private String keyword(String what) throws SyntaxException {
        int start = in.position();
        String word = in.take(Keyword::isKeywordCharacter);
        if (!Keyword.isKeyword(word)) {
            throw failure(start, "authres.keyword", what + " must be 1 to 64 letters, digits and inner hyphens");
        }
        return word;
    }

    private void expect(char c, String what) throws SyntaxException {
        if (!in.skip(c)) {
            throw failure(in.position(), "authres.syntax", what + " is missing");
        }
    }

    private void note(int position, String code, String sentence) {
        problems.add(Problem.at(position, code, "RFC 8601 §2.2", sentence));
    }

    private static SyntaxException failure(int position, String code, String sentence) {
        return new SyntaxException(Problem.at(position, code, "RFC 8601 §2.2", sentence));
    }
}
