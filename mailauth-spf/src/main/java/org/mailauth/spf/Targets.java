package org.mailauth.spf;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.spf.internal.MacroExpander;
import org.mailauth.spf.internal.Sender;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/** Works out which name a term means: its domain-spec with all macros expanded. */
final class Targets {
    private final MacroExpander expander;
    private final ValidatedNames validatedNames;
    private final Sender sender;

    Targets(MacroExpander expander, ValidatedNames validatedNames, Sender sender) {
        this.expander = expander;
        this.validatedNames = validatedNames;
        this.sender = sender;
    }

    /** Whether a term with this domain-spec matches nothing, whatever the DNS holds. */
    boolean neverMatches(MacroString spec) {
        // RFC 8616 §4: a local part that is not ASCII cannot be part of a name, so the term does not match.
        return spec.uses("sl") && !sender.hasAsciiLocalPart();
    }

    /** The name behind the domain-spec of a record's term; null when it is no DNS name. */
    @Nullable
    SpfDomain of(MacroString spec, SpfDomain current, SpfRecord record, SpfStepLog step) throws Stop {
        return spec.hasMacros() ? of(spec, current, step).orElse(null) : record.plainTarget(step.place(), spec);
    }

    /** The name behind a domain-spec; empty when it is no DNS name. */
    Optional<SpfDomain> of(MacroString spec, SpfDomain current, SpfStepLog log) throws Stop {
        return neverMatches(spec)
                ? Optional.empty()
                : SpfDomain.expanded(expander.expand(spec, current, validated(spec, current, log)));
    }

    /** A text for people with its macros expanded; empty when it is too long. */
    Optional<String> text(MacroString text, SpfDomain current, SpfStepLog log) throws Stop {
        return expander.text(text, current, validated(text, current, log));
    }

    private String validated(MacroString text, SpfDomain current, SpfStepLog log) throws Stop {
        return text.uses("p") ? validatedNames.best(current.name(), log) : "";
    }
}
