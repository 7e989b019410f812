package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.message.Author;

/** A field with addresses, and where it stands. */
record AddressedField(String name, Author author) {

    /** From, Sender, Reply-To and Return-Path, as far as there are. */
    static List<AddressedField> in(HeaderFacts facts) {
        List<AddressedField> fields = new ArrayList<>(4);
        fields.add(new AddressedField("From", facts.author()));
        add(fields, "Sender", facts.sender());
        add(fields, "Reply-To", facts.replyTo());
        add(fields, "Return-Path", facts.returnPath());
        return fields;
    }

    private static void add(List<AddressedField> fields, String name, Optional<Author> author) {
        author.ifPresent(read -> fields.add(new AddressedField(name, read)));
    }

    /** An observation whose evidence is the body of the topmost such field. */
    Observation observe(HeaderFacts facts, String explanation, List<Source> sources) {
        return new Observation(place(facts, name), name + ": " + explanation, sources);
    }

    static List<Evidence> place(HeaderFacts facts, String name) {
        var all = facts.header().all();
        for (int at = 0; at < all.size(); at++) {
            if (all.get(at).isNamed(name)) {
                return List.of(Evidence.ofBody(facts.header(), at));
            }
        }
        // A field that hides in another one has no place of its own.
        return List.of();
    }
}
