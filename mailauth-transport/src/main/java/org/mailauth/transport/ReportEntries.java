package org.mailauth.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.dane.DaneReason;
import org.mailauth.dane.DaneResult;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dane.TlsaRecord;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.mtasts.MxCertificateResult;
import org.mailauth.mtasts.MxPattern;
import org.mailauth.mtasts.PolicyFetchFailure;
import org.mailauth.tlsrpt.TlsAppliedPolicy;
import org.mailauth.tlsrpt.TlsFailure;
import org.mailauth.tlsrpt.TlsResultType;

/** Puts what became of an attempt into the words of RFC 8460 §4.3, one policy after the other. */
final class ReportEntries {
    private final TlsPlan plan;
    private final PlannedHost host;
    private final TlsAttempt attempt;
    private final List<TlsReportEntry> entries = new ArrayList<>();

    private ReportEntries(TlsPlan plan, PlannedHost host, TlsAttempt attempt) {
        this.plan = plan;
        this.host = host;
        this.attempt = attempt;
    }

    static List<TlsReportEntry> of(TlsPlan plan, PlannedHost host, TlsAttempt attempt) {
        ReportEntries report = new ReportEntries(plan, host, attempt);
        report.addDane();
        report.addPolicy();
        report.addNoPolicy();
        return List.copyOf(report.entries);
    }

    /** RFC 8460 §4.3.2.1: MX records that do not validate keep mail back as much as TLSA records do. */
    static List<TlsReportEntry> ofMx(TlsPlan plan) {
        boolean bogus = plan.mxStatus() == DnssecStatus.BOGUS;
        TlsAppliedPolicy policy = TlsAppliedPolicy.tlsa(plan.nextHop(), List.of());
        TlsFailure failure = TlsFailure.builder(TlsResultType.DNSSEC_INVALID)
                .failureReasonCode("mx")
                .build();
        return bogus ? List.of(new TlsReportEntry(policy, Optional.of(failure))) : List.of();
    }

    private boolean isMade() {
        return attempt.stage() != TlsAttempt.Stage.NOT_MADE;
    }

    private void addDane() {
        TlsaLookup lookup = host.dane().orElse(null);
        boolean required =
                host.reasons().stream().anyMatch(reason -> reason.code().equals("dane.required"));
        if (lookup instanceof TlsaLookup.Authenticate authenticate) {
            TlsAppliedPolicy policy =
                    TlsAppliedPolicy.tlsa(authenticate.baseDomain(), records(authenticate.published()));
            if (isMade()) {
                add(policy, sessionFailure().or(this::daneFailure));
            } else if (required) {
                add(policy, failure(TlsResultType.DNSSEC_INVALID, "mx"));
            }
        } else if (lookup instanceof TlsaLookup.Encrypt encrypt) {
            TlsAppliedPolicy policy = TlsAppliedPolicy.tlsa(encrypt.baseDomain(), records(encrypt.published()));
            if (isMade() || required) {
                // RFC 8460 §4.3.2.1: none of the records is valid; the session is encrypted, but not what they meant.
                add(policy, sessionFailure().or(() -> failure(TlsResultType.TLSA_INVALID, "unusable")));
            }
        } else if (lookup instanceof TlsaLookup.Unreachable unreachable) {
            if (unreachable.obstacle() == TlsaLookup.Obstacle.BOGUS) {
                // Other obstacles are failures of the DNS, of which TLS reports say nothing.
                add(TlsAppliedPolicy.tlsa(host.host(), List.of()), failure(TlsResultType.DNSSEC_INVALID, ""));
            }
        } else if (required) {
            add(TlsAppliedPolicy.tlsa(host.host(), List.of()), failure(TlsResultType.DANE_REQUIRED, ""));
        }
    }

    private static List<String> records(List<TlsaRecord> published) {
        return published.stream().map(TlsaRecord::toString).toList();
    }

    private void addPolicy() {
        MtaStsLookup lookup = plan.mtaSts().orElse(null);
        if (lookup instanceof MtaStsLookup.Failed failed) {
            TlsAppliedPolicy policy = TlsAppliedPolicy.sts(plan.nextHop(), List.of(), List.of());
            if (isMade() && type(failed.failure()).isPresent()) {
                add(
                        policy,
                        failure(type(failed.failure()).get(), failed.failure().text()));
            }
        } else if (lookup instanceof MtaStsLookup.Found found
                && host.policyMode().isPresent()) {
            TlsAppliedPolicy policy = policy(found.policy());
            if (!host.permittedByPolicy()) {
                add(policy, failure(TlsResultType.VALIDATION_FAILURE, "mx-mismatch"));
            } else if (isMade()) {
                add(policy, sessionFailure().or(this::webPkiFailure));
            }
        }
    }

