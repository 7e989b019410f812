package org.mailauth.realparts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.SigningPreflight;
import org.mailauth.message.Message;

/** Signs samples with this library. */
final class OurSigner {
    private static final List<List<SigningAlgorithm>> KINDS = List.of(
            List.of(SigningAlgorithm.RSA_SHA256),
            List.of(SigningAlgorithm.ED25519_SHA256),
            List.of(SigningAlgorithm.RSA_SHA256, SigningAlgorithm.ED25519_SHA256),
            List.of(SigningAlgorithm.ED25519_SHA256, SigningAlgorithm.RSA_SHA256));

    private final Keys keys;

    OurSigner(Keys keys) {
        this.keys = keys;
    }

    /**
     * Signs with one key and with two, in either order.
     *
     * @param samples what to sign
     * @param canonicalizations how, each
     * @return samples times canonicalizations times four messages
     */
    List<SignedMessage> sign(List<SampleMessage> samples, List<Canonicalizations> canonicalizations)
            throws IOException {
        List<SignedMessage> signed = new ArrayList<>();
        for (SampleMessage sample : samples) {
            for (Canonicalizations both : canonicalizations) {
                for (List<SigningAlgorithm> kind : KINDS) {
                    signed.add(SignedMessage.of(sample, both, kind, sign(sample, builder(both, kind))));
                }
            }
        }
        return signed;
    }

    /** Signs with both keys, for a day only ({@code x=}). */
    SignedMessage signForADay(SampleMessage sample) throws IOException {
        byte[] octets =
                sign(sample, builder(Canonicalizations.RELAXED, Keys.ALGORITHMS).expiresAfter(Duration.ofDays(1)));
        SignedMessage signed = SignedMessage.of(sample, Canonicalizations.RELAXED, Keys.ALGORITHMS, octets);
        return signed.changed("valid for a day", signed.text());
    }

    private DkimSigner.Builder builder(Canonicalizations canonicalizations, List<SigningAlgorithm> algorithms) {
        DkimSigner.Builder builder = DkimSigner.builder()
                .signingDomain(Keys.DOMAIN)
                // The samples are odd on purpose: what is tried is whether others see them as we do.
                .preflight(SigningPreflight.lenient())
                .canonicalization(canonicalizations.header(), canonicalizations.body());
        algorithms.forEach(algorithm -> builder.key(Keys.selector(algorithm), keys.of(algorithm)));
        return builder;
    }

    private static byte[] sign(SampleMessage sample, DkimSigner.Builder signer) throws IOException {
        Message message = Message.of(sample.octets());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.withPrepended(signer.build().sign(message).orElseThrow()).writeTo(out);
        return out.toByteArray();
    }
}
