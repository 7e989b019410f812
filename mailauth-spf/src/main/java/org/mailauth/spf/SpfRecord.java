package org.mailauth.spf;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.spf.internal.MacroExpander;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/**
 * What a domain published about who may send in its name (RFC 7208 §3). Immutable and thread-safe.
 *
 * <p>A record with any syntax error is unusable as a whole (§4.6).
 */
public final class SpfRecord {
    private final List<SpfDirective> directives;
    private final Optional<MacroString> redirect;
    private final Optional<MacroString> explanation;
    private final List<String> unknownModifiers;
    /**
     * What the domain-specs without macros mean, directive by directive and then the redirect: worked out when first
     * needed, and the same for every message that this record is read for. Two threads may work it out at once; they find
     * the same, and a domain is immutable.
     */
    private final @Nullable SpfDomain[] plainTargets;

    SpfRecord(
            List<SpfDirective> directives,
            Optional<MacroString> redirect,
            Optional<MacroString> explanation,
            List<String> unknownModifiers) {
        this.directives = List.copyOf(directives);
        this.redirect = redirect;
        this.explanation = explanation;
        this.unknownModifiers = List.copyOf(unknownModifiers);
        this.plainTargets = new SpfDomain[this.directives.size() + 1];
    }

    /**
     * Reads a record written by a stranger.
     *
     * @param text the character-strings of one TXT record, joined; one octet a character
     * @return the record, or every syntax error in it with its position; the first hundred of one that has more
     */
    public static Parsed<SpfRecord> parse(String text) {
        return new RecordParser(text).parse();
    }

    /**
     * Reads a record written by the program's author.
     *
     * @param text a record
     * @return the record
     * @throws IllegalArgumentException naming the syntax errors
     */
    public static SpfRecord of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Whether a text claims to be an SPF record: it is the version, or starts with it and a blank (§4.5).
     *
     * @param text the character-strings of one TXT record, joined
     * @return true also for records with syntax errors
     */
    public static boolean isSpf(String text) {
        return RecordParser.isSpf(text);
    }

    /**
     * The directives in order.
     *
     * @return unmodifiable, possibly empty
     */
    public List<SpfDirective> directives() {
        return directives;
    }

    /** A term as published: the directive at a place, or behind all of them the redirect. */
    String term(int place) {
        return place < directives.size()
                ? directives.get(place).toString()
                : "redirect=" + redirect.map(MacroString::toString).orElse("");
    }

    /** The name that a domain-spec without macros means, for the term at that place; null when it is no DNS name. */
    @Nullable
    SpfDomain plainTarget(int place, MacroString spec) {
        SpfDomain known = plainTargets[place];
        if (known == null) {
            known = SpfDomain.expanded(MacroExpander.literal(spec)).orElse(null);
            plainTargets[place] = known;
        }
        return known;
    }

    /**
     * The domain whose policy decides when no directive matches (§6.1).
     *
     * @return empty without the modifier
     */
    public Optional<MacroString> redirect() {
        return redirect;
    }

    /**
     * The domain that holds the explanation of a fail (§6.2).
     *
     * @return empty without the modifier
     */
    public Optional<MacroString> explanation() {
        return explanation;
    }

    /**
     * Modifiers that have no meaning (§6), as written.
     *
     * @return unmodifiable, mostly empty
     */
    public List<String> unknownModifiers() {
        return unknownModifiers;
    }

    /**
     * Whether the record holds {@code all}, which makes redirect mean nothing (§6.1).
     *
     * @return true wherever it stands
     */
    public boolean hasAll() {
        return directives.stream().anyMatch(directive -> directive.mechanism() instanceof SpfMechanism.All);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpfRecord that
                && directives.equals(that.directives)
                && redirect.equals(that.redirect)
                && explanation.equals(that.explanation)
                && unknownModifiers.equals(that.unknownModifiers);
    }

    @Override
    public int hashCode() {
        return directives.hashCode() * 31 + redirect.hashCode();
    }

    /** The record as it is published: directives, then modifiers; it reads back equal. */
    @Override
    public String toString() {
        return Stream.of(
                        Stream.of("v=spf1"),
                        directives.stream().map(SpfDirective::toString),
                        redirect.stream().map(domain -> "redirect=" + domain),
                        explanation.stream().map(domain -> "exp=" + domain),
                        unknownModifiers.stream())
                .flatMap(words -> words)
                .collect(Collectors.joining(" "));
    }
}
