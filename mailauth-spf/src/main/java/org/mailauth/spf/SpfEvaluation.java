package org.mailauth.spf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.authres.MethodResult;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.internal.net.IpLiteral;

/**
 * The result of one check, with what it rests on (RFC 7208 §2.6). Only an {@link SpfEvaluator} makes one. Immutable and
 * thread-safe.
 */
public final class SpfEvaluation {
    private final SpfIdentity identity;
    private final SmtpSession session;
    private final Optional<DomainName> domain;
    private final Evidence evidence;

    /** What was found on the way; no policy is looked for where there is no domain. */
    record Evidence(
            @Nullable PolicyLog policy,
            Optional<String> explanation,
            SpfCost cost,
            SpfLimits limits,
            Duration elapsed) {}

    SpfEvaluation(SpfIdentity identity, SmtpSession session, Optional<DomainName> domain, Evidence evidence) {
        this.identity = identity;
        this.session = session;
        this.domain = domain;
        this.evidence = evidence;
    }

    /** The result for an identity without a domain. */
    SpfEvaluation(SpfIdentity identity, SmtpSession session, SpfLimits limits) {
        this(
                identity,
                session,
                Optional.empty(),
                new Evidence(null, Optional.empty(), new SpfCost(0, 0, 0), limits, Duration.ZERO));
    }

    private Optional<PolicyLog> policy() {
        return Optional.ofNullable(evidence.policy());
    }

    /**
     * Which identity was checked.
     *
     * @return HELO or MAIL FROM
     */
    public SpfIdentity identity() {
        return identity;
    }

    /**
     * The session that the identity belongs to.
     *
     * @return as given to the evaluator
     */
    public SmtpSession session() {
        return session;
    }

    /**
     * The domain that was checked: of the reverse-path, or of HELO when that is checked or the reverse-path is null.
     *
     * @return empty when the identity has no domain; the result is none then
     */
    public Optional<DomainName> domain() {
        return domain;
    }

    /**
     * The result.
     *
     * @return one of the seven words of RFC 7208 §2.6
     */
    public SpfResult result() {
        PolicyLog policy = evidence.policy();
        return policy == null ? SpfResult.NONE : policy.result();
    }

    /**
     * The directive that decided.
     *
     * @return empty when none matched or an error ended the check
     */
    public Optional<SpfMatch> match() {
        return policy().flatMap(PolicyLog::match);
    }

    /**
     * What the domain says about a fail (RFC 7208 §6.2): text from a stranger, printable ASCII, to be shown as such.
     *
     * @return empty unless the result is fail and the domain gives a valid explanation
     */
    public Optional<String> explanation() {
        return evidence.explanation();
    }

    /**
     * What the check has cost, as RFC 7208 §4.6.4 counts; {@link #trace()} says which term spent what.
     *
     * @return never null
     */
    public SpfCost cost() {
        return evidence.cost();
    }

    /**
     * What the check was allowed to cost.
     *
     * @return the evaluator's limits
     */
    public SpfLimits limits() {
        return evidence.limits();
    }

    /**
     * How long the check has taken, the explanation included.
     *
     * @return zero or more, at most the time that was left when it began
     */
    public Duration elapsed() {
        return evidence.elapsed();
    }

    /**
     * How far DNSSEC vouches for the records and answers that decided.
     *
     * @return the weakest of them; indeterminate when nothing was asked
     */
    public DnssecStatus dnssec() {
        return policy().map(PolicyLog::dnssec).orElse(DnssecStatus.INDETERMINATE);
    }

    /**
     * Why the result is an error, or none for want of a domain: every problem of every record on the way, the innermost
     * last.
     *
     * @return unmodifiable; empty when all went well
     */
    public List<Problem> problems() {
        return policy().map(PolicyLog::allProblems)
                .orElseGet(() -> List.of(Problem.of(
                        "spf.domain", "RFC 7208 §4.3", "the identity has no domain that could have a policy")));
    }

    /**
     * How the check went, term by term; written anew by each call.
     *
     * @return empty when there was no domain to check
     */
    public Optional<SpfTrace> trace() {
        return policy().map(PolicyLog::trace);
    }

    /**
     * The result for DMARC.
     *
     * @return empty when there is no domain
     */
    public Optional<AuthenticatedIdentifier> authenticatedIdentifier() {
        AuthenticatedIdentifier.Kind kind = identity == SpfIdentity.HELO
                ? AuthenticatedIdentifier.Kind.SPF_HELO
                : AuthenticatedIdentifier.Kind.SPF_MAIL_FROM;
        return domain.map(name -> new AuthenticatedIdentifier(kind, name, result().word(), ""));
    }

    /**
     * The result as a part of an Authentication-Results field (RFC 8601 §2.7.2): the domain, and not the local part,
     * which nobody has authenticated.
     *
     * @return method {@code spf}
     */
    public MethodResult methodResult() {
        MethodResult method = MethodResult.of("spf", result().word());
        Optional<Problem> cause = cause();
        if (cause.isPresent()) {
            method = method.withReason(cause.get().text());
        }
        // RFC 8601 §2.7.2: a check of the HELO name, also in place of a null reverse-path, is reported as smtp.helo.
        boolean helo = identity == SpfIdentity.HELO || session.mailFrom().isEmpty();
        return domain.isPresent()
                ? method.with("smtp", helo ? "helo" : "mailfrom", domain.get().toString())
                : method;
    }

    /** The problem at the root of the others: that of the innermost record. */
    Optional<Problem> cause() {
        return policy().flatMap(PolicyLog::cause).or(() -> problems().stream().findFirst());
    }

    @Override
    public String toString() {
        InetAddress ip = session.clientIp();
        return "spf=" + result().word() + " " + identity.word() + "="
                + domain.map(DomainName::toString).orElse("") + " client-ip=" + IpLiteral.format(ip)
                + match().map(match -> " (" + match + ")").orElse("");
    }
}
