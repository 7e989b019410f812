package org.mailauth.cli;

import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.diagnosis.DkimDiagnosis;

/**
 * What is known about one file.
 *
 * @param file its name as the command line gives it
 * @param signatures one verdict for each DKIM-Signature field, topmost first
 * @param diagnoses why each of these broke, or empty when nobody asked
 * @param problems what is wrong with the message besides
 */
record FileVerdict(
        String file, List<DkimVerification> signatures, List<DkimDiagnosis> diagnoses, List<Problem> problems) {
    FileVerdict {
        signatures = List.copyOf(signatures);
        diagnoses = List.copyOf(diagnoses);
        problems = List.copyOf(problems);
    }

    /** Why a signature broke; empty when nobody asked. */
    Optional<DkimDiagnosis> diagnosis(int signature) {
        return diagnoses.isEmpty() ? Optional.empty() : Optional.of(diagnoses.get(signature));
    }

    Outcome outcome() {
        return Outcome.of(signatures);
    }
}
