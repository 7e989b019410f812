package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.authres.MethodResult;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.message.Author;

/**
 * The result of DMARC for one message, with what it rests on and what to do about it (RFC 9989 §5.3).
 *
 * <p>{@link #result()} is the protocol's word and {@link #outcome()} what a receiver should do; neither follows from the
 * other alone. Only a {@link DmarcEvaluator} makes one. Immutable and thread-safe.
 */
public final class DmarcEvaluation {
    private final DmarcMode mode;
    private final Author author;
    private final DmarcResult result;
    private final String reason;
    private final DomainFacts facts;
    private final List<DmarcEvaluation> authorEvaluations;
    private final Handling handling;

    /** What is done, and why it is not what the policy says. */
    private record Handling(DmarcOutcome outcome, List<PolicyOverride> overrides) {}

    private DmarcEvaluation(
            DmarcMode mode,
            Author author,
            DmarcResult result,
            String reason,
            DomainFacts facts,
            List<DmarcEvaluation> authorEvaluations,
            Handling handling) {
        this.mode = mode;
        this.author = author;
        this.result = result;
        this.reason = reason;
        this.facts = facts;
        this.authorEvaluations = List.copyOf(authorEvaluations);
        this.handling = handling;
    }

    /** The evaluation of one author domain. */
    static DmarcEvaluation of(DmarcMode mode, Author author, DmarcResult result, String reason, DomainFacts facts) {
        List<PolicyOverride> overrides = new ArrayList<>();
        DomainFacts.Policy policy = facts.policy();
        if (policy != null && result == DmarcResult.FAIL) {
            // RFC 9990 §3.1.1.9: a failure that is not handled as published has a reason.
            switch (policy.change()) {
                case NONE -> {}
                case TESTING -> overrides.add(new PolicyOverride(PolicyOverride.Type.POLICY_TEST_MODE, "t=y"));
                case SAMPLED_OUT ->
                    overrides.add(new PolicyOverride(PolicyOverride.Type.SAMPLED_OUT, "pct=" + percent(facts)));
            }
        }
        Handling handling = new Handling(outcome(result, facts), List.copyOf(overrides));
        return new DmarcEvaluation(mode, author, result, reason, facts, List.of(), handling);
    }

    private static int percent(DomainFacts facts) {
        return facts.record().map(DmarcRecord::percent).orElse(100);
    }

    /** The evaluation of a message without a single author domain. */
    static DmarcEvaluation ambiguous(
            DmarcMode mode, Author author, DomainFacts facts, String reason, List<DmarcEvaluation> authorEvaluations) {
        return new DmarcEvaluation(
                mode,
                author,
                DmarcResult.PERMERROR,
                reason,
                facts,
                authorEvaluations,
                new Handling(DmarcOutcome.AMBIGUOUS, List.of()));
    }

    private static DmarcOutcome outcome(DmarcResult result, DomainFacts facts) {
        DomainFacts.Policy policy = facts.policy();
        if (result == DmarcResult.PASS || result == DmarcResult.NONE) {
            return DmarcOutcome.ACCEPT;
        }
        if (policy == null) {
            return DmarcOutcome.DEFER;
        }
        if (result != DmarcResult.FAIL) {
            // RFC 9989 §5.4: none must not change how a message is handled; even a failure would be accepted.
            return policy.applied() == DmarcPolicy.NONE ? DmarcOutcome.ACCEPT : DmarcOutcome.DEFER;
        }
        return switch (policy.applied()) {
            case NONE -> DmarcOutcome.ACCEPT;
            case QUARANTINE -> DmarcOutcome.QUARANTINE;
            case REJECT -> DmarcOutcome.REJECT;
        };
    }