    private TlsAppliedPolicy policy(MtaStsPolicy policy) {
        return TlsAppliedPolicy.sts(
                plan.nextHop(),
                policy.lines(),
                policy.mx().stream().map(MxPattern::toString).toList());
    }

    /** RFC 8460 §4.4: no-policy-found, where there is neither a usable nor a broken one. */
    private void addNoPolicy() {
        if (entries.isEmpty() && isMade() && host.policyMode().isEmpty()) {
            add(TlsAppliedPolicy.none(plan.nextHop()), sessionFailure());
        }
    }

    private void add(TlsAppliedPolicy policy, Optional<TlsFailure> failure) {
        entries.add(new TlsReportEntry(policy, failure));
    }

    private Optional<TlsFailure> failure(TlsResultType type, String reason) {
        TlsFailure.Builder builder = TlsFailure.builder(type).receivingMxHostname(host.host());
        if (!reason.isEmpty()) {
            builder.failureReasonCode(reason);
        }
        return Optional.of(attempt.describe(builder).build());
    }

    /** What went wrong before certificates were judged. */
    private Optional<TlsFailure> sessionFailure() {
        return switch (attempt.stage()) {
            case NO_STARTTLS -> failure(TlsResultType.STARTTLS_NOT_SUPPORTED, "");
            case HANDSHAKE_FAILED -> failure(TlsResultType.VALIDATION_FAILURE, attempt.failure());
            case NOT_MADE, JUDGED -> Optional.empty();
        };
    }

    private Optional<TlsFailure> daneFailure() {
        Optional<DaneResult> result = attempt.verdict().flatMap(TlsVerdict::dane);
        return result.isEmpty()
                ? failure(TlsResultType.VALIDATION_FAILURE, "not judged")
                : type(result.get().reason())
                        .flatMap(type -> failure(type, result.get().reason().text()));
    }

    private static Optional<TlsResultType> type(DaneReason reason) {
        return switch (reason) {
            case DANE_EE_MATCH, DANE_TA_MATCH -> Optional.empty();
            case NO_MATCH, NO_USABLE_RECORDS -> Optional.of(TlsResultType.TLSA_INVALID);
            case NAME_MISMATCH -> Optional.of(TlsResultType.CERTIFICATE_HOST_MISMATCH);
            case EXPIRED -> Optional.of(TlsResultType.CERTIFICATE_EXPIRED);
            case NOT_YET_VALID, UNTRUSTED_CHAIN, CHAIN_TOO_COMPLEX ->
                Optional.of(TlsResultType.CERTIFICATE_NOT_TRUSTED);
            case NO_CERTIFICATE, UNREADABLE_CERTIFICATE, NOT_OFFERED, UNREACHABLE ->
                Optional.of(TlsResultType.VALIDATION_FAILURE);
        };
    }

    private Optional<TlsFailure> webPkiFailure() {
        Optional<MxCertificateResult> result = attempt.verdict().flatMap(TlsVerdict::webPki);
        return result.isEmpty()
                ? failure(TlsResultType.VALIDATION_FAILURE, "not judged")
                : type(result.get().reason())
                        .flatMap(type -> failure(type, result.get().reason().text()));
    }

    private static Optional<TlsResultType> type(MxCertificateResult.Reason reason) {
        return switch (reason) {
            case VALID -> Optional.empty();
            case NAME, WITHOUT_DNS_ID -> Optional.of(TlsResultType.CERTIFICATE_HOST_MISMATCH);
            case EXPIRED -> Optional.of(TlsResultType.CERTIFICATE_EXPIRED);
            case NOT_YET_VALID, SELF_SIGNED, UNTRUSTED -> Optional.of(TlsResultType.CERTIFICATE_NOT_TRUSTED);
            case NO_CERTIFICATE -> Optional.of(TlsResultType.VALIDATION_FAILURE);
        };
    }

    private static Optional<TlsResultType> type(PolicyFetchFailure failure) {
        return switch (failure.kind()) {
            case DISCOVERY -> Optional.empty();
            case FETCH -> Optional.of(TlsResultType.STS_POLICY_FETCH_ERROR);
            case CERTIFICATE -> Optional.of(TlsResultType.STS_WEBPKI_INVALID);
            case POLICY -> Optional.of(TlsResultType.STS_POLICY_INVALID);
        };
    }
}
