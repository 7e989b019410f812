package org.mailauth.benchmarks.rows;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Raw cryptography of each provider: the floors. */
final class Primitives {
    private static final String GROUP = "primitives";
    private static final int BLOCK = 64 * 1024;

    private Primitives() {}

    static void addTo(List<Row> rows) {
        Map<String, @Nullable Provider> providers = new LinkedHashMap<>();
        providers.put("JDK", null);
        providers.put("Bouncy Castle", Providers.bouncyCastle());
        providers.putAll(Providers.optional());
        for (String algorithm : List.of("rsa-2048", "ed25519")) {
            providers.forEach((name, provider) -> {
                Provider used = provider == null && algorithm.equals("ed25519") ? sunEc() : provider;
                rows.add(new Row(GROUP, algorithm + " verify", name, 1, () -> verify(algorithm, used)));
                rows.add(new Row(GROUP, algorithm + " sign", name, 1, () -> sign(algorithm, used)));
            });
        }
        providers.forEach(
                (name, provider) -> rows.add(new Row(GROUP, "SHA-256 64 KiB", name, BLOCK, () -> sha256(provider))));
    }

    private static Provider sunEc() {
        return java.security.Security.getProvider("SunEC");
    }

    /** The signature of 32 octets; without a provider the one that the library uses: the JDK for RSA, else Bouncy Castle. */
    static Operation verify(String algorithm, @Nullable Provider provider) throws Exception {
        byte[] input = new byte[32];
        KeyPair pair = pair(algorithm, provider);
        Signature signer = signature(algorithm, provider);
        signer.initSign(pair.getPrivate());
        signer.update(input);
        byte[] value = signer.sign();
        Signature verifier = signature(algorithm, provider);
        return () -> {
            verifier.initVerify(pair.getPublic());
            verifier.update(input);
            return verifier.verify(value);
        };
    }

    static Operation sign(String algorithm, @Nullable Provider provider) throws Exception {
        byte[] input = new byte[32];
        KeyPair pair = pair(algorithm, provider);
        Signature signer = signature(algorithm, provider);
        return () -> {
            signer.initSign(pair.getPrivate());
            signer.update(input);
            return signer.sign().length >= 64;
        };
    }

    private static Operation sha256(@Nullable Provider provider) throws Exception {
        byte[] block = new byte[BLOCK];
        MessageDigest digest = sha256Digest(provider);
        return () -> digest.digest(block).length == 32;
    }

    /** SHA-256 of a provider; without one that of the JDK. */
    static MessageDigest sha256Digest(@Nullable Provider provider) throws Exception {
        return provider == null ? MessageDigest.getInstance("SHA-256") : MessageDigest.getInstance("SHA-256", provider);
    }

    private static KeyPair pair(String algorithm, @Nullable Provider provider) throws Exception {
        if (algorithm.startsWith("rsa")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        }
        Provider used = provider == null ? Providers.bouncyCastle() : provider;
        return KeyPairGenerator.getInstance("Ed25519", used).generateKeyPair();
    }

    private static Signature signature(String algorithm, @Nullable Provider provider) throws Exception {
        if (algorithm.startsWith("rsa")) {
            return provider == null
                    ? Signature.getInstance("SHA256withRSA")
                    : Signature.getInstance("SHA256withRSA", provider);
        }
        return Signature.getInstance("Ed25519", provider == null ? Providers.bouncyCastle() : provider);
    }

    static PrivateKey rsaKey(String pem) throws Exception {
        String text = pem.replaceAll("-----[A-Z ]+-----", "").replace("\n", "");
        byte[] der = Base64.getDecoder().decode(text.getBytes(US_ASCII));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