    /**
     * This evaluation with what the receiver does instead, for a reason of its own; reports name the reason (RFC 9990
     * §3.1.6). The result stays, and so does what the policy says.
     *
     * @param type the kind of reason
     * @param instead what is done
     * @param comment more for people, may be empty
     * @return a new evaluation, the reason put behind those it has
     */
    public DmarcEvaluation withOverride(PolicyOverride.Type type, DmarcOutcome instead, String comment) {
        List<PolicyOverride> overrides = new ArrayList<>(handling.overrides());
        overrides.add(new PolicyOverride(type, comment));
        Handling changed = new Handling(Objects.requireNonNull(instead, "instead"), List.copyOf(overrides));
        return new DmarcEvaluation(mode, author, result, reason, facts, authorEvaluations, changed);
    }

    /**
     * By which standard the message was evaluated.
     *
     * @return the evaluator's mode
     */
    public DmarcMode mode() {
        return mode;
    }

    /**
     * Who the message claims to be from.
     *
     * @return as given to the evaluator
     */
    public Author author() {
        return author;
    }

    /**
     * The Author Domain (RFC 9989 §3.2.2).
     *
     * @return empty when there is not exactly one: the outcome is ambiguous then
     */
    public Optional<DomainName> authorDomain() {
        return author.domain();
    }

    /**
     * The result.
     *
     * @return one of the five words of RFC 9989 §9.2
     */
    public DmarcResult result() {
        return result;
    }

    /**
     * Why, in plain words.
     *
     * @return a clause without a full stop, never empty
     */
    public String reason() {
        return reason;
    }

    /**
     * What a receiver should do, overrides included. {@link DmarcOutcome#REJECT} is what the domain asks for; RFC 9989 §7.4
     * lets nobody reject for that alone. Who knows nothing else about the message (where it was forwarded, who vouches
     * for it) takes {@link #outcomeOnPolicyAlone()}.
     *
     * @return never milder than the policy asks for, unless overridden
     */
    public DmarcOutcome outcome() {
        return handling.outcome();
    }

    /**
     * What a receiver should do that knows nothing else about the message: quarantine in place of reject (RFC 9989 §7.4).
     *
     * @return {@link #outcome()}, but never reject
     */
    public DmarcOutcome outcomeOnPolicyAlone() {
        return outcome() == DmarcOutcome.REJECT ? DmarcOutcome.QUARANTINE : outcome();
    }

    /**
     * Why something else is done than the published policy asks for.
     *
     * @return in the order they were added, mostly empty
     */
    public List<PolicyOverride> overrides() {
        return handling.overrides();
    }

    /**
     * The DMARC Policy Domain: where the record is that applies.
     *
     * @return empty without a record
     */
    public Optional<DomainName> policyDomain() {
        return facts.policyDomain();
    }

    /**
     * The author domain's Organizational Domain.
     *
     * @return empty when it is not known for want of an answer, or there is no single author domain
     */
    public Optional<DomainName> organizationalDomain() {
        return facts.organizationalDomain();
    }

    /**
     * The record that applies.
     *
     * @return empty without one
     */
    public Optional<DmarcRecord> record() {
        return facts.record();
    }

    /**
     * How far DNSSEC vouches for the record, or for the answer that the author domain has none.
     *
     * @return indeterminate when nothing was asked
     */
    public DnssecStatus dnssec() {
        return facts.dnssec();
    }

    private Optional<DomainFacts.Policy> policy() {
        return Optional.ofNullable(facts.policy());
    }

    /**
     * The policy published for this message: what {@code p}, {@code sp} or {@code np} says.
     *
     * @return empty when there is no policy to act upon
     */
    public Optional<DmarcPolicy> publishedPolicy() {
        return policy().map(DomainFacts.Policy::published);
    }

    /**
     * Which tag gave the published policy.
     *
     * @return empty when there is no policy to act upon
     */
    public Optional<PolicyReason> policyReason() {
        return policy().map(DomainFacts.Policy::reason);
    }

    /**
     * The policy to apply if the message fails: the published one, or the next milder one when {@code t} or {@code pct} say
     * so.
     *
     * @return empty when there is no policy to act upon
     */
    public Optional<DmarcPolicy> appliedPolicy() {
        return policy().map(DomainFacts.Policy::applied);
    }

