package org.mailauth.dkim.internal.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.dkim.Auid;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.internal.text.DkimQuotedPrintable;
import org.mailauth.internal.tag.Tag;
import org.mailauth.message.HeaderField;

/** Reads a DKIM-Signature field by the grammar and the checks of RFC 6376 §3.5 and §6.1.1, in one pass over its tags. */
public final class SignatureParser {
    private final SignatureTagReader tags;

    /**
     * Either the tags, or the reason why there are none with what could be read of the signer's identity.
     *
     * @param tags null when the field is broken
     * @param reason {@link DkimReason#VERIFIED} when it is not
     * @param detail what broke it
     * @param signingDomain null when the field names none
     * @param selector null when the field names none
     */
    public record Outcome(
            @Nullable SignatureTags tags,
            DkimReason reason,
            String detail,
            @Nullable DomainName signingDomain,
            @Nullable Selector selector) {}

    private SignatureParser(SignatureTagReader tags) {
        this.tags = tags;
    }

    /**
     * Reads a field.
     *
     * @param field normally named DKIM-Signature
     * @return its tags, or the first rule that it breaks
     */
    public static Outcome parse(HeaderField field) {
        SignatureTagReader reader = SignatureTagReader.of(field);
        try {
            SignatureTags tags = new SignatureParser(reader).read();
            return new Outcome(tags, DkimReason.VERIFIED, "", tags.signingDomain(), tags.selector());
        } catch (BrokenTagException broken) {
            return new Outcome(null, broken.reason(), broken.detail(), reader.domainIfAny(), reader.selectorIfAny());
        }
    }

    private SignatureTags read() throws BrokenTagException {
        tags.checkGrammar();
        readVersion();
        SigningAlgorithm algorithm = tags.algorithm();
        Tag signature = tags.required("b");
        byte[] data = tags.base64("b");
        byte[] bodyHash = tags.bodyHash(algorithm);
        DomainName domain = tags.domain();
        Selector selector = tags.selector();
        List<String> signedFields = readSignedFields();
        Auid auid = readAuid(domain);
        Optional<Instant> timestamp = tags.time("t");
        Optional<Instant> expiration = tags.time("x");
        if (timestamp.isPresent() && expiration.isPresent() && !expiration.get().isAfter(timestamp.get())) {
            // RFC 6376 §3.5 x=: the value must be greater than that of t=.
            throw BrokenTagException.malformed("x= is not later than t=");
        }
        checkQueryMethods();
        return new SignatureTags(
                algorithm,
                data,
                bodyHash,
                tags.headerCanonicalization(),
                tags.bodyCanonicalization(),
                domain,
                selector,
                auid,
                signedFields,
                tags.bodyLength(),
                timestamp,
                expiration,
                readCopiedFields(),
                signature.rawStart(),
                signature.rawEnd());
    }

    private void readVersion() throws BrokenTagException {
        // RFC 6376 §6.1.1: any other version cannot be verified, and must not be guessed at.
        if (!tags.required("v").hasValue("1")) {
            throw new BrokenTagException(DkimReason.INCOMPATIBLE_VERSION, "v= is not 1");
        }
    }

    private List<String> readSignedFields() throws BrokenTagException {
        List<String> fields = tags.signedFields();
        for (int at = 0; at < fields.size(); at++) {
            if (fields.get(at).equalsIgnoreCase("From")) {
                return fields;
            }
        }
        throw new BrokenTagException(DkimReason.FROM_NOT_SIGNED, "h= does not name From");
    }

    private Auid readAuid(DomainName signingDomain) throws BrokenTagException {
        Tag tag = tags.find("i");
        if (tag == null) {
            return new Auid("", signingDomain);
        }
        String decoded = DkimQuotedPrintable.decode(tag.value())
                .orElseThrow(() -> BrokenTagException.malformed("i= is badly encoded"));
        int at = decoded.lastIndexOf('@');
        if (at < 0) {
            throw BrokenTagException.malformed("i= has no @");
        }
        String localPart = decoded.substring(0, at);
        if (localPart.chars().anyMatch(Character::isISOControl)) {
            // RFC 5321 §4.1.2: no local-part holds a control character, quoted or not; encoded ones would reach a log.
            throw BrokenTagException.malformed("i= holds a control character");
        }
        DomainName domain = SignatureTagReader.domainName(decoded.substring(at + 1))
                .orElseThrow(() -> BrokenTagException.malformed("i= has no domain name"));
        if (!domain.isEqualToOrBelow(signingDomain)) {
            throw new BrokenTagException(DkimReason.AUID_OUTSIDE_DOMAIN, "i= is neither in d= nor below it");
        }
        return new Auid(localPart, domain);
    }

    private void checkQueryMethods() throws BrokenTagException {
        Tag tag = tags.find("q");
        if (tag == null) {
            return;
        }
        for (String method : tag.value().split(":", -1)) {
            if (SignatureTagReader.trim(method).equals("dns/txt")) {
                return;
            }
        }
        throw new BrokenTagException(DkimReason.UNSUPPORTED_QUERY_METHOD, "q= does not offer dns/txt");
    }

    private List<String> readCopiedFields() {
        Tag tag = tags.find("z");
        if (tag == null) {
            return List.of();
        }
        List<String> copies = new ArrayList<>();
        for (String copy : tag.value().split("\\|", -1)) {
            // RFC 6376 §3.5 z=: for diagnosis only, so what cannot be decoded is left out and spoils nothing.
            DkimQuotedPrintable.decode(SignatureTagReader.trim(copy)).ifPresent(copies::add);
        }
        return List.copyOf(copies);
    }
}
