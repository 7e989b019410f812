package org.mailauth.dkim;

import java.util.List;
import java.util.Map;

/**
 * One message of the hostile corpus, with the keys it needs and what a verifier must say.
 *
 * @param name tells it apart
 * @param clause what it is an example of
 * @param text the message, one octet a character
 * @param keys TXT records by owner name, in order, besides those of {@link FixedKeys}
 * @param expected a verdict for each signature, topmost first
 * @param questions how many keys are asked for
 */
record HostileMessage(
        String name,
        String clause,
        String text,
        Map<String, List<String>> keys,
        List<Expected> expected,
        int questions) {

    /** A verdict: the result in RFC 8601 words, the reason's code and the findings' codes in order. */
    record Expected(String result, String reason, List<String> findings) {
        static Expected of(DkimReason reason, DkimFinding.Code... findings) {
            return of(reason.result(), reason, findings);
        }

        static Expected of(DkimResult result, DkimReason reason, DkimFinding.Code... findings) {
            return new Expected(
                    result.word(),
                    reason.code(),
                    List.of(findings).stream().map(DkimFinding.Code::code).toList());
        }

        static Expected of(DkimVerification verification) {
            return of(
                    verification.result(),
                    verification.reason(),
                    verification.findings().stream().map(DkimFinding::code).toArray(DkimFinding.Code[]::new));
        }
    }
}
