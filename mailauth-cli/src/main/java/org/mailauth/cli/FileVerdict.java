package org.mailauth.cli;

import java.util.List;
import org.mailauth.Problem;
import org.mailauth.dkim.DkimVerification;

/**
 * What is known about one file.
 *
 * @param file its name as the command line gives it
 * @param signatures one verdict for each DKIM-Signature field, topmost first
 * @param problems what is wrong with the message besides
 */
record FileVerdict(String file, List<DkimVerification> signatures, List<Problem> problems) {
    FileVerdict {
        signatures = List.copyOf(signatures);
        problems = List.copyOf(problems);
    }

    Outcome outcome() {
        return Outcome.of(signatures);
    }
}
