package org.mailauth.cli;

import java.util.List;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimVerification;

/** What the signatures of one message come to. */
enum Outcome {
    PASS("pass", ExitStatus.OK),
    NO_SIGNATURE("no signature", ExitStatus.NO_PASS),
    NO_PASS("no passing signature", ExitStatus.NO_PASS),
    TEMPORARY("no passing signature for now: a temporary failure, try again later", ExitStatus.TEMPORARY);

    private final String words;
    private final ExitStatus status;

    Outcome(String words, ExitStatus status) {
        this.words = words;
        this.status = status;
    }

    /** One passing signature is enough (RFC 6376 §6.1); without one, a temporary failure leaves the matter open. */
    static Outcome of(List<DkimVerification> signatures) {
        if (signatures.isEmpty()) {
            return NO_SIGNATURE;
        }
        if (any(signatures, DkimResult.PASS)) {
            return PASS;
        }
        return any(signatures, DkimResult.TEMPERROR) ? TEMPORARY : NO_PASS;
    }

    private static boolean any(List<DkimVerification> signatures, DkimResult result) {
        return signatures.stream().anyMatch(signature -> signature.result() == result);
    }

    String words() {
        return words;
    }

    ExitStatus status() {
        return status;
    }
}
