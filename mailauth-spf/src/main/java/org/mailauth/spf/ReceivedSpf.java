package org.mailauth.spf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Folding;
import org.mailauth.internal.text.Quoting;
import org.mailauth.message.HeaderField;

/**
 * Says in the header of a message what a check found: the {@code Received-SPF} field (RFC 7208 §9.1, with the grammar of
 * eid5436).
 *
 * <p>For people and logs: anybody can put such a field into a message. Decide by it only when a host of your own wrote it
 * and removes those of others.
 *
 * <p>What clients and domains said is never trusted: characters that a header field cannot hold or that nobody can see
 * are shown as escapes, values are quoted, and what goes beyond 900 octets (a comment: 450) is cut. All contents can be
 * written as exactly one field, and are read back equal. Immutable and thread-safe.
 */
public final class ReceivedSpf {
    private static final String FIELD_NAME = "Received-SPF";
    private static final String CLIENT_IP = "client-ip";
    private static final String ENVELOPE_FROM = "envelope-from";
    private static final String HELO = "helo";
    private static final String PROBLEM = "problem";
    private static final String RECEIVER = "receiver";
    private static final String IDENTITY = "identity";
    private static final String MECHANISM = "mechanism";

    private final SpfResult result;
    private final String comment;
    private final Map<String, String> values;

    /** Makes the texts writable; names are key names in lower case. */
    ReceivedSpf(SpfResult result, String comment, Map<String, String> values) {
        this.result = result;
        this.comment = ReceivedSpfText.comment(comment);
        Map<String, String> writable = new LinkedHashMap<>();
        values.forEach((name, value) -> writable.put(name, ReceivedSpfText.value(value)));
        this.values = Collections.unmodifiableMap(writable);
    }

    /**
     * Puts the result of a check into words.
     *
     * @param evaluation the result
     * @param receiver the name of the host that made the check
     * @return the field's contents
     * @throws IllegalArgumentException when the receiver is blank
     */
    public static ReceivedSpf of(SpfEvaluation evaluation, String receiver) {
        if (receiver.isBlank()) {
            throw new IllegalArgumentException("receiver must not be blank");
        }
        SmtpSession session = evaluation.session();
        Map<String, String> values = new LinkedHashMap<>();
        values.put(RECEIVER, receiver);
        values.put(IDENTITY, evaluation.identity().word());
        values.put(CLIENT_IP, IpLiteral.format(session.clientIp()));
        values.put(HELO, session.helo());
        values.put(ENVELOPE_FROM, session.mailFrom());
        // RFC 7208 §9.1: "default" when no mechanism matched.
        values.put(
                MECHANISM,
                evaluation
                        .match()
                        .map(match -> match.directive().mechanism().toString())
                        .orElse("default"));
        if (evaluation.result() == SpfResult.TEMPERROR || evaluation.result() == SpfResult.PERMERROR) {
            evaluation.cause().ifPresent(problem -> values.put(PROBLEM, problem.text()));
        }
        return new ReceivedSpf(evaluation.result(), receiver + ": " + sentence(evaluation), values);
    }

    private static String sentence(SpfEvaluation evaluation) {
        String domain = evaluation.domain().map(DomainName::toString).orElse("");
        String client = IpLiteral.format(evaluation.session().clientIp());
        return switch (evaluation.result()) {
            case PASS -> domain + " lets " + client + " send in its name";
            case FAIL -> domain + " does not let " + client + " send in its name";
            case SOFTFAIL -> domain + " probably does not let " + client + " send in its name";
            case NEUTRAL -> domain + " does not say whether " + client + " may send in its name";
            case NONE -> domain.isEmpty() ? "there is no domain to check" : domain + " publishes no policy";
            case TEMPERROR -> "the policy of " + domain + " cannot be evaluated for now";
            case PERMERROR -> "the policy of " + domain + " is in error";
        };
    }

    /**
     * Reads a field that anybody may have written, with more tolerance than RFC 7208 §9.1 asks for: semicolons and quotes
     * may be missing, and what is no key with a value is skipped. Only the result must be there.
     *
     * @param field a {@code Received-SPF} field
     * @return the contents beside all that was skipped or repaired; unusable without one of the seven results
     */
    public static Parsed<ReceivedSpf> parse(HeaderField field) {
        return field.isNamed(FIELD_NAME)
                ? parse(field.body())
                : Parsed.unusable(
                        Problem.of("spf.received-name", "RFC 7208 §9.1", "the field is not named Received-SPF"));
    }

