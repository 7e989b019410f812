package org.mailauth.dkim;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.internal.tag.Tag;
import org.mailauth.internal.tag.TagList;
import org.mailauth.message.HeaderField;

/** Reads a DKIM-Signature field by the grammar and the checks of RFC 6376 §3.5 and §6.1.1, in one pass over its tags. */
final class SignatureParser {
    /** Names in {@code h=}; more would make header hashing a burden. */
    static final int MAX_SIGNED_FIELDS = 256;

    private static final int MAX_LENGTH_DIGITS = 76;
    private static final int MAX_TIME_DIGITS = 12;

    private final TagList tags;

    /** Either a signature, or the reason why there is none with what could be read of its identity. */
    record Outcome(
            @Nullable DkimSignature signature,
            DkimReason reason,
            String detail,
            @Nullable DomainName signingDomain,
            @Nullable Selector selector) {}

    /** Leaves parsing with the first rule that is broken; never leaves this class. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final DkimReason reason;

        Broken(DkimReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }
    }

    private SignatureParser(TagList tags) {
        this.tags = tags;
    }

    static Outcome parse(HeaderField field) {
        byte[] octets = field.octets();
        TagList tags = TagList.parse(octets, field.bodyStart(), octets.length - 2);
        SignatureParser parser = new SignatureParser(tags);
        try {
            DkimSignature signature = new DkimSignature(parser.read());
            return new Outcome(signature, DkimReason.VERIFIED, "", signature.signingDomain(), signature.selector());
        } catch (Broken broken) {
            return new Outcome(
                    null,
                    broken.reason,
                    String.valueOf(broken.getMessage()),
                    parser.identity("d")
                            .flatMap(d -> DomainName.parse(d).value())
                            .orElse(null),
                    parser.identity("s").flatMap(s -> Selector.parse(s).value()).orElse(null));
        }
    }

    /** A tag's value for reports about a broken signature; nothing is decided with it. */
    private Optional<String> identity(String name) {
        Tag tag = tags.find(name);
        return tag == null ? Optional.empty() : Optional.of(utf8(tag.value()));
    }

    private SignatureTags read() throws Broken {
        if (!tags.problems().isEmpty()) {
            throw new Broken(
                    DkimReason.MALFORMED_SIGNATURE, tags.problems().get(0).text());
        }
        readVersion();
        SigningAlgorithm algorithm = readAlgorithm();
        Tag signature = required("b");
        byte[] data = base64("b", signature);
        byte[] bodyHash = base64("bh", required("bh"));
        if (bodyHash.length != algorithm.digestLength()) {
            throw malformed("bh= is no " + algorithm.hash() + " hash");
        }
        DomainName domain = readDomain();
        Selector selector = readSelector();
        List<String> signedFields = readSignedFields();
        Auid auid = readAuid(domain);
        String[] canonicalization = readCanonicalization();
        Optional<Instant> timestamp = readTime("t");
        Optional<Instant> expiration = readTime("x");
        if (timestamp.isPresent() && expiration.isPresent() && !expiration.get().isAfter(timestamp.get())) {
            // RFC 6376 §3.5 x=: the value must be greater than that of t=.
            throw malformed("x= is not later than t=");
        }
        checkQueryMethods();
        return new SignatureTags(
                algorithm,
                data,
                bodyHash,
                headerCanonicalization(canonicalization[0]),
                bodyCanonicalization(canonicalization[1]),
                domain,
                selector,
                auid,
                signedFields,
                readLength(),
                timestamp,
                expiration,
                readCopiedFields(),
                signature.rawStart(),
                signature.rawEnd());
    }

    private void readVersion() throws Broken {
        // RFC 6376 §6.1.1: any other version cannot be verified, and must not be guessed at.
        if (!required("v").value().equals("1")) {
            throw new Broken(DkimReason.INCOMPATIBLE_VERSION, "v= is not 1");
        }
    }

    private SigningAlgorithm readAlgorithm() throws Broken {
        String word = required("a").value();
        return SigningAlgorithm.of(word)
                .orElseThrow(
                        () -> new Broken(DkimReason.UNSUPPORTED_ALGORITHM, "a=" + shortened(word) + " is not known"));
    }

    private DomainName readDomain() throws Broken {
        // RFC 8616 §5: d= may hold U-labels; the name that is asked for never does.
        DomainName domain =
                domainName(utf8(required("d").value())).orElseThrow(() -> malformed("d= is no domain name"));
        if (domain.labelCount() < 2) {
            throw malformed("d= is a single label");
        }
        return domain;
    }

    /** RFC 6376 §3.5 d= and i=: a domain-name (RFC 5321 §4.1.2), which no dot ends. */
    private static Optional<DomainName> domainName(String text) {
        return text.endsWith(".") ? Optional.empty() : DomainName.parse(text).value();
    }

    private Selector readSelector() throws Broken {
        return Selector.parse(required("s").value()).value().orElseThrow(() -> malformed("s= is no selector"));
    }

