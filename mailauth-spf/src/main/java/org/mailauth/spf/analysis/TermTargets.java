package org.mailauth.spf.analysis;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.internal.Client;
import org.mailauth.spf.internal.MacroExpander;
import org.mailauth.spf.internal.Sender;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroPart;
import org.mailauth.spf.macro.MacroString;

/** Works out which names terms mean for every message alike: only the checked and the current domain are known. */
final class TermTargets {
    // RFC 7208 §7.2: all macros but d and o depend on the client, the local part, the HELO name or the time.
    private static final String MESSAGE_LETTERS = "slipvhcrt";

    private final MacroExpander expander;

    TermTargets(SpfDomain checked) {
        Client nobody = new Client(AddressFamily.IP4.address(BigInteger.ZERO));
        this.expander = new MacroExpander(
                nobody, Sender.ofHelo(checked.text()), "", "", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    static Optional<MacroString> spec(SpfMechanism mechanism) {
        if (mechanism instanceof SpfMechanism.Include include) {
            return Optional.of(include.domain());
        }
        if (mechanism instanceof SpfMechanism.A a) {
            return a.domain();
        }
        if (mechanism instanceof SpfMechanism.Mx mx) {
            return mx.domain();
        }
        if (mechanism instanceof SpfMechanism.Ptr ptr) {
            return ptr.domain();
        }
        return mechanism instanceof SpfMechanism.Exists exists ? Optional.of(exists.domain()) : Optional.empty();
    }

    static boolean dependOnMessage(MacroString spec) {
        return spec.uses(MESSAGE_LETTERS);
    }

    /** The domain that a specification means in a record of the current domain; empty when it is no name. */
    Optional<SpfDomain> of(MacroString spec, SpfDomain current) {
        return SpfDomain.expanded(expander.expand(spec, current, ""));
    }

    /** Whether whoever sends chooses the right end of the name, and so whose name it is. */
    static boolean endInClientsChoice(MacroString spec) {
        List<MacroPart> parts = spec.parts();
        boolean dotted = !parts.isEmpty() && parts.get(parts.size() - 1).equals(new MacroPart.Literal("."));
        int end = dotted ? parts.size() - 1 : parts.size();
        MacroPart last = end == 0 ? new MacroPart.Literal("") : parts.get(end - 1);
        return last instanceof MacroPart.Macro macro && "hlsp".indexOf(macro.letter()) >= 0 && isFree(macro);
    }

    private static boolean isFree(MacroPart.Macro macro) {
        // The right end of s is the checked domain unless it is turned around.
        return macro.letter() != 's' || macro.reverse();
    }
}