    /**
     * Reads the body of a field, as {@link #parse(HeaderField)}.
     *
     * @param body what follows the colon, folds included
     * @return the contents beside all that was skipped or repaired; unusable without one of the seven results
     */
    public static Parsed<ReceivedSpf> parse(String body) {
        return ReceivedSpfParser.parse(body);
    }

    /**
     * The result.
     *
     * @return one of the seven words of RFC 7208 §2.6
     */
    public SpfResult result() {
        return result;
    }

    /**
     * What is said to people.
     *
     * @return empty without a comment
     */
    public Optional<String> comment() {
        return comment.isEmpty() ? Optional.empty() : Optional.of(comment);
    }

    /**
     * The address of the client.
     *
     * @return empty when the key {@code client-ip} is absent or holds no address
     */
    public Optional<InetAddress> clientIp() {
        return value(CLIENT_IP)
                .flatMap(text -> IpLiteral.ipv4(text)
                        .<InetAddress>map(address -> address)
                        .or(() -> IpLiteral.ipv6(text)));
    }

    /**
     * The reverse-path.
     *
     * @return empty when the key {@code envelope-from} is absent; an empty text for the null reverse-path
     */
    public Optional<String> envelopeFrom() {
        return value(ENVELOPE_FROM);
    }

    /**
     * The name in HELO or EHLO.
     *
     * @return empty when the key {@code helo} is absent
     */
    public Optional<String> helo() {
        return value(HELO);
    }

    /**
     * Why the result is an error.
     *
     * @return empty when the key {@code problem} is absent
     */
    public Optional<String> problem() {
        return value(PROBLEM);
    }

    /**
     * The host that made the check.
     *
     * @return empty when the key {@code receiver} is absent
     */
    public Optional<String> receiver() {
        return value(RECEIVER);
    }

    /**
     * Which identity was checked.
     *
     * @return {@code mailfrom}, {@code helo} or a word of the writer's own; empty when the key {@code identity} is absent
     */
    public Optional<String> identity() {
        return value(IDENTITY);
    }

    /**
     * The mechanism that matched.
     *
     * @return {@code default} when none did; empty when the key {@code mechanism} is absent
     */
    public Optional<String> mechanism() {
        return value(MECHANISM);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * All keys with their values, those that RFC 7208 does not know included.
     *
     * @return unmodifiable, in the order written; keys in lower case
     */
    public Map<String, String> values() {
        return values;
    }

    /**
     * These contents in ASCII, for messages that are not internationalized (RFC 6532): domains become A-labels, other
     * texts that are not ASCII are left out.
     *
     * @return the contents, or these when they are ASCII already
     */
    public ReceivedSpf toAscii() {
        Map<String, String> ascii = new LinkedHashMap<>();
        values.forEach((name, value) -> ascii(name, value).ifPresent(text -> ascii.put(name, text)));
        return new ReceivedSpf(result, CharacterClasses.isAscii(comment) ? comment : "", ascii);
    }

    private static Optional<String> ascii(String name, String value) {
        if (CharacterClasses.isAscii(value)) {
            return Optional.of(value);
        }
        int domainStart = name.equals(ENVELOPE_FROM) ? value.lastIndexOf('@') + 1 : 0;
        String localPart = value.substring(0, domainStart);
        return DomainName.parse(value.substring(domainStart))
                .value()
                .filter(domain -> CharacterClasses.isAscii(localPart))
                .map(domain -> localPart + domain);
    }

    /**
     * The field to put on top of the message, above the {@code Received} field of the same hop (RFC 7208 §9.1).
     *
     * @return a folded field; in UTF-8 when a value is not ASCII (see {@link #toAscii()})
     */
    public HeaderField toHeaderField() {
        return HeaderField.of(FIELD_NAME, Folding.fold(FIELD_NAME.length() + 1, parts()));
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>(values.size() + 1);
        parts.add(' ' + result.word() + (comment.isEmpty() ? "" : " (" + ReceivedSpfText.escaped(comment) + ')'));
        int left = values.size();
        for (Map.Entry<String, String> value : values.entrySet()) {
            left--;
            // RFC 7208 §9.1: dot-atom or quoted-string.
            parts.add(' ' + value.getKey() + '=' + Quoting.localPart(value.getValue()) + (left > 0 ? ";" : ""));
        }
        return parts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedSpf that
                && result == that.result
                && comment.equals(that.comment)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(result, comment, values);
    }

    /** The body of the field on one line; {@link #parse(String)} gives back an equal value. */
    @Override
    public String toString() {
        return String.join("", parts()).substring(1);
    }
}
