package org.mailauth.dkim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.text.Base64Text;

/**
 * A private key that signs messages: RSA of at least 1024 bits (RFC 8301 §3.2) or Ed25519 (RFC 8463).
 *
 * <p>The key never shows itself: neither {@link #toString()} nor an exception's message carries any part of it, and only
 * {@link #toPem()} gives it away. Input that is no key is a mistake of whoever runs the program, and throws
 * {@link IllegalArgumentException}. Immutable and thread-safe.
 */
public final class SigningKey {
    private static final int MIN_RSA_BITS = 1024;
    private static final int SEED_OCTETS = 32;

    private final SigningAlgorithm algorithm;
    private final PrivateKey key;
    private final Optional<byte[]> seed;

    private SigningKey(SigningAlgorithm algorithm, PrivateKey key, Optional<byte[]> seed) {
        this.algorithm = algorithm;
        this.key = key;
        this.seed = seed;
    }

    /**
     * Takes a key of the Java Cryptography Architecture, which may live in a hardware module.
     *
     * @param key RSA or Ed25519
     * @return the key
     * @throws IllegalArgumentException when the key is of another kind or too small
     */
    public static SigningKey of(PrivateKey key) {
        Objects.requireNonNull(key, "key");
        if (key.getAlgorithm().equals("RSA")) {
            if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
                throw new IllegalArgumentException("an RSA key must have at least " + MIN_RSA_BITS + " bits");
            }
            return new SigningKey(SigningAlgorithm.RSA_SHA256, key, Optional.empty());
        }
        boolean ed25519 = key.getAlgorithm().equals("Ed25519")
                || (key instanceof EdECPrivateKey edwards
                        && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName()));
        if (!ed25519) {
            throw new IllegalArgumentException("the private key is neither RSA nor Ed25519");
        }
        Optional<byte[]> seed = key instanceof EdECPrivateKey edwards ? edwards.getBytes() : Optional.empty();
        return new SigningKey(SigningAlgorithm.ED25519_SHA256, key, seed);
    }

    /**
     * Reads PEM text: PKCS#8 or PKCS#1.
     *
     * @param pem the text; blocks that are no private keys are passed over
     * @return the key
     * @throws IllegalArgumentException when there is no usable key in the text
     */
    public static SigningKey fromPem(String pem) {
        return of(PrivateKeyReader.read(pem, Optional.empty()));
    }

    /**
     * Reads PEM text with an encrypted key: PKCS#8 with password-based encryption (RFC 8018).
     *
     * @param pem the text; blocks that are no private keys are passed over
     * @param password opens the key; not kept and not changed
     * @return the key
     * @throws IllegalArgumentException when there is no usable key in the text or the password is wrong
     */
    public static SigningKey fromPem(String pem, char[] password) {
        return of(PrivateKeyReader.read(pem, Optional.of(password)));
    }

    /**
     * Reads a PEM file: PKCS#8 or PKCS#1.
     *
     * @param file the file
     * @return the key
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when there is no usable key in the file
     */
    public static SigningKey fromPem(Path file) throws IOException {
        return fromPem(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads a PEM file with an encrypted key.
     *
     * @param file the file
     * @param password opens the key; not kept and not changed
     * @return the key
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when there is no usable key in the file or the password is wrong
     */
    public static SigningKey fromPem(Path file, char[] password) throws IOException {
        return fromPem(Files.readString(file, StandardCharsets.ISO_8859_1), password);
    }

    /**
     * Takes a key from a key store.
     *
     * @param store an initialized key store
     * @param alias names the entry
     * @param password opens the entry; not kept and not changed
     * @return the key
     * @throws IllegalArgumentException when the entry is no usable private key or the password is wrong
     */
    public static SigningKey fromKeyStore(KeyStore store, String alias, char[] password) {
        try {
            Key entry = store.getKey(alias, password);
            if (entry instanceof PrivateKey privateKey) {
                return of(privateKey);
            }
        } catch (GeneralSecurityException closed) {
            throw new IllegalArgumentException("the key store does not open the entry", closed);
        }
        throw new IllegalArgumentException("the key store has no private key under this alias");
    }

    /**
     * Reads the seed of an Ed25519 key (RFC 8032 §5.1.5), as RFC 8463 A.2 prints it.
     *
     * @param base64 32 octets in base64
     * @return the key
     * @throws IllegalArgumentException when the text is anything else
     */
    public static SigningKey fromEd25519Seed(String base64) {
        byte[] seed = Base64Text.decode(base64.strip())
                .filter(octets -> octets.length == SEED_OCTETS)
                .orElseThrow(() -> new IllegalArgumentException("the seed must be 32 octets in base64"));
        return ofSeed(seed);
    }

    private static SigningKey ofSeed(byte[] seed) {
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            return new SigningKey(SigningAlgorithm.ED25519_SHA256, key, Optional.of(seed.clone()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every 32 octets are a seed", impossible);
        }
    }

    /**
     * Makes a new RSA key.
     *
     * @param bits 2048 to 8192 (RFC 8301 §3.2)
     * @param random where the key comes from
     * @return the key
     */
    public static SigningKey generateRsa(int bits, SecureRandom random) {
        if (bits < 2048 || bits > 8192) {
            throw new IllegalArgumentException("bits must be 2048 to 8192: " + bits);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, random);
            return of(generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform makes RSA keys", impossible);
        }
    }

    /**
     * Makes a new Ed25519 key.
     *
     * @param random where the key comes from
     * @return the key
     */
    public static SigningKey generateEd25519(SecureRandom random) {
        byte[] seed = new byte[SEED_OCTETS];
        random.nextBytes(seed);
        return ofSeed(seed);
    }

    /**
     * The algorithm that the key signs with.
     *
     * @return {@code rsa-sha256} or {@code ed25519-sha256}
     */
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * The key record to publish.
     *
     * @return empty when the key does not reveal its public half, as keys in hardware may not
     */
    public Optional<DkimKeyRecord> keyRecord() {
        if (seed.isPresent()) {
            byte[] publicKey = new Ed25519PrivateKeyParameters(seed.get())
                    .generatePublicKey()
                    .getEncoded();
            return Optional.of(DkimKeyRecord.of("ed25519", publicKey));
        }
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            return Optional.empty();
        }
        try {
            byte[] info = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
                    .getEncoded();
            return Optional.of(DkimKeyRecord.of("rsa", info));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("an RSA private key has a public half", impossible);
        }
    }

    /**
     * The private key itself, in the clear: PKCS#8 in PEM, to be kept where nobody else can read it.
     *
     * @return PEM text that ends with a line feed
     * @throws IllegalStateException when the key does not leave its module
     */
    public String toPem() {
        byte[] der = key.getEncoded();
        if (der == null || !"PKCS#8".equals(key.getFormat())) {
            throw new IllegalStateException("the key does not leave its module");
        }
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
    }

    /** Signs the header's canonical form. */
    byte[] sign(byte[] input, Crypto crypto) {
        if (algorithm == SigningAlgorithm.RSA_SHA256) {
            return crypto.sign(key, "SHA256withRSA", input);
        }
        // RFC 8463 §3: what is signed is the hash of the input, not the input.
        byte[] digest = crypto.digest(algorithm.digestName()).digest(input);
        return seed.map(known -> crypto.signEd25519(known, digest))
                .orElseGet(() -> crypto.sign(key, "Ed25519", digest));
    }

    /** The algorithm; nothing of the key. */
    @Override
    public String toString() {
        return "SigningKey[" + algorithm.word() + "]";
    }
}
