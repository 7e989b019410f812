package org.mailauth.authres;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Quoting;
import org.mailauth.message.HeaderField;

/**
 * Says who evaluated which authentication methods and what they found: the payload of an {@code Authentication-Results}
 * field (RFC 8601 §2.2).
 *
 * <p>The contents of such a field are worth as much as the host that wrote it: anybody can put one into a message. Act
 * on it only when {@link #hasAuthservId} confirms a host of your own, and remove foreign fields that claim your name at
 * the border (RFC 8601 §5).
 *
 * <p>Every value can be written as exactly one header field, and is read back equal, whatever strangers put into
 * addresses, domains or reasons; what cannot be written is left out when the value is made ({@link #problems()}).
 * Immutable and thread-safe. Equality covers the authserv-id as spelled and the results.
 *
 * <pre>{@code
 * HeaderField field = AuthenticationResults.of("mx.example.net", List.of(
 *                 MethodResult.of("spf", "pass").with("smtp", "mailfrom", "example.com"),
 *                 MethodResult.of("dkim", "fail").withReason("bad signature").with("header", "d", "example.com")))
 *         .toHeaderField();
 * }</pre>
 */
public final class AuthenticationResults {
    private static final String FIELD_NAME = "Authentication-Results";
    private static final int MAX_ID_OCTETS = 512;

    private final String authservId;
    private final List<MethodResult> results;

    private AuthenticationResults(String authservId, List<MethodResult> results) {
        this.authservId = authservId;
        this.results = List.copyOf(results);
    }

    /**
     * Makes the statement of one host.
     *
     * @param authservId the name the host is known by in its administrative domain, mostly its host name; 1 to 512
     *     octets when written, without control characters
     * @param results what its methods found, in the order to be written; empty for "none", when nothing was evaluated
     * @return the statement
     * @throws IllegalArgumentException when the authserv-id is empty or cannot be written
     */
    public static AuthenticationResults of(String authservId, List<MethodResult> results) {
        return make(authservId, results).orElseThrow();
    }

    /**
     * Starts a statement without results; {@link #with} adds them.
     *
     * @param authservId as for {@link #of(String, List)}
     * @return the statement that nothing was evaluated
     * @throws IllegalArgumentException when the authserv-id is empty or cannot be written
     */
    public static AuthenticationResults none(String authservId) {
        return of(authservId, List.of());
    }

    static Parsed<AuthenticationResults> make(String authservId, List<MethodResult> results) {
        Objects.requireNonNull(authservId, "authservId");
        boolean writable = CharacterClasses.indexOfNonText(authservId) < 0
                && Quoting.value(authservId).getBytes(StandardCharsets.UTF_8).length <= MAX_ID_OCTETS;
        // RFC 8601 §2.5: the authserv-id must be unique to its administrative domain; an empty one names nobody.
        return authservId.isBlank() || !writable
                ? Parsed.unusable(Problem.of(
                        "authres.authserv-id",
                        "RFC 8601 §2.5",
                        "authservId must be 1 to 512 octets that can be written in a header field"))
                : Parsed.of(new AuthenticationResults(authservId, results));
    }

    /**
     * Reads a field, strictly by RFC 8601 §2.2.
     *
     * <p>The whole grammar is taken: comments, quoting, versions, UTF-8. A field that breaks it anywhere, or that is of
     * an unknown version (§2.6), is unusable as a whole. Results whose method has an unknown version, and values longer
     * than a line, are ignored with a problem. Positions of problems count characters of the unfolded body.
     *
     * @param field an {@code Authentication-Results} field
     * @return the results, or why there are none
     */
    public static Parsed<AuthenticationResults> parse(HeaderField field) {
        return isResults(field) ? parse(field.body()) : wrongName();
    }

    /**
     * Reads the payload of a field, as {@link #parse(HeaderField)}.
     *
     * @param payload what follows the colon, folds included
     * @return the results, or why there are none
     */
    public static Parsed<AuthenticationResults> parse(String payload) {
        return AuthenticationResultsParser.parse(payload, false);
    }

    /**
     * Reads a field of a writer that does not keep quite to the grammar, as {@link #parse(HeaderField)}.
     *
     * <p>Each of these is accepted with a problem: a semicolon that no result follows; a value that should be quoted,
     * or is absent; a {@code word=value} where a property should be, which is ignored. All else that breaks the grammar
     * makes the field unusable, an absent authserv-id above all.
     *
     * @param field an {@code Authentication-Results} field
     * @return the results, or why there are none
     */
    public static Parsed<AuthenticationResults> parseLenient(HeaderField field) {
        return isResults(field) ? parseLenient(field.body()) : wrongName();
    }

    /**
     * Reads the payload of a field, as {@link #parseLenient(HeaderField)}.
     *
     * @param payload what follows the colon, folds included
     * @return the results, or why there are none
     */
    public static Parsed<AuthenticationResults> parseLenient(String payload) {
        return AuthenticationResultsParser.parse(payload, true);
    }

