package org.mailauth.forensics.lookalike;

import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;

/** Organizations of the tests: two labels, and three below co.kr and co.uk. */
public final class Suffixes {
    public static final OrganizationalDomainFinder FINDER = name -> {
        List<String> labels = name.labels();
        String text = name.toString();
        int wanted = text.endsWith(".co.kr") || text.endsWith(".co.uk") ? 3 : 2;
        return labels.size() < wanted
                ? Optional.empty()
                : Optional.of(DomainName.of(String.join(".", labels.subList(labels.size() - wanted, labels.size()))));
    };

    private Suffixes() {}
}
