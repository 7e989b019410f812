package org.mailauth.realparts;

import java.security.SecureRandom;
import java.util.List;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.SigningKey;
import org.mailauth.testkit.InMemoryDns;

/** The keys of {@value #DOMAIN}, made anew each time, and those of {@value #STRANGER}, which has the same selectors. */
final class Keys {
    static final String DOMAIN = "signer.test";
    static final String STRANGER = "stranger.test";
    static final List<SigningAlgorithm> ALGORITHMS =
            List.of(SigningAlgorithm.RSA_SHA256, SigningAlgorithm.ED25519_SHA256);

    private final SigningKey rsa;
    private final SigningKey ed25519;

    private Keys(SigningKey rsa, SigningKey ed25519) {
        this.rsa = rsa;
        this.ed25519 = ed25519;
    }

    /** An RSA key of 2048 bits and an Ed25519 key. */
    static Keys generate() {
        SecureRandom random = new SecureRandom();
        return new Keys(SigningKey.generateRsa(2048, random), SigningKey.generateEd25519(random));
    }

    SigningKey of(SigningAlgorithm algorithm) {
        return algorithm == SigningAlgorithm.RSA_SHA256 ? rsa : ed25519;
    }

    /** Where the public half is published, below {@code _domainkey}. */
    static String selector(SigningAlgorithm algorithm) {
        return algorithm.keyType() + "-1";
    }

    /** The DNS with these keys, and with others for the stranger. */
    InMemoryDns published() {
        InMemoryDns.Builder names = InMemoryDns.builder();
        publish(names, DOMAIN);
        generate().publish(names, STRANGER);
        return names.build();
    }

    private void publish(InMemoryDns.Builder names, String domain) {
        for (SigningAlgorithm algorithm : ALGORITHMS) {
            String record = of(algorithm).keyRecord().orElseThrow().toText();
            names.txt(selector(algorithm) + "._domainkey." + domain, record);
        }
    }
}
