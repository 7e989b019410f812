package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.mailauth.forensics.lookalike.WordSearch;
import org.mailauth.internal.text.EncodedRuns;
import org.mailauth.internal.text.Visible;
import org.mailauth.message.HeaderField;

/** Looks for words in the Subject of mail from outside. */
final class SubjectWords {
    private final WordSearch search;

    SubjectWords(Collection<String> words) {
        this.search = WordSearch.of(new TreeSet<>(words));
    }

    List<Observation> examine(HeaderFacts facts) {
        if (facts.ownDomains().isEmpty() || isOwn(facts)) {
            return List.of();
        }
        List<Observation> seen = new ArrayList<>(0);
        Optional<HeaderField> subject = facts.header().first("Subject");
        subject.flatMap(field -> search.firstIn(EncodedRuns.decode(field.unfoldedBody())))
                .ifPresent(word -> seen.add(new Observation(
                        AddressedField.place(facts, "Subject"),
                        "The subject of a message from outside holds \"" + Visible.of(word) + "\".",
                        List.of(Source.HEADER, Source.OWN_DOMAINS))));
        return seen;
    }

    private static boolean isOwn(HeaderFacts facts) {
        var domains = facts.author().domains();
        return !domains.isEmpty() && domains.stream().allMatch(facts::isOwn);
    }
}
