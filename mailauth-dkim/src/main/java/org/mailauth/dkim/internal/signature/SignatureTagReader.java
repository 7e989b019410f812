package org.mailauth.dkim.internal.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.internal.text.Base64Text;
import org.mailauth.internal.tag.Tag;
import org.mailauth.internal.tag.TagList;
import org.mailauth.message.HeaderField;

/**
 * Reads, one by one, the tags that DKIM-Signature, ARC-Message-Signature and ARC-Seal share, by the grammar of RFC 6376
 * §3.5. Immutable.
 */
public final class SignatureTagReader {
    /** Names in {@code h=}; more would make header hashing a burden. */
    public static final int MAX_SIGNED_FIELDS = 256;

    // An enum gives its values as a new array each time.
    private static final List<SigningAlgorithm> ALGORITHMS = List.of(SigningAlgorithm.values());
    private static final List<HeaderCanonicalization> HEADER_FORMS = List.of(HeaderCanonicalization.values());
    private static final List<BodyCanonicalization> BODY_FORMS = List.of(BodyCanonicalization.values());

    private static final int MAX_LENGTH_DIGITS = 76;
    private static final int MAX_TIME_DIGITS = 12;

    private final TagList tags;

    private SignatureTagReader(TagList tags) {
        this.tags = tags;
    }

    /**
     * Splits a field into tags.
     *
     * @param field the field that signs
     * @return a reader of its tags; nothing has been checked yet
     */
    public static SignatureTagReader of(HeaderField field) {
        byte[] octets = field.octets();
        return new SignatureTagReader(TagList.parse(octets, field.bodyStart(), octets.length - 2));
    }

    /**
     * Checks that the field is a tag list without any fault, a name that occurs twice included (RFC 6376 §3.2).
     *
     * @throws BrokenTagException when it is none
     */
    public void checkGrammar() throws BrokenTagException {
        if (!tags.problems().isEmpty()) {
            throw BrokenTagException.malformed(tags.problems().get(0).text());
        }
    }

    /**
     * The first tag of a name.
     *
     * @param name such as {@code d}
     * @return null when there is none
     */
    public @Nullable Tag find(String name) {
        return tags.find(name);
    }

    /**
     * The first tag of a name that must be there.
     *
     * @param name such as {@code d}
     * @return the tag
     * @throws BrokenTagException when it is missing
     */
    public Tag required(String name) throws BrokenTagException {
        Tag tag = tags.find(name);
        if (tag == null) {
            throw new BrokenTagException(DkimReason.MISSING_TAG, name + "= is missing");
        }
        return tag;
    }

    /**
     * The algorithm, {@code a=}.
     *
     * @return a known algorithm
     * @throws BrokenTagException when it is missing or not known
     */
    public SigningAlgorithm algorithm() throws BrokenTagException {
        Tag tag = required("a");
        for (SigningAlgorithm known : ALGORITHMS) {
            if (tag.hasValue(known.word())) {
                return known;
            }
        }
        throw new BrokenTagException(DkimReason.UNSUPPORTED_ALGORITHM, "a=" + shortened(tag.value()) + " is not known");
    }

    /**
     * Base64 data, {@code b=} or {@code bh=}.
     *
     * @param name the tag's name
     * @return at least one octet
     * @throws BrokenTagException when it is missing or no data
     */
    public byte[] base64(String name) throws BrokenTagException {
        return Base64Text.decode(required(name).octetsWithoutSpace())
                .filter(data -> data.length > 0)
                .orElseThrow(() -> BrokenTagException.malformed(name + "= is no base64 data"));
    }

    /**
     * The body hash, {@code bh=}.
     *
     * @param algorithm whose hash it is
     * @return as many octets as that hash has
     * @throws BrokenTagException when it is missing or no such hash
     */
    public byte[] bodyHash(SigningAlgorithm algorithm) throws BrokenTagException {
        byte[] bodyHash = base64("bh");
        if (bodyHash.length != algorithm.digestLength()) {
            throw BrokenTagException.malformed("bh= is no " + algorithm.hash() + " hash");
        }
        return bodyHash;
    }

    /**
     * The signing domain, {@code d=}.
     *
     * @return a name of two labels or more
     * @throws BrokenTagException when it is missing or no such name
     */
    public DomainName domain() throws BrokenTagException {
        // RFC 8616 §5: d= may hold U-labels; the name that is asked for never does.
        DomainName domain = domainName(utf8(required("d").value()))
                .orElseThrow(() -> BrokenTagException.malformed("d= is no domain name"));
        if (domain.labelCount() < 2) {
            throw BrokenTagException.malformed("d= is a single label");
        }
        return domain;
    }

    /**
     * Reads a domain-name (RFC 5321 §4.1.2), which no dot ends.
     *
     * @param text anything
     * @return empty when it is none
     */
    static Optional<DomainName> domainName(String text) {
        return text.endsWith(".") ? Optional.empty() : DomainName.parse(text).value();
    }

    /**
     * The selector, {@code s=}.
     *
     * @return a selector
     * @throws BrokenTagException when it is missing or none
     */
    public Selector selector() throws BrokenTagException {
        return Selector.parse(required("s").value())
                .value()
                .orElseThrow(() -> BrokenTagException.malformed("s= is no selector"));
    }

