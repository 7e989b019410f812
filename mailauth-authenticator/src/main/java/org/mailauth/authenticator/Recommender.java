package org.mailauth.authenticator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.arc.ArcClaim;
import org.mailauth.arc.ArcTrust;
import org.mailauth.authenticator.Recommendation.Action;
import org.mailauth.authenticator.Recommendation.Reason;
import org.mailauth.dmarc.Alignment;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcOutcome;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dmarc.PolicyOverride;
import org.mailauth.message.Author;
import org.mailauth.message.HeaderFields;
import org.mailauth.spf.SpfResult;

/**
 * Decides what to propose for a message. A wish to reject is followed only where something else speaks for it, nothing
 * tells of forwarding (RFC 9989 §7.4), and both SPF and DKIM were looked at; else it becomes quarantine, never less. Only a
 * trusted sealer's claim makes a failure acceptable.
 */
final class Recommender {
    private static final Set<String> BROKEN = Set.of("fail", "policy");
    private static final List<String> LIST_FIELDS = List.of("List-Id", "List-Post", "List-Unsubscribe");

    private final HeaderFields header;
    private final EnvelopeAuthentication envelope;
    private final Optional<ArcTrust> trust;
    private final Set<Protocol> missing;

    /** The proposal, and the DMARC evaluation with the overrides that follow from it. */
    record Decision(@Nullable DmarcEvaluation dmarc, Recommendation recommendation) {}

    /**
     * Takes what is known.
     *
     * @param missing what DMARC could have passed by and nobody evaluated
     */
    Recommender(HeaderFields header, EnvelopeAuthentication envelope, Optional<ArcTrust> trust, Set<Protocol> missing) {
        this.header = header;
        this.envelope = envelope;
        this.trust = trust;
        this.missing = missing;
    }

    /** Without an evaluation of our own: what the caller says, or nothing but the author. */
    Decision decide(Author author, Optional<DmarcOutcome> given) {
        DmarcOutcome outcome = given.orElse(author.domain().isPresent() ? DmarcOutcome.ACCEPT : DmarcOutcome.AMBIGUOUS);
        return new Decision(
                null,
                switch (outcome) {
                    case ACCEPT -> take(Action.ACCEPT, reason("dmarc-given", "nothing speaks against it here", ""));
                    case QUARANTINE ->
                        take(Action.QUARANTINE, reason("dmarc-given", "the DMARC verdict asks for it", ""));
                    case REJECT ->
                        refuse(
                                "550 5.7.1 rejected by DMARC policy",
                                reason("dmarc-given", "the DMARC verdict asks for it", ""));
                    case DEFER -> defer(reason("dmarc-given", "the DMARC verdict asks for it", ""));
                    case AMBIGUOUS -> ambiguous(author, "it has not exactly one author domain", List.of());
                });
    }

    Decision decide(DmarcEvaluation dmarc) {
        return switch (dmarc.outcome()) {
            case ACCEPT -> new Decision(dmarc, take(Action.ACCEPT, acceptable(dmarc)));
            case DEFER -> new Decision(dmarc, defer(reason("dmarc-temperror", dmarc.reason(), "RFC 9989 §5.3.6")));
            case AMBIGUOUS -> new Decision(dmarc, ambiguous(dmarc.author(), dmarc.reason(), dmarc.authorEvaluations()));
            case QUARANTINE, REJECT -> failed(dmarc);
        };
    }

    private static Reason acceptable(DmarcEvaluation dmarc) {
        return switch (dmarc.result()) {
            case PASS -> reason("dmarc-pass", dmarc.reason(), "RFC 9989 §5.3.5");
            case NONE -> reason("dmarc-none", dmarc.reason(), "RFC 9989 §4.10.1");
            default ->
                reason(
                        "policy-none",
                        "it is not shown to be from its author's domain, which asks for nothing to be done",
                        "RFC 9989 §5.4");
        };
    }

