package org.mailauth.realparts;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.mailauth.dkim.SigningAlgorithm;

/**
 * A message with signatures.
 *
 * @param name for people, unique among the messages that are checked together
 * @param sample what was signed
 * @param canonicalizations of all signatures
 * @param algorithms of the signatures, topmost first
 * @param text the message with its signatures, an octet a character
 */
record SignedMessage(
        String name,
        SampleMessage sample,
        Canonicalizations canonicalizations,
        List<SigningAlgorithm> algorithms,
        String text) {

    static SignedMessage of(
            SampleMessage sample,
            Canonicalizations canonicalizations,
            List<SigningAlgorithm> algorithms,
            byte[] octets) {
        String words = algorithms.stream().map(SigningAlgorithm::word).collect(Collectors.joining(" and "));
        return new SignedMessage(
                sample.name() + ", " + canonicalizations + ", " + words,
                sample,
                canonicalizations,
                algorithms,
                new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** The same message, renamed, with another text. */
    SignedMessage changed(String how, String changed) {
        return new SignedMessage(name + ": " + how, sample, canonicalizations, algorithms, changed);
    }

    /** The message as it is transmitted. */
    byte[] octets() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
