package org.mailauth;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.Quoting;
import org.mailauth.internal.text.SyntaxException;

/**
 * Decides whether a text is one mailbox, as SMTP writes it: {@code local-part@domain} (Mailbox of RFC 5321 §4.1.2, with
 * the UTF-8 of RFC 6531 §3.3).
 *
 * <p>The local-part is held as meant: {@code "j.doe"@example.com} and {@code j.doe@example.com} are equal. Its case
 * counts (RFC 5321 §2.4), that of the domain does not. The domain is a {@link DomainName}, or an address literal such
 * as {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]}.
 *
 * <p>Limits (RFC 5321 §4.5.3.1): the local-part as {@link #toString()} writes it has at most 64 octets, the whole at
 * most 254. Comments, blanks, angle brackets, source routes and the null reverse-path {@code <>} are no part of a
 * mailbox: take them off first. Immutable and thread-safe.
 */
public final class MailAddress {
    private static final int MAX_INPUT = 1024;
    private static final int MAX_LOCAL_OCTETS = 64;
    // RFC 5321 §4.5.3.1.3: a path has 256 octets, two of which are its angle brackets.
    private static final int MAX_OCTETS = 254;

    private final String localPart;
    private final @Nullable DomainName domain;
    private final @Nullable String literal;

    private MailAddress(String localPart, @Nullable DomainName domain, @Nullable String literal) {
        this.localPart = localPart;
        this.domain = domain;
        this.literal = literal;
    }

    /**
     * Reads an address written by the program's author.
     *
     * @param text a mailbox
     * @return the address
     * @throws IllegalArgumentException when the text is no mailbox
     */
    public static MailAddress of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Makes an address of its parts, such as {@code postmaster} and the domain of a HELO (RFC 7208 §2.4).
     *
     * @param localPart as meant, without quotes
     * @param domain the domain
     * @return the address
     * @throws IllegalArgumentException when the local-part holds a control character, or the address is too long
     */
    public static MailAddress of(String localPart, DomainName domain) {
        Objects.requireNonNull(domain, "domain");
        return checked(new MailAddress(localPart, domain, null)).orElseThrow();
    }

    /**
     * Reads an address written by a stranger.
     *
     * @param text anything
     * @return the address, or why the text is none
     */
    public static Parsed<MailAddress> parse(String text) {
        if (text.length() > MAX_INPUT) {
            return tooLong();
        }
        Cursor in = new Cursor(text);
        String local = null;
        try {
            local = readLocalPart(in);
        } catch (SyntaxException e) {
            return Parsed.unusable(e.problem());
        }
        if (local == null || !in.skip('@')) {
            return unusable(in.position(), "address.local-part", "an address starts with a local-part and an at sign");
        }
        String rest = text.substring(in.position());
        if (rest.startsWith("[")) {
            String literal = AddressLiteral.parse(rest);
            return literal == null
                    ? unusable(in.position(), "address.literal", "it has no valid address literal behind the at sign")
                    : checked(new MailAddress(local, null, literal));
        }
        return withDomain(local, rest, in.position());
    }

    private static Parsed<MailAddress> withDomain(String local, String text, int position) {
        Parsed<DomainName> domain = DomainName.parse(text);
        // RFC 5321 §4.1.2: unlike in the DNS, no dot ends the domain of a mailbox.
        return domain.value().isEmpty() || text.endsWith(".")
                ? unusable(position, "address.domain", "it has no valid domain behind the at sign")
                : checked(new MailAddress(local, domain.value().get(), null));
    }

    private static Parsed<MailAddress> checked(MailAddress address) {
        String local = address.localPart;
        if (local.indexOf('\t') >= 0 || CharacterClasses.indexOfNonText(local) >= 0) {
            return unusable(0, "address.character", "the local-part holds a character that no address may hold");
        }
        // RFC 5321 §4.5.3.1.1, RFC 6531 §3.3: limits count octets of UTF-8.
        boolean fits = local.length() <= MAX_LOCAL_OCTETS
                && octets(Quoting.localPart(local)) <= MAX_LOCAL_OCTETS
                && octets(address.toString()) <= MAX_OCTETS;
        return fits ? Parsed.of(address) : tooLong();
    }

    /** RFC 5321 §4.1.2: Dot-string or Quoted-string. */
    private static @Nullable String readLocalPart(Cursor in) throws SyntaxException {
        if (in.peek() == '"') {
            return in.quotedString();
        }
        String dotString = in.take(c -> c == '.' || CharacterClasses.isAtext(c));
        boolean misplacedDot = dotString.startsWith(".") || dotString.endsWith(".") || dotString.contains("..");
        return dotString.isEmpty() || misplacedDot ? null : dotString;
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Parsed<MailAddress> tooLong() {
        return Parsed.unusable(Problem.of(
                "address.too-long", "RFC 5321 §4.5.3.1", "a local-part has at most 64 octets, an address 254"));
    }

    private static Parsed<MailAddress> unusable(int position, String code, String sentence) {
        return Parsed.unusable(Problem.at(position, code, "RFC 5321 §4.1.2", sentence));
    }

    /**
     * The local-part as meant: without quotes, case kept.
     *
     * @return maybe empty, maybe with blanks and non-ASCII characters; never with control characters
     */
    public String localPart() {
        return localPart;
    }

    /**
     * The domain behind the at sign.
     *
     * @return empty when there is an address literal
     */
    public Optional<DomainName> domain() {
        return Optional.ofNullable(domain);
    }

    /**
     * The address literal behind the at sign, without brackets, such as {@code 192.0.2.1} or
     * {@code IPv6:2001:db8::1}; IPv6 addresses in lower case, as spelled otherwise.
     *
     * @return empty when there is a domain
     */
    public Optional<String> addressLiteral() {
        return Optional.ofNullable(literal);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MailAddress that
                && localPart.equals(that.localPart)
                && Objects.equals(domain, that.domain)
                && Objects.equals(literal, that.literal);
    }

    @Override
    public int hashCode() {
        return Objects.hash(localPart, domain, literal);
    }

    /** The mailbox: local-part in quotes only where it needs them, domain in A-labels. Reading it gives back this. */
    @Override
    public String toString() {
        return Quoting.localPart(localPart) + '@' + (domain != null ? domain : '[' + literal + ']');
    }
}
