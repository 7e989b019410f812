package org.mailauth.report.dmarc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.SmtpSession;
import org.mailauth.dmarc.Alignment;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcOutcome;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dmarc.PolicyOverride;

/** Makes the row of a report out of what is known of one message. */
final class RowMaker {
    /** RFC 9990 §3.1.3: more signatures than these should not be reported. */
    private static final int MOST_SIGNATURES = 100;

    private RowMaker() {}

    /** The row of one message; empty when it is none that reports speak of. */
    static Optional<AggregateRow> row(
            DmarcEvaluation evaluation, SmtpSession session, Optional<DomainName> envelopeTo) {
        Optional<DomainName> author = evaluation.authorDomain();
        Optional<Disposition> disposition = disposition(evaluation);
        boolean wanted = evaluation
                .record()
                .map(record -> !record.aggregateReportUris().isEmpty())
                .orElse(false);
        // RFC 9989 §4.7: no reports where none are asked for. A message that is deferred comes again.
        if (!wanted || author.isEmpty() || disposition.isEmpty() || !session.isClientKnown()) {
            return Optional.empty();
        }
        return Optional.of(new AggregateRow(
                session.clientIp(),
                1,
                new PolicyEvaluated(
                        disposition,
                        aligned(evaluation.hasAlignedDkim()),
                        aligned(evaluation.hasAlignedSpf()),
                        reasons(evaluation, disposition.get())),
                new Identifiers(author.get().toString(), envelopeFrom(session), envelopeTo.map(DomainName::toString)),
                new AuthResults(dkim(evaluation), spf(evaluation))));
    }

    private static Optional<AlignedResult> aligned(boolean pass) {
        return Optional.of(pass ? AlignedResult.PASS : AlignedResult.FAIL);
    }

    private static Optional<Disposition> disposition(DmarcEvaluation evaluation) {
        DmarcOutcome outcome = evaluation.outcome();
        boolean enforcing = evaluation.appliedPolicy().orElse(DmarcPolicy.NONE) != DmarcPolicy.NONE;
        return switch (outcome) {
            // RFC 9990, ActionDispositionType: pass is for those that the policy would have done something about.
            case ACCEPT ->
                Optional.of(evaluation.result() == DmarcResult.PASS && enforcing ? Disposition.PASS : Disposition.NONE);
            case QUARANTINE -> Optional.of(Disposition.QUARANTINE);
            case REJECT -> Optional.of(Disposition.REJECT);
            case DEFER, AMBIGUOUS -> Optional.empty();
        };
    }

    private static List<PolicyOverrideReason> reasons(DmarcEvaluation evaluation, Disposition disposition) {
        List<PolicyOverrideReason> reasons = new ArrayList<>();
        for (PolicyOverride override : evaluation.overrides()) {
            reasons.add(reason(override));
        }
        String published = evaluation.publishedPolicy().orElse(DmarcPolicy.NONE).word();
        boolean failed = evaluation.result() != DmarcResult.PASS;
        // RFC 9990 §3.1.1.9: what is done with a failure and is not what was published has a reason.
        if (failed && reasons.isEmpty() && !disposition.word().equals(published)) {
            reasons.add(PolicyOverrideReason.of(PolicyOverrideReason.Type.LOCAL_POLICY, ""));
        }
        return reasons;
    }

    private static PolicyOverrideReason reason(PolicyOverride override) {
        PolicyOverrideReason.Type type = switch (override.type()) {
            case LOCAL_POLICY -> PolicyOverrideReason.Type.LOCAL_POLICY;
            case MAILING_LIST -> PolicyOverrideReason.Type.MAILING_LIST;
            case POLICY_TEST_MODE -> PolicyOverrideReason.Type.POLICY_TEST_MODE;
            case TRUSTED_FORWARDER -> PolicyOverrideReason.Type.TRUSTED_FORWARDER;
            // RFC 9990 §3.1.6 has no word for what pct leaves out.
            case SAMPLED_OUT, OTHER -> PolicyOverrideReason.Type.OTHER;
        };
        String comment = override.type() == PolicyOverride.Type.SAMPLED_OUT
                ? ("sampled_out " + override.comment()).strip()
                : override.comment();
        return PolicyOverrideReason.of(type, comment);
    }

    /** The domain of the reverse-path; an empty text for the null one, nothing for one that is none. */
    private static Optional<String> envelopeFrom(SmtpSession session) {
        if (session.mailFrom().isEmpty()) {
            return Optional.of("");
        }
        return MailAddress.parse(session.mailFrom())
                .value()
                .flatMap(MailAddress::domain)
                .map(DomainName::toString);
    }

    /** RFC 9990 §3.1.3: what was aligned and passed first, by the same name before by the same organization. */
    private static int rank(Alignment alignment) {
        if (alignment.counts()) {
            return alignment.reason() == Alignment.Reason.SAME_NAME ? 0 : 1;
        }
        return alignment.identifier().isPass() ? 2 : 3;
    }

    private static List<DkimAuthResult> dkim(DmarcEvaluation evaluation) {
        List<DkimAuthResult> results = new ArrayList<>();
        List<Alignment> ranked = evaluation.alignments().stream()
                .filter(alignment -> alignment.identifier().kind() == AuthenticatedIdentifier.Kind.DKIM)
                .sorted(Comparator.comparingInt(RowMaker::rank))
                .toList();
        for (Alignment alignment : ranked) {
            AuthenticatedIdentifier identifier = alignment.identifier();
            Optional<AuthResult> result = AuthResult.ofWord(identifier.result());
            boolean reportable = !ReportText.clean(identifier.selector()).isEmpty()
                    && result.isPresent()
                    && result.get() != AuthResult.SOFTFAIL;
            if (reportable && results.size() < MOST_SIGNATURES) {
                results.add(new DkimAuthResult(
                        identifier.domain().toString(), identifier.selector(), result, Optional.empty()));
            }
        }
        return results;
    }

    private static List<SpfAuthResult> spf(DmarcEvaluation evaluation) {
        return evaluation.alignments().stream()
                .map(Alignment::identifier)
                // RFC 9990, SPFDomainScope: the identity of HELO is not reported.
                .filter(identifier -> identifier.kind() == AuthenticatedIdentifier.Kind.SPF_MAIL_FROM)
                .filter(identifier -> AuthResult.ofWord(identifier.result()).isPresent())
                .limit(1)
                .map(identifier -> new SpfAuthResult(
                        identifier.domain().toString(),
                        Optional.of(SpfScope.MFROM),
                        AuthResult.ofWord(identifier.result()),
                        Optional.empty()))
                .toList();
    }
}
