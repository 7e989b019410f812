package org.mailauth.spf;

import java.util.Optional;


/** Works out which name a term means: the current domain, or its domain-spec with all macros expanded. */
final class Targets {
    private final MacroExpander expander;
    private final ValidatedNames validatedNames;
    private final Sender sender;

    Targets(MacroExpander expander, ValidatedNames validatedNames, Sender sender) {
        this.expander = expander;
        this.validatedNames = validatedNames;
        this.sender = sender;
    }


    /** The name behind a domain-spec; empty when it is no DNS name. */
    Optional<SpfDomain> of(MacroString spec, SpfDomain current) throws Stop {
        // RFC 8616 §4: a local part that is not ASCII cannot be part of a name, so the term does not match.
        if (!sender.hasAsciiLocalPart() && spec.uses("sl")) {
            return Optional.empty();
        }
        return SpfDomain.expanded(expand(spec, current));
    }

    String expand(MacroString spec, SpfDomain current) throws Stop {
        String validated = spec.uses("p") ? validatedNames.best(current.name()) : "";
        return expander.expand(spec, current, validated);
    }
}