    /**
     * Why the policy to apply is not the published one.
     *
     * @return none when it is, or when there is no policy
     */
    public PolicyChange policyChange() {
        return policy().map(DomainFacts.Policy::change).orElse(PolicyChange.NONE);
    }

    /**
     * Which identifiers belong to the author domain.
     *
     * @return one for each identifier given, in their order; empty when there is no single author domain
     */
    public List<Alignment> alignments() {
        return facts.alignments();
    }

    /**
     * Whether a DKIM signature passed whose domain is aligned.
     *
     * @return true for an aligned pass
     */
    public boolean hasAlignedDkim() {
        return hasAligned(AuthenticatedIdentifier.Kind.DKIM);
    }

    /**
     * Whether SPF passed for MAIL FROM, with a domain that is aligned.
     *
     * @return true for an aligned pass
     */
    public boolean hasAlignedSpf() {
        return hasAligned(AuthenticatedIdentifier.Kind.SPF_MAIL_FROM);
    }

    private boolean hasAligned(AuthenticatedIdentifier.Kind kind) {
        return alignments().stream()
                .anyMatch(alignment -> alignment.identifier().kind() == kind && alignment.counts());
    }

    /**
     * The evaluation of each domain that an ambiguous author names, as RFC 9989 §11.5 lets receivers go on; at most
     * {@link DmarcEvaluator#MAX_AUTHOR_DOMAINS}.
     *
     * @return in the order of {@link Author#domains()}; empty when there is a single author domain
     */
    public List<DmarcEvaluation> authorEvaluations() {
        return authorEvaluations;
    }

    /**
     * The strictest policy to apply among those of all named domains for which the message did not pass.
     *
     * @return empty when none of them has a policy that is known; {@link #isComplete()} says whether all are
     */
    public Optional<DmarcPolicy> strictestPolicy() {
        List<DmarcEvaluation> all = authorDomain().isPresent() ? List.of(this) : authorEvaluations;
        return all.stream()
                .filter(each -> each.result != DmarcResult.PASS)
                .flatMap(each -> each.appliedPolicy().stream())
                .reduce(DmarcPolicy::stricterOf);
    }

    /**
     * Whether every domain that the author names was evaluated to an end.
     *
     * @return false when there were too many of them, or an answer was missing for one
     */
    public boolean isComplete() {
        return authorDomain().isPresent()
                ? result != DmarcResult.TEMPERROR
                : authorEvaluations.size() == author.domains().size()
                        && authorEvaluations.stream().allMatch(DmarcEvaluation::isComplete);
    }

    /**
     * What is wrong on the sender's side: with the record that applies, with those that do not count, with answers of the DNS
     * and with the author.
     *
     * @return unmodifiable, mostly empty
     */
    public List<Problem> problems() {
        return facts.problems();
    }

    /**
     * How the result came about.
     *
     * @return a tree of statements
     */
    public DmarcTrace trace() {
        return facts.trace().get();
    }

    /**
     * The result as a part of an Authentication-Results field (RFC 9989 §9.1): {@code header.from}, and the policy to apply
     * as {@code policy.dmarc}.
     *
     * @return method {@code dmarc}; with the reason in words for errors
     */
    public MethodResult methodResult() {
        MethodResult method = MethodResult.of("dmarc", result.word());
        if (result == DmarcResult.TEMPERROR || result == DmarcResult.PERMERROR) {
            method = method.withReason(reason);
        }
        Optional<DomainName> from = authorDomain();
        if (from.isPresent()) {
            method = method.with("header", "from", from.get().toString());
        }
        return appliedPolicy().isPresent()
                ? method.with("policy", "dmarc", appliedPolicy().get().word())
                : method;
    }

    @Override
    public String toString() {
        return "dmarc=" + result.word() + " (" + reason + ")"
                + authorDomain().map(domain -> " header.from=" + domain).orElse("")
                + appliedPolicy()
                        .map(policy -> " policy.dmarc=" + policy.word())
                        .orElse("") + " -> "
                + outcome().word();
    }
}
