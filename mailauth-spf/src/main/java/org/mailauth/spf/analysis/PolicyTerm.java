package org.mailauth.spf.analysis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.spf.SpfDirective;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.SpfResult;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/**
 * A directive or a redirect of a policy, with all that is known about it before any message arrives.
 *
 * @param text how it is published, and where
 * @param directive null for redirect
 * @param spec the domain-spec as written; null without one
 * @param target the domain that it names, macros expanded; null when it names none, or the message decides
 * @param ip4 what it matches for IPv4 clients
 * @param ip6 what it matches for IPv6 clients
 * @param policy the policy that include or redirect leads to
 * @param resolved names and addresses that it stands for
 */
record PolicyTerm(
        TermText text,
        @Nullable SpfDirective directive,
        @Nullable MacroString spec,
        @Nullable SpfDomain target,
        TermMatch ip4,
        TermMatch ip6,
        @Nullable Policy policy,
        List<String> resolved) {

    PolicyTerm {
        resolved = List.copyOf(resolved);
    }

    TermMatch match(AddressFamily family) {
        return family == AddressFamily.IP4 ? ip4 : ip6;
    }

    boolean isRedirect() {
        return directive == null;
    }

    boolean asksDns() {
        return directive == null || directive.mechanism().asksDns();
    }

    /** The mechanism when it is of one kind. */
    <M extends SpfMechanism> Optional<M> mechanism(Class<M> kind) {
        return directive != null && kind.isInstance(directive.mechanism())
                ? Optional.of(kind.cast(directive.mechanism()))
                : Optional.empty();
    }

    /** The result of a match; pass for redirect, which takes what it finds. */
    SpfResult result() {
        return directive == null ? SpfResult.PASS : directive.qualifier().result();
    }

    /** Whether the outcome is that of another policy. */
    boolean leads() {
        return directive == null || directive.mechanism() instanceof SpfMechanism.Include;
    }

    boolean is(TermMatch.Kind kind) {
        return ip4.kind() == kind || ip6.kind() == kind;
    }
}
