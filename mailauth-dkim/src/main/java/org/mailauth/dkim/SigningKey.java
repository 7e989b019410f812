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
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.mailauth.Deadline;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.EdwardsSeed;
import org.mailauth.dkim.internal.crypto.PreparedPrivateKey;
import org.mailauth.dkim.internal.text.Base64Text;

/**
 * A private key that signs messages: RSA of at least 1024 bits (RFC 8301 §3.2) or Ed25519 (RFC 8463), held here, in a
 * hardware module, or by somebody who is asked for each signature.
 *
 * <p>The key never shows itself: neither {@link #toString()} nor an exception's message carries any part of it, and only
 * {@link #toPem()} gives it away. Input that is no key is a mistake of whoever runs the program, and throws
 * {@link IllegalArgumentException}. Immutable and thread-safe.
 */
public final class SigningKey {
    private static final int MIN_RSA_BITS = 1024;
    private static final int SEED_OCTETS = 32;

    private final SigningAlgorithm algorithm;
    private final @Nullable PrivateKey key;
    private final KeyOperation operation;
    private final PublicHalf publicHalf;
    private final Crypto crypto;

    private SigningKey(
            SigningAlgorithm algorithm,
            @Nullable PrivateKey key,
            KeyOperation operation,
            PublicHalf publicHalf,
            Crypto crypto) {
        this.algorithm = algorithm;
        this.key = key;
        this.operation = operation;
        this.publicHalf = publicHalf;
        this.crypto = crypto;
    }

    /**
     * Takes a key of the Java Cryptography Architecture, which may live in a hardware module. Where its public half is
     * known, each signature is checked before it is used.
     *
     * @param key RSA or Ed25519
     * @return the key
     * @throws IllegalArgumentException when the key is of another kind, too small, or one that no verifier accepts
     */
    public static SigningKey of(PrivateKey key) {
        return of(key, true);
    }

