package org.mailauth.forensics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.forensics.lookalike.LookalikeDomains;
import org.mailauth.forensics.lookalike.MixedScripts;
import org.mailauth.forensics.lookalike.ProtectedNames;
import org.mailauth.forensics.lookalike.Resemblance;
import org.mailauth.forensics.mime.MimeFacts;
import org.mailauth.forensics.received.ReceivedChain;
import org.mailauth.internal.tag.Tag;
import org.mailauth.internal.tag.TagList;
import org.mailauth.message.Author;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/**
 * What a header says, read once for all rules, and what the reader knows. Immutable and thread-safe; nothing is null.
 */
public final class HeaderFacts {
    private final HeaderFields header;
    private final Reader reader;
    private final Optional<AuthenticationResults> trusted;
    private final Instant now;
    private final Author author;
    private final Optional<Author> sender;
    private final Optional<Author> replyTo;
    private final Optional<Author> returnPath;
    private final List<DomainName> dkimDomains;
    private final ReceivedChain chain;
    private final MimeFacts mime;

    /** What the reader knows whatever the message. */
    record Reader(
            OrganizationalDomainFinder organizations,
            Set<DomainName> ownDomains,
            Set<String> protectedNames,
            Set<String> trustedRelays,
            Set<DomainName> participants,
            LookalikeDomains lookalikes,
            MixedScripts scripts,
            ProtectedNames names) {}

    HeaderFacts(Message message, Reader reader, Optional<AuthenticationResults> trusted, Instant now) {
        this.header = message.header();
        this.reader = reader;
        this.trusted = trusted;
        this.now = now;
        this.author = AuthorExtractor.extract(header);
        this.sender = header.first("Sender").map(AuthorExtractor::extract);
        this.replyTo = header.first("Reply-To").map(AuthorExtractor::extract);
        this.returnPath = header.first("Return-Path").map(AuthorExtractor::extract);
        List<DomainName> signers = new ArrayList<>(2);
        for (HeaderField field : header.named("DKIM-Signature")) {
            signer(field).ifPresent(signers::add);
        }
        this.dkimDomains = List.copyOf(signers);
        this.chain = ReceivedChain.of(header, reader.trustedRelays());
        this.mime = MimeFacts.of(message);
    }

    /** The MIME fields of the message and of its first part. */
    MimeFacts mime() {
        return mime;
    }

    private static Optional<DomainName> signer(HeaderField field) {
        @Nullable Tag tag = TagList.parse(field.body()).find("d");
        return tag == null
                ? Optional.empty()
                : DomainName.parse(tag.valueWithoutSpace()).value();
    }

    /**
     * The header itself.
     *
     * @return all fields from the top
     */
    public HeaderFields header() {
        return header;
    }

    /**
     * Where the fields of one name are.
     *
     * @param fieldName compared without ASCII case
     * @return the bodies of all such fields, from the top; empty when there is none
     */
    public List<Evidence> evidenceOf(String fieldName) {
        List<Evidence> found = new ArrayList<>(1);
        for (int index = 0; index < header.size(); index++) {
            if (header.all().get(index).isNamed(fieldName)) {
                found.add(Evidence.ofBody(header, index));
            }
        }
        return List.copyOf(found);
    }

    /**
     * Who the message claims to be from.
     *
     * @return the one author domain, or why there is not exactly one
     */
    public Author author() {
        return author;
    }

    /**
     * The topmost Sender field.
     *
     * @return its address; empty without such a field
     */
    public Optional<Author> sender() {
        return sender;
    }

    /**
     * The topmost Reply-To field.
     *
     * @return its addresses; empty without such a field
     */
    public Optional<Author> replyTo() {
        return replyTo;
    }

    /**
     * The topmost Return-Path field.
     *
     * @return its address, without any domain for the null reverse-path; empty without such a field
     */
    public Optional<Author> returnPath() {
        return returnPath;
    }

