package org.mailauth.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.Problem;

/**
 * Decides who a message claims to be from: the one strict reading of its From field that every module of this library
 * uses (RFC 9989 §5.3.1).
 *
 * <p>The grammar is that of RFC 5322 §3.4 and §3.6.2 with its obsolete forms (§4.4, §4.5), the groups of RFC 6854 and the
 * UTF-8 of RFC 6532. Nothing is guessed or repaired, because another reader would repair it differently and show another
 * author: what breaks the grammar is {@link Author.Kind#UNPARSABLE}. That holds for control characters and octets that
 * are not UTF-8, too, although RFC 5322 §4 lets old mail have them. Encoded words are decoded for display names only and
 * never change an address. {@code Sender}, {@code Resent-From} and {@code Reply-To} never count.
 *
 * <p>A From field that stands behind a lone CR or LF within another field is counted as one more, because some readers
 * see it. Stateless and thread-safe. No header makes it throw; time and memory are proportional to its size, whose limits
 * are those of {@link MessageLimits}.
 */
public final class AuthorExtractor {
    private static final String FROM = "From";

    private AuthorExtractor() {}

    /**
     * Decides who a message claims to be from.
     *
     * @param header the header of the message
     * @return the one author domain, or why there is not exactly one
     */
    public static Author extract(HeaderFields header) {
        List<HeaderField> from = header.named(FROM);
        List<HeaderField> hiding = new ArrayList<>(0);
        for (HeaderField field : header) {
            if (field.hides(FROM)) {
                hiding.add(field);
            }
        }
        if (from.size() == 1 && hiding.isEmpty()) {
            return ofField(from.get(0));
        }
        if (from.isEmpty() && hiding.isEmpty()) {
            return new Author(
                    Author.Kind.NO_FIELD,
                    Set.of(),
                    List.of(),
                    List.of(Problem.of("author.no-field", "RFC 5322 §3.6", "the message has no From field")));
        }
        return ofSeveral(from, hiding);
    }

    /**
     * Reads one address field of any name, such as Reply-To or Sender, as strictly as From.
     *
     * @param field the field; its name does not matter
     * @return the mailboxes, and what their domains are
     */
    public static Author extract(HeaderField field) {
        return ofField(Objects.requireNonNull(field, "field"));
    }

    private static Author ofField(HeaderField field) {
        FieldText text = new FieldText(field);
        AddressListParser.Result list = AddressListParser.parse(text.text());
        List<Problem> problems = new ArrayList<>(2);
        if (field.hasSpaceBeforeColon()) {
            problems.add(Problem.at(
                    field.name().length(),
                    "author.space-before-colon",
                    "RFC 5322 §4.5",
                    "white space before the colon"));
        }
        list.findings().forEach(finding -> problems.add(text.atOctet(finding)));
        if (list.mistake() == null) {
            return Author.of(list.mailboxes(), problems);
        }
        problems.add(text.atOctet(list.mistake()));
        Set<DomainName> domains = Author.domainsOf(list.mailboxes());
        domains.addAll(NamedDomains.in(text.text()));
        return new Author(Author.Kind.UNPARSABLE, domains, list.mailboxes(), problems);
    }

    /** RFC 5322 §3.6: one From field at most; which of several a reader shows, nobody knows. */
    private static Author ofSeveral(List<HeaderField> from, List<HeaderField> hiding) {
        List<Problem> problems = new ArrayList<>();
        if (from.size() > 1) {
            problems.add(Problem.of(
                    "author.several-fields", "RFC 5322 §3.6", "the message has " + from.size() + " From fields"));
        }
        Set<DomainName> domains = new LinkedHashSet<>();
        List<Mailbox> mailboxes = new ArrayList<>();
        for (HeaderField field : from) {
            Author author = ofField(field);
            domains.addAll(author.domains());
            mailboxes.addAll(author.mailboxes());
        }
        for (HeaderField field : hiding) {
            domains.addAll(NamedDomains.in(field.body()));
        }
        if (!hiding.isEmpty()) {
            problems.add(Problem.of(
                    "author.hidden-field", "RFC 5321 §2.3.8", "a From field behind a line end that is none"));
        }
        Author.Kind kind = from.isEmpty() ? Author.Kind.UNPARSABLE : Author.Kind.SEVERAL_FIELDS;
        return new Author(kind, domains, mailboxes, problems);
    }
}