    private static boolean isResults(HeaderField field) {
        return field.isNamed(FIELD_NAME);
    }

    private static Parsed<AuthenticationResults> wrongName() {
        return Parsed.unusable(
                Problem.of("authres.field-name", "RFC 8601 §2.2", "the field is not named Authentication-Results"));
    }

    /**
     * This statement with one more result.
     *
     * @param result put last
     * @return a new statement
     */
    public AuthenticationResults with(MethodResult result) {
        List<MethodResult> more = new ArrayList<>(results);
        more.add(result);
        return new AuthenticationResults(authservId, more);
    }

    /**
     * This statement in ASCII, for messages that are not internationalized (RFC 6532): domains become A-labels;
     * properties and reasons without an ASCII form are left out with a problem.
     *
     * @return the statement; unusable when the authserv-id has no ASCII form
     */
    public Parsed<AuthenticationResults> toAscii() {
        Optional<String> id = AsciiForm.ofName(authservId);
        if (id.isEmpty()) {
            return Parsed.unusable(Problem.of("authres.not-ascii", "RFC 6532 §3", "the authserv-id has no ASCII form"));
        }
        AuthenticationResults ascii = new AuthenticationResults(
                id.get(), results.stream().map(MethodResult::toAscii).toList());
        return Parsed.of(ascii, ascii.problems());
    }

    /**
     * Who says so. Compare it with {@link #hasAuthservId}.
     *
     * @return the authserv-id as spelled, without quotes; never empty
     */
    public String authservId() {
        return authservId;
    }

    /**
     * Whether this is the statement of a host: the authserv-ids are equal without ASCII case, or are the same domain name
     * in A-labels and U-labels (RFC 8601 §5).
     *
     * @param id an authserv-id, unquoted
     * @return true when both name the same host
     */
    public boolean hasAuthservId(String id) {
        if (isSameInAscii(authservId, id)) {
            return true;
        }
        Optional<DomainName> name = DomainName.parse(authservId).value();
        return name.isPresent() && name.equals(DomainName.parse(id).value());
    }

    /** Only the case of ASCII letters is nothing: an id with a dotless or a dotted I is somebody else's. */
    private static boolean isSameInAscii(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int at = 0; at < one.length(); at++) {
            if (lowerCase(one.charAt(at)) != lowerCase(other.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static int lowerCase(char character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }

    /**
     * The version of the field's syntax. Only version 1 exists.
     *
     * @return 1
     */
    public int version() {
        return 1;
    }

    /**
     * What was found.
     *
     * @return unmodifiable, in the order written; empty for "none"
     */
    public List<MethodResult> results() {
        return results;
    }

    /**
     * What one method found.
     *
     * @param method compared without ASCII case
     * @return unmodifiable, in the order written; DKIM gives one for each signature
     */
    public List<MethodResult> results(String method) {
        String wanted = Keyword.canonical(method);
        return results.stream().filter(result -> result.method().equals(wanted)).toList();
    }

    /**
     * Everything that was left out or changed in the results because it cannot be written.
     *
     * @return unmodifiable, mostly empty
     */
    public List<Problem> problems() {
        return results.stream().flatMap(result -> result.problems().stream()).toList();
    }

    /**
     * The field to put on top of the message, above all other trace fields (RFC 8601 §4); never add to an existing one.
     *
     * @return a folded {@code Authentication-Results} field: lines of at most 78 octets where words are short enough,
     *     998 always; UTF-8 when a value is not ASCII (see {@link #toAscii()})
     */
    public HeaderField toHeaderField() {
        return toHeaderField(FIELD_NAME, "");
    }

    /**
     * A field whose body ends in these results, such as {@code ARC-Authentication-Results} (RFC 8617 §4.1.1) with the
     * prefix {@code "i=1; "}.
     *
     * @param fieldName name of the field
     * @param prefix put before the results; blanks in it are places to fold
     * @return the field, folded as by {@link #toHeaderField()}
     * @throws IllegalArgumentException when the name is no field name, or the prefix holds a CR, LF or NUL
     */
    public HeaderField toHeaderField(String fieldName, String prefix) {
        if (CharacterClasses.indexOfNonText(prefix) >= 0) {
            throw new IllegalArgumentException("prefix must not hold control characters");
        }
        return AuthenticationResultsWriter.field(fieldName, prefix, this);
    }

    /**
     * The payload on one line, without the field's name: {@link #parse(String)} gives back an equal value.
     *
     * @return authserv-id and results
     */
    public String toPayload() {
        return String.join(" ", AuthenticationResultsWriter.parts(this));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuthenticationResults that
                && authservId.equals(that.authservId)
                && results.equals(that.results);
    }

    @Override
    public int hashCode() {
        return Objects.hash(authservId, results);
    }

    /** The payload on one line. */
    @Override
    public String toString() {
        return toPayload();
    }
}
