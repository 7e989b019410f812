package org.mailauth.authres;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;

/**
 * What one authentication method found: {@code method=result}, a reason and properties (resinfo of RFC 8601 §2.2).
 *
 * <p>Method and result are lower-case words, not constants, because the registry grows and unknown words must survive
 * being read and written; a consumer ignores what it does not know ({@link #isKnown()}). Reason and properties may come
 * from strangers: whatever cannot be written is left out with a {@linkplain #problems() problem}, so that every
 * {@code MethodResult} can be written and read back unchanged.
 *
 * <p>Do not add what was not authenticated, such as the local-part of an SPF-checked address (RFC 8601 §2.7.2).
 *
 * <p>Immutable and thread-safe. Equality covers everything but the problems.
 */
public final class MethodResult {
    private final String method;
    private final String result;
    private final @Nullable String reason;
    private final List<Property> properties;
    private final List<Problem> problems;

    private MethodResult(
            String method, String result, @Nullable String reason, List<Property> properties, List<Problem> problems) {
        this.method = method;
        this.result = result;
        this.reason = reason;
        this.properties = List.copyOf(properties);
        this.problems = List.copyOf(problems);
    }

    /**
     * Makes a result without reason and properties.
     *
     * @param method a keyword, such as {@code dkim}
     * @param result a keyword, such as {@code pass}
     * @return the result
     * @throws IllegalArgumentException when an argument is no keyword: 1 to 64 ASCII letters, digits and hyphens, the
     *     last one no hyphen
     */
    public static MethodResult of(String method, String result) {
        return new MethodResult(
                Keyword.require(method, "method"), Keyword.require(result, "result"), null, List.of(), List.of());
    }

    /**
     * This result with a reason, for people to read.
     *
     * @param text anything; what cannot be written is escaped, and what goes beyond 900 octets is cut, with a problem
     * @return a new result, any former reason replaced
     */
    public MethodResult withReason(String text) {
        String writable = Reason.writable(Objects.requireNonNull(text, "text"));
        MethodResult changed = new MethodResult(method, result, writable, properties, problems);
        return writable.equals(text)
                ? changed
                : changed.with(Problem.of(
                        "authres.reason-changed",
                        "RFC 8601 §2.2",
                        "the reason of " + method + " was escaped or cut to be written"));
    }

    /**
     * This result with one more property, if its value can be written; else with one more problem.
     *
     * @param ptype a keyword, such as {@code header}
     * @param name a keyword, such as {@code d}
     * @param value anything
     * @return a new result
     * @throws IllegalArgumentException when the type or the name is no keyword
     */
    public MethodResult with(String ptype, String name, String value) {
        Parsed<Property> property = Property.parse(ptype, name, value);
        return property.value()
                .map(this::with)
                .orElseGet(() -> with(property.problems().get(0)));
    }

    /**
     * This result with one more property.
     *
     * @param property put last
     * @return a new result
     */
    public MethodResult with(Property property) {
        return withAll(List.of(property), List.of());
    }

    private MethodResult with(Problem problem) {
        return withAll(List.of(), List.of(problem));
    }

    /** This result with more properties and problems: one copy for all of them. */
    MethodResult withAll(List<Property> moreProperties, List<Problem> moreProblems) {
        return new MethodResult(
                method, result, reason, joined(properties, moreProperties), joined(problems, moreProblems));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /**
     * The method that was evaluated.
     *
     * @return a keyword in lower case
     */
    public String method() {
        return method;
    }

    /**
     * The version of the method's specification. Only version 1 exists; results of any other are ignored when read.
     *
     * @return 1
     */
    public int methodVersion() {
        return 1;
    }

    /**
     * What the method found.
     *
     * @return a keyword in lower case
     */
    public String result() {
        return result;
    }

    /**
     * Why, in words.
     *
     * @return free text for people; nothing may be decided by it
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * What the method looked at.
     *
     * @return unmodifiable, in the order written; one name may occur more than once
     */
    public List<Property> properties() {
        return properties;
    }

    /**
     * The value of a property that occurs exactly once.
     *
     * @param ptype compared without ASCII case
     * @param name compared without ASCII case
     * @return empty when there is none, and also when there are several: then nobody can tell which one is meant
     */
    public Optional<String> value(String ptype, String name) {
        List<String> values = values(ptype, name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /**
     * Every value of a property.
     *
     * @param ptype compared without ASCII case
     * @param name compared without ASCII case
     * @return unmodifiable, in the order written
     */
    public List<String> values(String ptype, String name) {
        return properties.stream()
                .filter(property -> property.ptype().equals(Keyword.canonical(ptype))
                        && property.name().equals(Keyword.canonical(name)))
                .map(Property::value)
                .toList();
    }

    /**
     * Whether this library knows the method, and the result as one of that method's: those of dkim, spf, dmarc, arc,
     * iprev and auth. Others must be ignored by who acts on results (RFC 8601 §4.1).
     *
     * @return true for registered words
     */
    public boolean isKnown() {
        return KnownResults.contain(method, result);
    }

    /**
     * What was left out or changed because it cannot be written.
     *
     * @return unmodifiable, mostly empty
     */
    public List<Problem> problems() {
        return problems;
    }

    /** This result in ASCII; what has no ASCII form becomes a problem. */
    MethodResult toAscii() {
        MethodResult ascii = new MethodResult(method, result, null, List.of(), problems);
        if (reason != null) {
            ascii = CharacterClasses.isAscii(reason) ? ascii.withReason(reason) : ascii.with(noAscii("reason"));
        }
        for (Property property : properties) {
            Optional<Property> converted = property.toAscii();
            ascii = converted.isPresent()
                    ? ascii.with(converted.get())
                    : ascii.with(noAscii(property.ptype() + '.' + property.name()));
        }
        return ascii;
    }

    private Problem noAscii(String what) {
        return Problem.of(
                "authres.not-ascii", "RFC 6532 §3", what + " of " + method + " is left out: it has no ASCII form");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MethodResult that
                && method.equals(that.method)
                && result.equals(that.result)
                && Objects.equals(reason, that.reason)
                && properties.equals(that.properties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, result, reason, properties);
    }

    /** The result as written in a header field, on one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(method).append('=').append(result);
        if (reason != null) {
            text.append(' ').append(Reason.write(reason));
        }
        properties.forEach(property -> text.append(' ').append(property));
        return text.toString();
    }
}