    private List<String> readSignedFields() throws Broken {
        String[] names = required("h").value().split(":", -1);
        if (names.length > MAX_SIGNED_FIELDS) {
            throw malformed("h= names more than " + MAX_SIGNED_FIELDS + " fields");
        }
        List<String> fields = new ArrayList<>(names.length);
        boolean from = false;
        for (String name : names) {
            String field = trim(name);
            if (!isFieldName(field)) {
                throw malformed("h= holds something that is no field name");
            }
            from |= field.equalsIgnoreCase("From");
            fields.add(field);
        }
        if (!from) {
            throw new Broken(DkimReason.FROM_NOT_SIGNED, "h= does not name From");
        }
        return List.copyOf(fields);
    }

    private Auid readAuid(DomainName signingDomain) throws Broken {
        Tag tag = tags.find("i");
        if (tag == null) {
            return new Auid("", signingDomain);
        }
        String decoded = DkimQuotedPrintable.decode(tag.value()).orElseThrow(() -> malformed("i= is badly encoded"));
        int at = decoded.lastIndexOf('@');
        if (at < 0) {
            throw malformed("i= has no @");
        }
        String localPart = decoded.substring(0, at);
        if (localPart.chars().anyMatch(Character::isISOControl)) {
            // RFC 5321 §4.1.2: no local-part holds a control character, quoted or not; encoded ones would reach a log.
            throw malformed("i= holds a control character");
        }
        DomainName domain = domainName(decoded.substring(at + 1)).orElseThrow(() -> malformed("i= has no domain name"));
        if (!domain.isEqualToOrBelow(signingDomain)) {
            throw new Broken(DkimReason.AUID_OUTSIDE_DOMAIN, "i= is neither in d= nor below it");
        }
        return new Auid(localPart, domain);
    }

    private String[] readCanonicalization() {
        Tag tag = tags.find("c");
        if (tag == null) {
            return new String[] {"simple", "simple"};
        }
        // RFC 6376 §3.5 c=: one word is for the header, and the body is simple then.
        int slash = tag.value().indexOf('/');
        return slash < 0
                ? new String[] {tag.value(), "simple"}
                : new String[] {tag.value().substring(0, slash), tag.value().substring(slash + 1)};
    }

    private static HeaderCanonicalization headerCanonicalization(String word) throws Broken {
        for (HeaderCanonicalization known : HeaderCanonicalization.values()) {
            if (known.word().equals(word)) {
                return known;
            }
        }
        throw new Broken(DkimReason.UNSUPPORTED_CANONICALIZATION, "the header canonicalization in c= is not known");
    }

    private static BodyCanonicalization bodyCanonicalization(String word) throws Broken {
        for (BodyCanonicalization known : BodyCanonicalization.values()) {
            if (known.word().equals(word)) {
                return known;
            }
        }
        throw new Broken(DkimReason.UNSUPPORTED_CANONICALIZATION, "the body canonicalization in c= is not known");
    }

    private Optional<Instant> readTime(String name) throws Broken {
        Tag tag = tags.find(name);
        if (tag == null) {
            return Optional.empty();
        }
        if (!isNumber(tag.value(), MAX_TIME_DIGITS)) {
            throw malformed(name + "= is no time");
        }
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(tag.value())));
    }

    private OptionalLong readLength() throws Broken {
        Tag tag = tags.find("l");
        if (tag == null) {
            return OptionalLong.empty();
        }
        if (!isNumber(tag.value(), MAX_LENGTH_DIGITS)) {
            throw malformed("l= is no number");
        }
        // RFC 6376 §3.5 l=: up to 76 digits; what does not fit is larger than any body, all the same.
        int zeros = 0;
        while (zeros < tag.value().length() - 1 && tag.value().charAt(zeros) == '0') {
            zeros++;
        }
        String digits = tag.value().substring(zeros);
        return OptionalLong.of(digits.length() > 18 ? Long.MAX_VALUE - 1 : Long.parseLong(digits));
    }

    private void checkQueryMethods() throws Broken {
        Tag tag = tags.find("q");
        if (tag == null) {
            return;
        }
        for (String method : tag.value().split(":", -1)) {
            if (trim(method).equals("dns/txt")) {
                return;
            }
        }
        throw new Broken(DkimReason.UNSUPPORTED_QUERY_METHOD, "q= does not offer dns/txt");
    }

    private List<String> readCopiedFields() {
        Tag tag = tags.find("z");
        if (tag == null) {
            return List.of();
        }
        List<String> copies = new ArrayList<>();
        for (String copy : tag.value().split("\\|", -1)) {
            // RFC 6376 §3.5 z=: for diagnosis only, so what cannot be decoded is left out and spoils nothing.
            DkimQuotedPrintable.decode(trim(copy)).ifPresent(copies::add);
        }
        return List.copyOf(copies);
    }

    private Tag required(String name) throws Broken {
        Tag tag = tags.find(name);
        if (tag == null) {
            throw new Broken(DkimReason.MISSING_TAG, name + "= is missing");
        }
        return tag;
    }

    private static byte[] base64(String name, Tag tag) throws Broken {
        return Base64Text.decode(tag.valueWithoutSpace())
                .filter(data -> data.length > 0)
                .orElseThrow(() -> malformed(name + "= is no base64 data"));
    }

    private static Broken malformed(String detail) {
        return new Broken(DkimReason.MALFORMED_SIGNATURE, detail);
    }

    private static boolean isNumber(String text, int maxDigits) {
        return !text.isEmpty() && text.length() <= maxDigits && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isFieldName(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != ':');
    }

    private static String trim(String text) {
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
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String shortened(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "...";
    }
}
