package org.mailauth.cli;

import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.arc.ArcValidation;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.diagnosis.DkimDiagnosis;
import org.mailauth.message.Message;

/**
 * What is known about one file.
 *
 * @param file its name as the command line gives it
 * @param signatures one verdict for each DKIM-Signature field, topmost first
 * @param chain what became of its chain
 * @param diagnoses why each of the signatures broke, or empty when nobody asked
 * @param problems what is wrong with the message besides
 */
record FileVerdict(
        String file,
        List<DkimVerification> signatures,
        ArcValidation chain,
        List<DkimDiagnosis> diagnoses,
        List<Problem> problems) {
    FileVerdict {
        signatures = List.copyOf(signatures);
        diagnoses = List.copyOf(diagnoses);
        problems = List.copyOf(problems);
    }

    /** The same with the reasons why signatures broke. */
    FileVerdict explained(Message message) {
        List<DkimDiagnosis> found = signatures.stream()
                .map(signature -> DkimDiagnosis.of(message, signature))
                .toList();
        return new FileVerdict(file, signatures, chain, found, problems);
    }

    /** Why a signature broke; empty when nobody asked. */
    Optional<DkimDiagnosis> diagnosis(int signature) {
        return diagnoses.isEmpty() ? Optional.empty() : Optional.of(diagnoses.get(signature));
    }

    Outcome outcome() {
        return Outcome.of(signatures);
    }
}
