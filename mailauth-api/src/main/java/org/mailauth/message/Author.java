package org.mailauth.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Problem;

/**
 * Says who a message claims to be from: the one Author Domain (RFC 9989 §3.2.2, §5.3.1), or why there is not exactly one.
 *
 * <p>Only {@link Kind#ONE_DOMAIN} names an author that can be checked. Every other kind is a message about which readers
 * disagree, or that nobody answers for: by itself a threat, never a message without policy (RFC 9989 §11.5). For those,
 * {@link #domains()} names every domain that some reader may show, so that a receiver can apply the strictest of their
 * policies. {@code Sender} never counts.
 *
 * <p>Immutable and thread-safe; nothing is null.
 */
public final class Author {

    /** How many domains the From field names, and whether it can be told at all. */
    public enum Kind {
        /** One From field, whose mailboxes all have the same domain. */
        ONE_DOMAIN,
        /** One From field, whose mailboxes have different domains, or some a domain and some a domain literal. */
        SEVERAL_DOMAINS,
        /** One From field without any domain: empty, only empty groups (RFC 6854), or only domain literals. */
        NO_DOMAIN,
        /** More than one From field (RFC 5322 §3.6), equal or not. */
        SEVERAL_FIELDS,
        /** No From field. */
        NO_FIELD,
        /** A From field that breaks the grammar, so that readers may understand it differently. */
        UNPARSABLE
    }

    private final Kind kind;
    private final List<DomainName> domains;
    private final List<Mailbox> mailboxes;
    private final List<Problem> problems;

    Author(Kind kind, Set<DomainName> domains, List<Mailbox> mailboxes, List<Problem> problems) {
        this.kind = kind;
        this.domains = List.copyOf(domains);
        this.mailboxes = List.copyOf(mailboxes);
        this.problems = List.copyOf(problems);
    }

    /**
     * The author of a message whose Author Domain is known already.
     *
     * @param domain the Author Domain
     * @return of kind {@link Kind#ONE_DOMAIN}, without mailboxes and problems
     */
    public static Author of(DomainName domain) {
        return new Author(Kind.ONE_DOMAIN, Set.of(domain), List.of(), List.of());
    }

    /** What one From field that follows the grammar says. */
    static Author of(List<Mailbox> mailboxes, List<Problem> problems) {
        Set<DomainName> domains = domainsOf(mailboxes);
        boolean literals = false;
        for (Mailbox mailbox : mailboxes) {
            literals |= mailbox.domain().isEmpty();
        }
        Kind kind = Kind.ONE_DOMAIN;
        List<Problem> all = new ArrayList<>(problems);
        if (domains.isEmpty()) {
            kind = Kind.NO_DOMAIN;
            all.add(Problem.of("author.no-domain", "RFC 9989 §5.3.1", "the From field names no domain"));
        } else if (domains.size() > 1 || literals) {
            kind = Kind.SEVERAL_DOMAINS;
            all.add(Problem.of(
                    "author.several-domains", "RFC 9989 §5.3.1", "the From field has authors at more than one place"));
        }
        return new Author(kind, domains, mailboxes, all);
    }

    static Set<DomainName> domainsOf(List<Mailbox> mailboxes) {
        Set<DomainName> domains = new LinkedHashSet<>();
        mailboxes.forEach(mailbox -> mailbox.domain().ifPresent(domains::add));
        return domains;
    }

    /**
     * Whether there is exactly one Author Domain, and if not, why.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The Author Domain.
     *
     * @return present for {@link Kind#ONE_DOMAIN} only
     */
    public Optional<DomainName> domain() {
        return kind == Kind.ONE_DOMAIN ? Optional.of(domains.get(0)) : Optional.empty();
    }

    /**
     * Every domain that any From field names, each once, in the order they stand. Of a field that breaks the grammar, all
     * that stands behind an at sign counts as named, in encoded words, too.
     *
     * @return unmodifiable, as long as the From fields make it; empty when no domain is named
     */
    public List<DomainName> domains() {
        return domains;
    }

    /**
     * The mailboxes of all From fields, those in groups included, in the order they stand; of a field that breaks the
     * grammar, those before its first mistake.
     *
     * @return unmodifiable, may be empty
     */
    public List<Mailbox> mailboxes() {
        return mailboxes;
    }

    /**
     * What is wrong, obsolete or unusual about the From fields. Positions are octet offsets from the start of the field
     * that has the problem.
     *
     * @return unmodifiable; never empty unless the kind is {@link Kind#ONE_DOMAIN}
     */
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Author that
                && kind == that.kind
                && domains.equals(that.domains)
                && mailboxes.equals(that.mailboxes)
                && problems.equals(that.problems);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, domains, mailboxes, problems);
    }

    @Override
    public String toString() {
        return kind + " " + domains;
    }
}
