package org.mailauth.publicsuffix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;
import org.mailauth.Parsed;

/**
 * Decides, by the Public Suffix List, under which names others register, and so which organization a domain belongs to
 * (RFC 7489 §3.2: the longest public suffix that matches, and one label more).
 *
 * <p>The list has two sections: ICANN, what registries offer, and private, what other companies let their customers
 * register below ({@code github.io}). DMARC in practice uses both, and so does this class unless told otherwise by
 * {@link #withoutPrivateSection()}. Erratum 6729 to RFC 7489, never verified, says that only the ICANN section was meant:
 * then all that such a company's customers register belongs to the company. With both sections, they cannot speak for each
 * other.
 *
 * <p>Rules with a wildcard and exceptions to them are followed, and a top-level domain that the list does not know is a
 * public suffix (the default rule {@code *}). Rules in U-labels are held as A-labels. The list is data that ages: the
 * {@link #builtIn()} one is as old as {@link #version()} says, a newer file is taken by {@link #read(InputStream)}.
 *
 * <p>Immutable and thread-safe; lookups neither block nor fail, and take time by the length of the name.
 */
public final class PublicSuffixList implements OrganizationalDomainFinder {
    private static final String RESOURCE = "effective_tld_names.dat";

    private final RuleTable rules;
    private final @Nullable String version;
    private final boolean privateSection;

    PublicSuffixList(RuleTable rules, @Nullable String version, boolean privateSection) {
        this.rules = rules;
        this.version = version;
        this.privateSection = privateSection;
    }

    /** Read when it is first asked for. */
    private static final class BuiltIn {
        static final PublicSuffixList LIST = load();

        private static PublicSuffixList load() {
            try (InputStream in = PublicSuffixList.class.getResourceAsStream(RESOURCE)) {
                return read(Objects.requireNonNull(in, RESOURCE)).orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The list that comes with this library, both sections. It is read on the first call, which takes a fraction
     * of a second.
     *
     * @return always the same list
     */
    public static PublicSuffixList builtIn() {
        return BuiltIn.LIST;
    }

    /**
     * Reads a list in the format of {@code public_suffix_list.dat}, UTF-8, both sections.
     *
     * <p>There is no list when the input has more than 16 MiB or 200,000 rules, is not UTF-8, has no rule, or a section
     * without end, as a download that broke off has: half a list would silently move the borders between organizations.
     * A line that is no rule is a problem at its octet and left out; of such problems the first 100 are told.
     *
     * @param in read to its end, not closed
     * @return the list, or why there is none
     * @throws IOException when {@code in} throws it
     */
    public static Parsed<PublicSuffixList> read(InputStream in) throws IOException {
        return ListReader.read(in);
    }

    /**
     * The list with the rules of its ICANN section only. Rules outside of both sections always count.
     *
     * @return a list that shares the rules with this one
     */
    public PublicSuffixList withoutPrivateSection() {
        return new PublicSuffixList(rules, version, false);
    }

    /**
     * Whether the rules of the private section count.
     *
     * @return true unless {@link #withoutPrivateSection()} made this list
     */
    public boolean hasPrivateSection() {
        return privateSection;
    }

    /**
     * The version that the list says it has, such as {@code 2026-10-06_16-13-12_UTC}.
     *
     * @return empty when it says none
     */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /**
     * The number of rules in both sections.
     *
     * @return one or more
     */
    public int size() {
        return rules.rules();
    }

    /**
     * The public suffix that a name ends in.
     *
     * @param name any domain name
     * @return the name itself, or one above it
     */
    public DomainName publicSuffix(DomainName name) {
        return lastLabels(name, suffixLabels(name));
    }

    /**
     * Whether others register directly below a name.
     *
     * @param name any domain name
     * @return true for names that have no Organizational Domain
     */
    public boolean isPublicSuffix(DomainName name) {
        return suffixLabels(name) == name.labelCount();
    }

    @Override
    public Optional<DomainName> organizationalDomain(DomainName name) {
        int labels = suffixLabels(name);
        return labels == name.labelCount() ? Optional.empty() : Optional.of(lastLabels(name, labels + 1));
    }

    /** The number of labels of the name's public suffix; suffixes are tried from the shortest to the longest. */
    private int suffixLabels(DomainName name) {
        String text = name.toString();
        // the default rule "*"
        int longest = 1;
        int labels = 0;
        int end = text.length();
        while (end > 0 && labels < rules.mostLabels()) {
            int dot = text.lastIndexOf('.', end - 1);
            labels++;
            int kinds = kindsThatCount(rules.kinds(text, dot + 1));
            if ((kinds & RuleTable.EXCEPTION) != 0) {
                // An exception prevails over every other rule; the suffix is what stands above it.
                return labels - 1;
            }
            if ((kinds & RuleTable.EXACT) != 0) {
                longest = labels;
            }
            if ((kinds & RuleTable.WILDCARD) != 0 && dot > 0) {
                longest = Math.max(longest, labels + 1);
            }
            end = dot;
        }
        return longest;
    }

    private int kindsThatCount(int kinds) {
        int icann = kinds & ((1 << RuleTable.PRIVATE_SHIFT) - 1);
        return privateSection ? icann | (kinds >> RuleTable.PRIVATE_SHIFT) : icann;
    }

    private static DomainName lastLabels(DomainName name, int labels) {
        DomainName last = name;
        for (int surplus = name.labelCount() - labels; surplus > 0; surplus--) {
            last = last.parent().orElseThrow();
        }
        return last;
    }

    /** Whether both decide alike for every name, and say the same version. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublicSuffixList that
                && privateSection == that.privateSection
                && Objects.equals(version, that.version)
                && rules.isEqualTo(that.rules);
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, privateSection, rules.rules());
    }

    @Override
    public String toString() {
        return "public suffix list " + (version == null ? "of no version" : version)
                + (privateSection ? "" : " without its private section");
    }
}
