package org.mailauth.cli.verify;

import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.Protocol;
import org.mailauth.dkim.diagnosis.DkimDiagnosis;
import org.mailauth.message.Message;

/**
 * What is known about one file: what every report is written from.
 *
 * @param file its name as the command line gives it
 * @param authentication all verdicts
 * @param unread what could not be learned of the SMTP session
 * @param diagnoses why each of the signatures broke, or empty when nobody asked
 */
public record FileVerdict(
        String file, MessageAuthentication authentication, List<Problem> unread, List<DkimDiagnosis> diagnoses) {
    public FileVerdict {
        unread = List.copyOf(unread);
        diagnoses = List.copyOf(diagnoses);
    }

    /** What is known about a file whose session raised no questions. */
    public static FileVerdict of(String file, MessageAuthentication authentication) {
        return new FileVerdict(file, authentication, List.of(), List.of());
    }

    /** The same with what could not be learned of the SMTP session. */
    FileVerdict withUnread(List<Problem> problems) {
        return new FileVerdict(file, authentication, problems, diagnoses);
    }

    /** The same with the reasons why signatures broke. */
    public FileVerdict explained(Message message) {
        List<DkimDiagnosis> found = authentication.dkim().stream()
                .map(signature -> DkimDiagnosis.of(message, signature))
                .toList();
        return new FileVerdict(file, authentication, unread, found);
    }

    /** Why a signature broke; empty when nobody asked. */
    Optional<DkimDiagnosis> diagnosis(int signature) {
        return diagnoses.isEmpty() ? Optional.empty() : Optional.of(diagnoses.get(signature));
    }

    /** The name in HELO or EHLO, where it is known. */
    Optional<String> helo() {
        return Optional.of(authentication.session().helo()).filter(name -> !name.isEmpty());
    }

    /** The reverse-path where it is known; empty text is the null reverse-path. */
    Optional<String> mailFrom() {
        return Optional.of(authentication.session().mailFrom())
                .filter(path -> !path.isEmpty() || authentication.hasEvaluated(Protocol.SPF));
    }

    Outcome outcome() {
        return Outcome.of(authentication);
    }
}
