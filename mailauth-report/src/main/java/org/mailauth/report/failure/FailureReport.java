package org.mailauth.report.failure;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailauth.authres.AuthenticationResults;

/**
 * A report about one message that failed authentication, or that somebody complained of (RFC 5965).
 *
 * <p>All of it is a stranger's text. Whatever stands in it and is not as the standards want it can be had as text by
 * {@link #values(String)}. Immutable and thread-safe.
 */
public final class FailureReport {
    private final List<FailureReportField> fields;
    private final String text;
    private final @Nullable ReportedMessage original;

    FailureReport(List<FailureReportField> fields, Optional<byte[]> text, Optional<ReportedMessage> original) {
        this.fields = List.copyOf(fields);
        this.text =
                text.map(octets -> new String(octets, StandardCharsets.UTF_8)).orElse("");
        this.original = original.orElse(null);
    }

    /**
     * The fields of the machine-readable part.
     *
     * @return all of them, in their order, also those that no standard knows
     */
    public List<FailureReportField> fields() {
        return fields;
    }

    /**
     * The values of one field.
     *
     * @param name a name, in any case
     * @return in their order; empty without such a field
     */
    public List<String> values(String name) {
        Objects.requireNonNull(name, "name");
        return fields.stream()
                .filter(field -> field.isNamed(name))
                .map(FailureReportField::value)
                .toList();
    }

    /**
     * The first value of one field.
     *
     * @param name a name, in any case
     * @return empty without such a field, and when it has no text
     */
    public Optional<String> value(String name) {
        return values(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /**
     * What the report says to people.
     *
     * @return the first part, read as UTF-8; empty without one
     */
    public String text() {
        return text;
    }

    /**
     * The message that the report is about.
     *
     * @return empty when the report does not have it
     */
    public Optional<ReportedMessage> original() {
        return Optional.ofNullable(original);
    }

    /**
     * The kind of report (RFC 5965 §7.3).
     *
     * @return {@code auth-failure}, {@code abuse} and the like, as written
     */
    public Optional<String> feedbackType() {
        return value("Feedback-Type");
    }

    /**
     * Whether this is about a failed authentication (RFC 6591 §3.1).
     *
     * @return true for the feedback type {@code auth-failure}
     */
    public boolean isAuthFailure() {
        return feedbackType().filter("auth-failure"::equalsIgnoreCase).isPresent();
    }

    /**
     * Whether this is about a failure of DMARC (RFC 9991 §4).
     *
     * @return true for the authentication failure {@code dmarc}
     */
    public boolean isDmarcFailure() {
        return isAuthFailure()
                && authFailure().filter("dmarc"::equalsIgnoreCase).isPresent();
    }

    /**
     * What failed (RFC 6591 §3.3, RFC 9991 §4).
     *
     * @return {@code dmarc}, {@code signature}, {@code spf} and the like, as written
     */
    public Optional<String> authFailure() {
        return value("Auth-Failure");
    }

    /**
     * The mechanisms in Identity-Alignment. RFC 9991 §4 lists those that did <em>not</em> give an aligned identifier, or
     * {@code none}; RFC 7489 §7.3.1 listed those that did. A report does not say which of them it follows.
     *
     * @return as written, separated at commas
     */
    public List<String> identityAlignment() {
        return value("Identity-Alignment").map(Values::commaList).orElse(List.of());
    }

    /**
     * The results of the reporter (RFC 8601).
     *
     * @return one for each field that can be read, even with deviations
     */
    public List<AuthenticationResults> authenticationResults() {
        return values("Authentication-Results").stream()
                .map(AuthenticationResults::parseLenient)
                .flatMap(parsed -> parsed.value().stream())
                .toList();
    }

    /**
     * Where the message came from (RFC 5965 §3.2).
     *
     * @return empty without an address, and when it is redacted
     */
    public Optional<InetAddress> sourceIp() {
        return value("Source-IP").flatMap(Values::address);
    }

    /**
     * The port of the client (RFC 6692).
     *
     * @return from 1 to 65,535
     */
    public OptionalInt sourcePort() {
        OptionalLong number =
                value("Source-Port").map(text -> Values.number(text, 1, 0xFFFF)).orElse(OptionalLong.empty());
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    /**
     * How many similar messages the report stands for (RFC 5965 §3.2).
     *
     * @return what the report says, one when it says nothing that can be read
     */
    public long incidents() {
        return value("Incidents")
                .map(text -> Values.number(text, 0, Values.MAX_INCIDENTS))
                .orElse(OptionalLong.empty())
                .orElse(1);
    }

    @Override
    public String toString() {
        return "FailureReport" + fields;
    }
}