    /**
     * The domains that claim to have signed the message; whether the signatures hold is not said.
     *
     * @return the d= tags of all DKIM-Signature fields that have a readable one, from the top
     */
    public List<DomainName> dkimDomains() {
        return dkimDomains;
    }

    /**
     * Whether the message says that it came by way of a mailing list or a newsletter (RFC 2369, RFC 2919). Anybody can say so.
     *
     * @return true when there is a List field
     */
    public boolean isFromList() {
        return header.first("List-Id").isPresent()
                || header.first("List-Post").isPresent()
                || header.first("List-Unsubscribe").isPresent();
    }

    /**
     * Whether the message says that somebody handed it on: by resending (RFC 5322 §3.6.6) or by a seal (RFC 8617). Anybody can
     * say so.
     *
     * @return true when there is a Resent field or an ARC-Seal
     */
    public boolean isHandedOn() {
        return header.first("Resent-From").isPresent()
                || header.first("ARC-Seal").isPresent();
    }

    /**
     * The way of the message.
     *
     * @return its Received fields
     */
    public ReceivedChain chain() {
        return chain;
    }

    /**
     * The Authentication-Results that the caller trusts.
     *
     * @return empty when there are none
     */
    public Optional<AuthenticationResults> trustedResults() {
        return trusted;
    }

    /**
     * What the trusted results say of DMARC (RFC 9989).
     *
     * @return in lower case, such as {@code pass}; empty when they say nothing, or more than one thing
     */
    public Optional<String> dmarcResult() {
        Set<String> results = trusted.stream()
                .flatMap(known -> known.results("dmarc").stream())
                .map(result -> result.result().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return results.size() == 1 ? results.stream().findFirst() : Optional.empty();
    }

    /**
     * The organization of a domain.
     *
     * @param domain any domain
     * @return its Organizational Domain, or the domain itself when there is none
     */
    public DomainName organization(DomainName domain) {
        return reader.organizations().organizationalDomain(domain).orElse(domain);
    }

    /**
     * Whether a domain belongs to the reader.
     *
     * @param domain any domain
     * @return true when it is one of the own domains or below one
     */
    public boolean isOwn(DomainName domain) {
        return reader.ownDomains().stream().anyMatch(domain::isEqualToOrBelow);
    }

    /**
     * The reader's own domains.
     *
     * @return unmodifiable, possibly empty
     */
    public Set<DomainName> ownDomains() {
        return reader.ownDomains();
    }

    /**
     * The names that the reader protects, such as those of executives.
     *
     * @return as given; unmodifiable, possibly empty
     */
    public Set<String> protectedNames() {
        return reader.protectedNames();
    }

    /**
     * Which own or protected domains another domain imitates.
     *
     * @param domain any domain
     * @return the strongest resemblance first; empty for own and protected domains
     */
    public List<Resemblance> resemblances(DomainName domain) {
        return reader.lookalikes().examine(domain);
    }

    /**
     * Whether a domain mixes scripts as no language does.
     *
     * @param domain any domain
     * @return the first label that does, in U-labels
     */
    public Optional<String> mixedScripts(DomainName domain) {
        return reader.scripts().firstIn(domain);
    }

    /**
     * Whether a display name claims a protected name.
     *
     * @param displayName anything
     * @return the protected name as given
     */
    public Optional<String> claimedName(String displayName) {
        return reader.names().claimedBy(displayName);
    }

    /**
     * The relays that the reader trusts.
     *
     * @return host names and addresses in lower case; unmodifiable, possibly empty
     */
    public Set<String> trustedRelays() {
        return reader.trustedRelays();
    }

    /**
     * The domains that are known to take part in the thread.
     *
     * @return unmodifiable; empty when nobody knows
     */
    public Set<DomainName> threadParticipants() {
        return reader.participants();
    }

    /**
     * When the message is examined.
     *
     * @return by the caller's clock
     */
    public Instant now() {
        return now;
    }
}
