package org.mailauth.dkim;

import java.util.List;
import org.mailauth.Problem;
import org.mailauth.dkim.internal.preflight.BodyPreflight;
import org.mailauth.dkim.internal.preflight.Findings;
import org.mailauth.dkim.internal.preflight.HeaderPreflight;
import org.mailauth.dkim.internal.signature.SignatureTagReader;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderFields;

/** Looks through one message for one signer while its body goes by. Not safe for concurrent use. */
final class Preflight {
    private static final int SMALL_RSA_BITS = 2048;
    private static final int LARGE_RSA_BITS = 4096;

    private final HeaderFields header;
    private final BodyStream body;
    private final SigningPreflight choice;
    private final BodyPreflight bodyPreflight;
    private final Findings findings = new Findings();

    Preflight(
            HeaderFields header,
            BodyStream body,
            SigningPreflight choice,
            List<String> signedNames,
            List<SigningKey> keys) {
        this.header = header;
        this.body = body;
        this.choice = choice;
        this.bodyPreflight = body.join(BodyPreflight.class, BodyPreflight.class, BodyPreflight::new);
        findObstacles(signedNames);
        HeaderPreflight.check(header, signedNames, findings);
        keys.forEach(this::checkKey);
    }

    private void findObstacles(List<String> signedNames) {
        if (header.first("From").isEmpty()) {
            // RFC 6376 §5.4: From must be signed, so there must be one.
            findings.addObstacle(Problem.of("dkim.no-from", "RFC 6376 §5.4", "the message has no From field"));
        }
        if (signedNames.size() > SignatureTagReader.MAX_SIGNED_FIELDS) {
            findings.addObstacle(Problem.of(
                    "dkim.too-many-fields",
                    "RFC 6376 §5.4",
                    "more than " + SignatureTagReader.MAX_SIGNED_FIELDS + " fields would be signed"));
        }
    }

    private void checkKey(SigningKey key) {
        int bits = key.publicHalf().bits();
        if (key.algorithm() != SigningAlgorithm.RSA_SHA256 || bits == 0) {
            return;
        }
        // RFC 8301 §3.2: signers SHOULD use 2048 bits or more; verifiers MUST support 1024 to 4096.
        if (bits < SMALL_RSA_BITS) {
            findings.add(PreflightCheck.SMALL_KEY, "an RSA key of " + bits + " bits");
        } else if (bits > LARGE_RSA_BITS) {
            findings.add(PreflightCheck.LARGE_KEY, "an RSA key of " + bits + " bits, which verifiers need not support");
        }
    }

    /** What is known by now; complete when the body has ended. */
    PreflightReport report() {
        body.brokenLimit().ifPresent(findings::addObstacle);
        if (body.isEnded()) {
            findings.addAll(body.problems());
            boolean declared = HeaderPreflight.declaresEightBit(header);
            bodyPreflight.report(declared, HeaderPreflight.length(header) + 2, findings);
        }
        return findings.report(choice);
    }
}