    private Decision failed(DmarcEvaluation dmarc) {
        Optional<ArcClaim> claim = vouching(dmarc);
        if (claim.isPresent()) {
            // RFC 8617 §7.2.2: a local policy, told in reports with the chain.
            DmarcEvaluation overridden = dmarc.withOverride(
                    PolicyOverride.Type.LOCAL_POLICY,
                    DmarcOutcome.ACCEPT,
                    claim.get().localPolicyComment());
            return new Decision(
                    overridden,
                    take(
                            Action.ACCEPT,
                            reason(
                                    "arc-trusted-pass",
                                    "it passed when it reached "
                                            + claim.get().source().sealer() + ", whose chain is trusted",
                                    "RFC 8617 §7.2")));
        }
        Reason failure = reason(
                "dmarc-fail",
                dmarc.reason() + ", and the policy of "
                        + dmarc.policyDomain().map(DomainName::toString).orElse("its domain") + " is "
                        + dmarc.appliedPolicy().map(DmarcPolicy::word).orElse("unknown"),
                "RFC 9989 §5.3.6");
        if (dmarc.outcome() == DmarcOutcome.QUARANTINE) {
            return new Decision(dmarc, take(Action.QUARANTINE, failure));
        }
        return reject(dmarc, failure);
    }

    private Decision reject(DmarcEvaluation dmarc, Reason failure) {
        List<Reason> forwarding = signsOfForwarding(dmarc);
        List<Reason> more = signsOfForgery(dmarc);
        List<Reason> reasons = new ArrayList<>();
        reasons.add(failure);
        if (!missing.isEmpty()) {
            return quarantineUnknown(dmarc, reasons);
        }
        if (forwarding.isEmpty() && !more.isEmpty()) {
            reasons.addAll(more);
            String domain = dmarc.authorDomain().map(DomainName::toString).orElse("the author");
            return new Decision(
                    dmarc,
                    new Recommendation(
                            Action.REJECT,
                            reasons,
                            Optional.of("550 5.7.1 rejected by the DMARC policy of " + domain)));
        }
        reasons.add(reason(
                "reject-on-policy-alone",
                "nobody should reject because of the policy alone; quarantine takes its place",
                "RFC 9989 §7.4"));
        reasons.addAll(forwarding);
        String comment = forwarding.isEmpty()
                ? "policy alone"
                : "possibly forwarded: " + forwarding.get(0).code();
        return new Decision(
                dmarc.withOverride(PolicyOverride.Type.LOCAL_POLICY, DmarcOutcome.QUARANTINE, comment),
                new Recommendation(Action.QUARANTINE, reasons, Optional.empty()));
    }

    /** What nobody looked at may have passed: that is no evidence against the message. */
    private Decision quarantineUnknown(DmarcEvaluation dmarc, List<Reason> reasons) {
        String names = missing.stream().sorted().map(Protocol::name).collect(Collectors.joining(" and "));
        reasons.add(reason(
                "not-evaluated",
                names
                        + " could have shown that it is from its author's domain, and nobody evaluated that; quarantine takes"
                        + " the place of rejection",
                "RFC 9989 §7.4"));
        return new Decision(
                dmarc.withOverride(
                        PolicyOverride.Type.LOCAL_POLICY, DmarcOutcome.QUARANTINE, "not evaluated: " + names),
                new Recommendation(Action.QUARANTINE, reasons, Optional.empty()));
    }

    /** The claim of a trusted chain that this author's message passed before. */
    private Optional<ArcClaim> vouching(DmarcEvaluation dmarc) {
        if (dmarc.result() != DmarcResult.FAIL || dmarc.authorDomain().isEmpty()) {
            return Optional.empty();
        }
        DomainName author = dmarc.authorDomain().get();
        return trust.flatMap(ArcTrust::claim).filter(claim -> claim.dmarcPassedFor(author));
    }

