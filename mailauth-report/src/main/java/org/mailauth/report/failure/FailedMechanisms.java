package org.mailauth.report.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.AuthenticatedIdentifier.Kind;
import org.mailauth.dmarc.Alignment;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dmarc.FailureReportOption;

/** Which mechanisms gave no aligned pass, as far as that is certain. */
record FailedMechanisms(boolean dkim, boolean spf) {
    private static final Set<String> NOTHING_CHECKED = Set.of("none", "temperror");

    static FailedMechanisms of(DmarcEvaluation evaluation) {
        return new FailedMechanisms(
                !evaluation.hasAlignedDkim() && !isOpen(evaluation, Kind.DKIM),
                !evaluation.hasAlignedSpf() && !isOpen(evaluation, Kind.SPF_MAIL_FROM));
    }

    /** Whether an answer is missing that might have made it an aligned pass. */
    private static boolean isOpen(DmarcEvaluation evaluation, Kind kind) {
        return evaluation.alignments().stream()
                .filter(alignment -> alignment.identifier().kind() == kind)
                .filter(alignment -> alignment.verdict() != Alignment.Verdict.NOT_ALIGNED)
                .anyMatch(alignment -> alignment.identifier().result().equals("temperror")
                        || (alignment.verdict() == Alignment.Verdict.UNKNOWN
                                && alignment.identifier().isPass()));
    }

    boolean any() {
        return dkim || spf;
    }

    /** RFC 9991 §4: the mechanisms that failed to authenticate an aligned identity. */
    List<String> words() {
        List<String> words = new ArrayList<>(2);
        if (dkim) {
            words.add("dkim");
        }
        if (spf) {
            words.add("spf");
        }
        return words;
    }

    /** RFC 9989 §4.7: options d and s ask for reports of DKIM and SPF (RFC 6651, RFC 6652), which are others. */
    boolean areAskedFor(Set<FailureReportOption> options, DmarcResult result) {
        return (options.contains(FailureReportOption.ANY_FAILED) && any())
                || (options.contains(FailureReportOption.ALL_FAILED) && result == DmarcResult.FAIL);
    }

    /** RFC 9991 §4: the first aligned identifier of a mechanism that failed; one that was not checked did not. */
    static Optional<AuthenticatedIdentifier> alignedFailure(DmarcEvaluation evaluation, Kind kind) {
        return evaluation.alignments().stream()
                .filter(Alignment::isAligned)
                .map(Alignment::identifier)
                .filter(identifier -> identifier.kind() == kind && !identifier.isPass())
                .filter(identifier -> !NOTHING_CHECKED.contains(identifier.result()))
                .findFirst();
    }
}
