package org.mailauth.forensics.lookalike;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;
import org.mailauth.forensics.lookalike.Resemblance.Kind;

/**
 * Decides which known domains a stranger's domain imitates. The known domains are the reader's own, and those of others
 * that strangers like to imitate.
 *
 * <p>What is compared is the label that somebody registered: the first of the organizational domain. A domain below or
 * equal to the organizational domain of a known one imitates nothing. Confusable letters are those of Unicode UTS 39 in
 * the version of ICU4J, and some that only a hurried reader confuses. One-edit neighbours need {@value OneEdit#MIN_LENGTH}
 * letters, and so does a name that is found as a label or as part of one without its suffix; a Hangul syllable counts as
 * its two or three letters.
 *
 * <p>Heuristic: two honest organizations may resemble each other. Immutable and thread-safe. Known domains are folded
 * once; the time for a stranger's domain does not grow with the number of known domains that do not resemble it.
 */
public final class LookalikeDomains {
    /** So many resemblances are told at most, the strongest. */
    public static final int MAX_RESEMBLANCES = 16;

    /** A known domain: as given, and its registered label and suffix in A-labels. */
    private record Known(DomainName given, DomainName registered, String suffix) {}

    private final ConfusableFold folds = new ConfusableFold();
    private final OrganizationalDomainFinder finder;
    private final Set<DomainName> registered = new TreeSet<>();
    private final Map<String, List<Known>> bySpelling = new HashMap<>();
    private final Map<String, List<Known>> bySkeleton = new HashMap<>();
    private final Map<String, List<Known>> byFold = new HashMap<>();
    private final OneEdit spellings;
    private final OneEdit folded;

    private LookalikeDomains(Collection<DomainName> known, OrganizationalDomainFinder finder) {
        this.finder = finder;
        // Sorted, so that findings come in the same order every time.
        for (DomainName domain : new TreeSet<>(known)) {
            DomainName organizational = organizational(domain);
            if (registered.add(organizational)) {
                add(new Known(
                        domain,
                        organizational,
                        organizational.parent().map(DomainName::toString).orElse("")));
            }
        }
        spellings = new OneEdit(bySpelling.keySet());
        folded = new OneEdit(byFold.keySet());
    }

    /**
     * Prepares the comparison.
     *
     * @param known the domains that somebody may imitate, any number; each stands for its organizational domain
     * @param finder tells the organizational domain of known domains and strangers' domains
     * @return the comparison
     */
    public static LookalikeDomains of(Collection<DomainName> known, OrganizationalDomainFinder finder) {
        Objects.requireNonNull(finder, "finder");
        return new LookalikeDomains(List.copyOf(known), finder);
    }

    private void add(Known known) {
        String name = firstLabel(known.registered());
        bySpelling
                .computeIfAbsent(folds.spelled(name), none -> new ArrayList<>())
                .add(known);
        bySkeleton
                .computeIfAbsent(folds.skeleton(name), none -> new ArrayList<>())
                .add(known);
        byFold.computeIfAbsent(folds.fold(name), none -> new ArrayList<>()).add(known);
    }

    private DomainName organizational(DomainName domain) {
        return finder.organizationalDomain(domain).orElse(domain);
    }

    private static String firstLabel(DomainName domain) {
        String shown = domain.toUnicode();
        int dot = shown.indexOf('.');
        return dot < 0 ? shown : shown.substring(0, dot);
    }

    /**
     * Decides which known domains a domain imitates.
     *
     * @param stranger any domain name
     * @return unmodifiable, the strongest resemblance first, at most {@value #MAX_RESEMBLANCES}; empty for a domain that
     *     resembles none, and for the known domains and those below them
     */
    public List<Resemblance> examine(DomainName stranger) {
        DomainName organizational = organizational(stranger);
        if (registered.contains(organizational)) {
            return List.of();
        }
        List<Resemblance> found = new ArrayList<>();
        compareRegistered(organizational, found);
        compareLabels(stranger, organizational, found);
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Resemblance::kind).thenComparing(Resemblance::imitated))
                .limit(MAX_RESEMBLANCES)
                .toList();
    }

    private void compareRegistered(DomainName organizational, List<Resemblance> found) {
        String name = firstLabel(organizational);
        String spelled = folds.spelled(name);
        List<Known> same = bySpelling.getOrDefault(spelled, List.of());
        if (!same.isEmpty()) {
            add(found, Kind.OTHER_SUFFIX, same, name);
            return;
        }
        List<Known> alike = bySkeleton.getOrDefault(folds.skeleton(name), List.of());
        if (!alike.isEmpty()) {
            boolean encoded = organizational.toString().startsWith("xn--");
            add(found, encoded ? Kind.SHOWN_AS_KNOWN : Kind.CONFUSABLE, alike, name);
            return;
        }
        String fold = folds.fold(name);
        List<Known> similar = byFold.getOrDefault(fold, List.of());
        if (!similar.isEmpty()) {
            add(found, Kind.SIMILAR_LETTERS, similar, name);
            return;
        }
        spellings
                .near(spelled)
                .forEach(near -> add(found, Kind.ONE_EDIT, bySpelling.getOrDefault(near, List.of()), name));
        folded.near(fold).forEach(near -> add(found, Kind.ONE_EDIT, byFold.getOrDefault(near, List.of()), name));
    }

    /** The labels below the registered one, and the parts of all of them up to it. */
    private void compareLabels(DomainName stranger, DomainName organizational, List<Resemblance> found) {
        List<String> labels = stranger.labels();
        int below = labels.size() - organizational.labelCount();
        for (int at = 0; at <= below; at++) {
            String label = firstLabel(DomainName.of(labels.get(at)));
            if (at < below) {
                String rest = String.join(".", labels.subList(at + 1, labels.size())) + ".";
                compareLabel(label, rest, found);
            }
            compareParts(label, found);
        }
    }

    private void compareLabel(String label, String rest, List<Resemblance> found) {
        for (Known known : byFold.getOrDefault(folds.fold(label), List.of())) {
            if (!known.suffix().isEmpty() && rest.startsWith(known.suffix() + ".")) {
                found.add(new Resemblance(Kind.DOMAIN_AS_LABELS, known.given(), label));
            } else if (folds.spelled(label).length() >= OneEdit.MIN_LENGTH) {
                found.add(new Resemblance(Kind.NAME_AS_LABEL, known.given(), label));
            }
        }
    }

    private void compareParts(String label, List<Resemblance> found) {
        int start = 0;
        for (int hyphen = label.indexOf('-'); hyphen >= 0 || start > 0; hyphen = label.indexOf('-', start)) {
            String part = label.substring(start, hyphen < 0 ? label.length() : hyphen);
            if (folds.spelled(part).length() >= OneEdit.MIN_LENGTH) {
                add(found, Kind.NAME_AS_PART, byFold.getOrDefault(folds.fold(part), List.of()), label);
            }
            if (hyphen < 0) {
                return;
            }
            start = hyphen + 1;
        }
    }

    private static void add(List<Resemblance> found, Kind kind, List<Known> alike, String seen) {
        for (Known known : alike) {
            found.add(new Resemblance(kind, known.given(), seen));
        }
    }
}