    /**
     * What a message shows that came by way of somebody else. A forger can show it, too, and wins no more than quarantine
     * in place of a rejection.
     */
    private List<Reason> signsOfForwarding(DmarcEvaluation dmarc) {
        List<Reason> signs = new ArrayList<>();
        LIST_FIELDS.stream()
                .filter(name -> header.first(name).isPresent())
                .findFirst()
                .ifPresent(name -> signs.add(reason(
                        "mailing-list", "it has a " + name + " field, as mailing lists add it", "RFC 9989 §7.4")));
        if (header.first("ARC-Seal").isPresent()) {
            signs.add(reason("arc-chain", "somebody sealed it on the way", "RFC 8617 §7.2"));
        }
        if (hasBrokenSignatureOfAuthor(dmarc)) {
            signs.add(reason(
                    "author-signature-broken",
                    "it has a signature of the author's organization that does not hold",
                    "RFC 9989 §7.4"));
        }
        return signs;
    }

    /** What a message shows that did not come from its author's domain at all. */
    private List<Reason> signsOfForgery(DmarcEvaluation dmarc) {
        List<Reason> signs = new ArrayList<>();
        envelope.mailFrom()
                .filter(spf -> spf.result() == SpfResult.FAIL)
                .ifPresent(spf -> signs.add(reason(
                        "spf-fail",
                        "the domain of its envelope says that the host may not send for it",
                        "RFC 7208 §8.4")));
        if (!hasBrokenSignatureOfAuthor(dmarc)) {
            signs.add(reason(
                    "author-signature-missing", "it has no signature of the author's organization", "RFC 9989 §7.4"));
        }
        envelope.iprev()
                .filter(iprev -> iprev.result() == IprevResult.FAIL || iprev.result() == IprevResult.PERMERROR)
                .ifPresent(iprev -> signs.add(
                        reason("iprev-fail", "the client's address has no name that leads back to it", "RFC 8601 §3")));
        return signs;
    }

    /**
     * Whether there is a signature of the author's organization that was made for another state of the message: its key
     * exists, and it does not hold any more. One without a key was never a signature.
     */
    private static boolean hasBrokenSignatureOfAuthor(DmarcEvaluation dmarc) {
        return dmarc.alignments().stream()
                .filter(Alignment::isAligned)
                .map(Alignment::identifier)
                .filter(identifier -> identifier.kind() == AuthenticatedIdentifier.Kind.DKIM)
                .anyMatch(identifier -> BROKEN.contains(identifier.result()));
    }

    /**
     * By what the policies of all named domains ask for. One that cannot be had now may be the strictest, and so may those of
     * domains beyond the number that is looked at.
     */
    private static Recommendation ambiguous(Author author, String text, List<DmarcEvaluation> domains) {
        boolean refuse = switch (author.kind()) {
            case SEVERAL_FIELDS, NO_FIELD, UNPARSABLE -> true;
            default ->
                asksFor(DmarcOutcome.REJECT, domains)
                        || (!domains.isEmpty()
                                && domains.size() < author.domains().size());
        };
        String code = "author-" + author.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Reason why = reason(code, text, "RFC 9989 §11.5");
        if (refuse) {
            return refuse("550 5.7.1 the message has no single author domain", why);
        }
        if (asksFor(DmarcOutcome.DEFER, domains)) {
            return defer(reason(code, text + ", and the policy of one of them cannot be had", "RFC 9989 §11.5"));
        }
        return take(Action.QUARANTINE, why);
    }

    private static boolean asksFor(DmarcOutcome outcome, List<DmarcEvaluation> domains) {
        return domains.stream().anyMatch(each -> each.outcome() == outcome);
    }

    private static Recommendation take(Action action, Reason why) {
        return new Recommendation(action, List.of(why), Optional.empty());
    }

    private static Recommendation refuse(String reply, Reason why) {
        return new Recommendation(Action.REJECT, List.of(why), Optional.of(reply));
    }

    private static Recommendation defer(Reason why) {
        return new Recommendation(
                Action.DEFER, List.of(why), Optional.of("451 4.7.0 authentication is not possible for now"));
    }

    private static Reason reason(String code, String text, String reference) {
        return new Reason(code, text, reference);
    }
}