    private static SigningKey of(PrivateKey key, boolean checked) {
        Objects.requireNonNull(key, "key");
        if (key.getAlgorithm().equals("RSA")) {
            if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
                throw new IllegalArgumentException("an RSA key must have at least " + MIN_RSA_BITS + " bits");
            }
            PublicHalf half = key instanceof RSAPrivateCrtKey crt ? PublicHalf.of(crt) : PublicHalf.UNKNOWN;
            return new SigningKey(
                    SigningAlgorithm.RSA_SHA256,
                    key,
                    new HeldKey(SigningAlgorithm.RSA_SHA256, PreparedPrivateKey.rsa(key), null),
                    checked ? half.checkingEachSignature() : half,
                    Crypto.standard());
        }
        boolean ed25519 = key.getAlgorithm().equals("Ed25519")
                || (key instanceof EdECPrivateKey edwards
                        && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName()));
        if (!ed25519) {
            throw new IllegalArgumentException("the private key is neither RSA nor Ed25519");
        }
        Optional<EdwardsSeed> seed =
                key instanceof EdECPrivateKey edwards ? edwards.getBytes().map(EdwardsSeed::of) : Optional.empty();
        return new SigningKey(
                SigningAlgorithm.ED25519_SHA256,
                key,
                new HeldKey(SigningAlgorithm.ED25519_SHA256, PreparedPrivateKey.ed25519(key), seed.orElse(null)),
                seed.map(PublicHalf::of).orElse(PublicHalf.UNKNOWN),
                Crypto.standard());
    }

    /**
     * Takes a key that somebody else holds, such as a key management service: it is asked for each signature, and gets
     * nothing but a digest. Each signature is checked against the public key.
     *
     * @param publicKey the public half, RSA or Ed25519
     * @param signer makes the signatures; what it throws or returns amiss becomes a problem, never an exception
     * @return the key
     * @throws IllegalArgumentException when the public key is of another kind, too small, or one that no verifier accepts
     */
    public static SigningKey external(PublicKey publicKey, DigestSigner signer) {
        Objects.requireNonNull(signer, "signer");
        PublicHalf half = external(publicKey);
        return new SigningKey(
                half.algorithm(), null, KeyOperation.external(half.algorithm(), signer), half, Crypto.standard());
    }

    /**
     * Takes a key that somebody else holds and that answers later. Each signature is checked against the public key.
     *
     * @param publicKey the public half, RSA or Ed25519
     * @param signer makes the signatures; what it throws or returns amiss becomes a problem, never an exception
     * @return the key
     * @throws IllegalArgumentException when the public key is of another kind, too small, or one that no verifier accepts
     */
    public static SigningKey externalAsync(PublicKey publicKey, AsyncDigestSigner signer) {
        Objects.requireNonNull(signer, "signer");
        PublicHalf half = external(publicKey);
        return new SigningKey(
                half.algorithm(), null, KeyOperation.externalAsync(half.algorithm(), signer), half, Crypto.standard());
    }

    private static PublicHalf external(PublicKey publicKey) {
        PublicHalf half = PublicHalf.of(publicKey);
        if (half.algorithm() == SigningAlgorithm.RSA_SHA256 && half.bits() < MIN_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key must have at least " + MIN_RSA_BITS + " bits");
        }
        return half.checkingEachSignature();
    }

    /**
     * This key with its public half, for a key in a hardware module that does not reveal it: then there is a
     * {@link #keyRecord()}, and each signature is checked before it is used.
     *
     * @param publicKey the public half
     * @return the same key, which knows more
     * @throws IllegalArgumentException when the public key is of another kind than this key
     */
    public SigningKey withPublicKey(PublicKey publicKey) {
        PublicHalf half = external(publicKey);
        if (half.algorithm() != algorithm) {
            throw new IllegalArgumentException("the public key is not of the private key's kind");
        }
        return new SigningKey(algorithm, key, operation, half, crypto);
    }

    /**
     * This key used by way of a provider, where that offers what is needed; each signature is checked before it is used.
     * Where the provider has a key factory, the key is translated into its form here, once for all signatures.
     *
     * @param provider the provider
     * @return the same key
     */
    public SigningKey withProvider(Provider provider) {
        Crypto preferring = Crypto.preferring(provider);
        return new SigningKey(
                algorithm, key, operation.preparedFor(preferring), publicHalf.checkingEachSignature(), preferring);
    }

    /**
     * Reads PEM text: PKCS#8 or PKCS#1.
     *
     * @param pem the text; blocks that are no private keys are passed over
     * @return the key
     * @throws IllegalArgumentException when there is no usable key in the text
     */
    public static SigningKey fromPem(String pem) {
        return of(PrivateKeyReader.read(pem, Optional.empty()), false);
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
        return of(PrivateKeyReader.read(pem, Optional.of(password)), false);
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
            return of(key, false);
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
            return of(generator.generateKeyPair().getPrivate(), false);
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
        return publicHalf.record();
    }

    /**
     * The private key itself, in the clear: PKCS#8 in PEM, to be kept where nobody else can read it.
     *
     * @return PEM text that ends with a line feed
     * @throws IllegalStateException when the key does not leave its module
     */
    public String toPem() {
        byte[] der = key == null ? null : key.getEncoded();
        if (key == null || der == null || !"PKCS#8".equals(key.getFormat())) {
            throw new IllegalStateException("the key does not leave its module");
        }
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
    }

    /**
     * Signs a canonical form: hashes it with SHA-256 and signs the hash, as DKIM and ARC do (RFC 6376 §3.7, RFC 8463 §3).
     * Blocks while a key that somebody else holds is waited for. Never throws for what a key or its holder does.
     *
     * @param input what is signed
     * @param deadline when a signature of a key that somebody else holds is no longer of use: it is not asked then, or
     *     waited for no longer; a {@link DigestSigner} that has been asked is waited for all the same
     * @return the signature, or why there is none
     */
    public KeySignature sign(byte[] input, Deadline deadline) {
        return SignatureRequest.start(this, input, deadline).await(deadline);
    }

    /**
     * Signs a canonical form and does not wait for keys that answer later. A key held here, or by a
     * {@link DigestSigner}, signs on the calling thread.
     *
     * @param input what is signed
     * @return completes with the signature or why there is none, on the thread that the key's holder answers on; never
     *     with an exception; has no deadline
     */
    public CompletionStage<KeySignature> signAsync(byte[] input) {
        return SignatureRequest.start(this, input).outcome().minimalCompletionStage();
    }

    /** Whether somebody else holds the key, and is asked by a callback. */
    boolean isExternal() {
        return key == null;
    }

    KeyOperation operation() {
        return operation;
    }

    PublicHalf publicHalf() {
        return publicHalf;
    }

    Crypto crypto() {
        return crypto;
    }

    /** The algorithm; nothing of the key. */
    @Override
    public String toString() {
        return "SigningKey[" + algorithm.word() + "]";
    }
}
