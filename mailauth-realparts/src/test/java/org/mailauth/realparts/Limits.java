package org.mailauth.realparts;

import java.util.List;
import java.util.Optional;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.SigningAlgorithm;

/** What the peers of Debian 12 cannot do. Each limit is tested as well, so that one that is gone is noticed. */
final class Limits {
    private Limits() {}

    /** Whether a peer can make signatures of an algorithm. */
    static boolean signs(Peer peer, SigningAlgorithm algorithm) {
        return verifies(peer.name(), algorithm);
    }

    /** Whether a peer knows an algorithm. */
    static boolean verifies(String verifier, SigningAlgorithm algorithm) {
        // Mail::DKIM 1.20230212 knows RSA only; libopendkim 2.11.0 beta 2, dkimpy 1.1 and go-msgauth 0.6 know both.
        return !verifier.equals(Peers.MAIL_DKIM) || algorithm == SigningAlgorithm.RSA_SHA256;
    }

    /**
     * Why a verifier cannot accept a signature that holds.
     *
     * @return empty when it can
     */
    static Optional<String> verifying(String verifier, SignedMessage message, SigningAlgorithm algorithm) {
        if (!verifies(verifier, algorithm)) {
            return Optional.of("knows no " + algorithm.word());
        }
        boolean relaxed = message.canonicalizations().body() == BodyCanonicalization.RELAXED;
        return switch (message.sample().name() + " at " + verifier) {
            case SampleMessage.WITHOUT_FINAL_CRLF + " at " + Peers.LIBOPENDKIM ->
                limit(relaxed, "canonicalizes no such body as relaxed");
            // RFC 6376 §3.4.3: "If there is no body or no trailing CRLF on the message body, a CRLF is added."
            case SampleMessage.WITHOUT_FINAL_CRLF + " at " + Peers.MAIL_DKIM ->
                limit(!relaxed, "adds no CRLF to such a body");
            case SampleMessage.WITHOUT_EMPTY_LINE + " at " + Peers.GO_MSGAUTH -> limit(true, "reads no such message");
            case SampleMessage.BLANK_BEFORE_COLON + " at " + Peers.DKIMPY -> limit(true, "reads no such field");
            default -> Optional.empty();
        };
    }

    private static Optional<String> limit(boolean concerned, String reason) {
        return concerned ? Optional.of(reason) : Optional.empty();
    }

    /** The signatures of a message that a verifier must accept. */
    static List<Boolean> expected(String verifier, SignedMessage message) {
        return message.algorithms().stream()
                .map(algorithm -> verifying(verifier, message, algorithm).isEmpty())
                .toList();
    }
}
