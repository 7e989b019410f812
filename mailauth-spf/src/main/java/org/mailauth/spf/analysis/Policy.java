package org.mailauth.spf.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.mailauth.spf.SpfRecord;
import org.mailauth.spf.internal.SpfDomain;

/** The policy of one domain, ready for analysis. Filled while the policies that it leads to are read, then left alone. */
final class Policy {
    private final SpfDomain domain;
    private final PublishedPolicy published;
    private final List<PolicyTerm> terms = new ArrayList<>();

    Policy(SpfDomain domain, PublishedPolicy published) {
        this.domain = domain;
        this.published = published;
    }

    void add(PolicyTerm term) {
        terms.add(term);
    }

    SpfDomain domain() {
        return domain;
    }

    PublishedPolicy published() {
        return published;
    }

    /** The terms that an evaluation can reach, in the order of evaluation: nothing behind {@code all}, redirect last. */
    List<PolicyTerm> terms() {
        return Collections.unmodifiableList(terms);
    }

    Optional<SpfRecord> record() {
        return published.record();
    }

    /** The record's text; empty unless there is exactly one. */
    Optional<String> text() {
        List<String> texts = published.recordTexts();
        return texts.size() == 1 ? Optional.of(texts.get(0)) : Optional.empty();
    }

    /** The policy that a redirect leads to. */
    Optional<Policy> redirected() {
        return terms.stream()
                .filter(PolicyTerm::isRedirect)
                .flatMap(term -> Optional.ofNullable(term.policy()).stream())
                .findFirst();
    }
}