    /**
     * The domain of a field that may be broken; for reports only, nothing is decided with it.
     *
     * @return null when {@code d=} names none
     */
    public @Nullable DomainName domainIfAny() {
        Tag tag = tags.find("d");
        return tag == null ? null : DomainName.parse(utf8(tag.value())).value().orElse(null);
    }

    /**
     * The selector of a field that may be broken; for reports only, nothing is decided with it.
     *
     * @return null when {@code s=} names none
     */
    public @Nullable Selector selectorIfAny() {
        Tag tag = tags.find("s");
        return tag == null ? null : Selector.parse(utf8(tag.value())).value().orElse(null);
    }

    /**
     * The names of the signed fields, {@code h=}.
     *
     * @return in order and as written; at least one
     * @throws BrokenTagException when it is missing, names too many fields or something that is no field name
     */
    public List<String> signedFields() throws BrokenTagException {
        return names(false);
    }

    /**
     * The names of the signed fields, {@code h=}, where an empty name stands for no field and there may be none at all.
     *
     * @return in order and as written; possibly empty
     * @throws BrokenTagException when it is missing, names too many fields or something that is no field name
     */
    public List<String> signedFieldsOrNone() throws BrokenTagException {
        return names(true);
    }

    private List<String> names(boolean emptyOnesToo) throws BrokenTagException {
        return new SignedNames(required("h"), emptyOnesToo).read();
    }

    /**
     * The header canonicalization, the first word of {@code c=}.
     *
     * @return simple by default
     * @throws BrokenTagException when it is not known
     */
    public HeaderCanonicalization headerCanonicalization() throws BrokenTagException {
        Tag tag = tags.find("c");
        if (tag == null) {
            return HeaderCanonicalization.SIMPLE;
        }
        int slash = slash(tag);
        for (HeaderCanonicalization known : HEADER_FORMS) {
            if (tag.isPart(0, slash, known.word())) {
                return known;
            }
        }
        throw new BrokenTagException(
                DkimReason.UNSUPPORTED_CANONICALIZATION, "the header canonicalization in c= is not known");
    }

    /** Where the first word of {@code c=} ends. */
    private static int slash(Tag tag) {
        int at = 0;
        while (at < tag.valueLength() && tag.valueOctet(at) != '/') {
            at++;
        }
        return at;
    }

    /**
     * The body canonicalization, the second word of {@code c=}.
     *
     * @return simple by default
     * @throws BrokenTagException when it is not known
     */
    public BodyCanonicalization bodyCanonicalization() throws BrokenTagException {
        Tag tag = tags.find("c");
        int slash = tag == null ? 0 : slash(tag);
        if (tag == null || slash == tag.valueLength()) {
            // RFC 6376 §3.5 c=: one word is for the header, and the body is simple then.
            return BodyCanonicalization.SIMPLE;
        }
        for (BodyCanonicalization known : BODY_FORMS) {
            if (tag.isPart(slash + 1, tag.valueLength(), known.word())) {
                return known;
            }
        }
        throw new BrokenTagException(
                DkimReason.UNSUPPORTED_CANONICALIZATION, "the body canonicalization in c= is not known");
    }

    /**
     * A time, {@code t=} or {@code x=}.
     *
     * @param name the tag's name
     * @return empty without the tag
     * @throws BrokenTagException when it is no time
     */
    public Optional<Instant> time(String name) throws BrokenTagException {
        Tag tag = tags.find(name);
        if (tag == null) {
            return Optional.empty();
        }
        if (!isNumber(tag.value(), MAX_TIME_DIGITS)) {
            throw BrokenTagException.malformed(name + "= is no time");
        }
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(tag.value())));
    }

    /**
     * How much of the body is signed, {@code l=}.
     *
     * @return octets of the canonical body; empty when all are
     * @throws BrokenTagException when it is no number
     */
    public OptionalLong bodyLength() throws BrokenTagException {
        Tag tag = tags.find("l");
        if (tag == null) {
            return OptionalLong.empty();
        }
        if (!isNumber(tag.value(), MAX_LENGTH_DIGITS)) {
            throw BrokenTagException.malformed("l= is no number");
        }
        // RFC 6376 §3.5 l=: up to 76 digits; what does not fit is larger than any body, all the same.
        int zeros = 0;
        while (zeros < tag.value().length() - 1 && tag.value().charAt(zeros) == '0') {
            zeros++;
        }
        String digits = tag.value().substring(zeros);
        return OptionalLong.of(digits.length() > 18 ? Long.MAX_VALUE - 1 : Long.parseLong(digits));
    }

    private static boolean isNumber(String text, int maxDigits) {
        return text.length() <= maxDigits && isMadeOfDigits(text);
    }

    private static boolean isMadeOfDigits(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Drops blanks and folds around a word. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    private static String utf8(String octets) {
        int at = 0;
        while (at < octets.length() && octets.charAt(at) < 0x80) {
            at++;
        }
        if (at == octets.length()) {
            // ASCII is the same in both.
            return octets;
        }
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String shortened(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "...";
    }
}
