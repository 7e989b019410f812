package org.mailauth.dkim;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.EdwardsSeed;
import org.mailauth.dkim.internal.key.KeyTrial;

/** What is known of the public half of a {@link SigningKey}, and whether signatures are held against it. Immutable. */
final class PublicHalf {
    /** A key that does not reveal it, as keys in hardware may not. */
    static final PublicHalf UNKNOWN = new PublicHalf(null, false);

    // RFC 8410 §3: id-Ed25519.
    private static final String ED25519 = "1.3.101.112";
    private static final int ED25519_SIGNATURE_OCTETS = 64;
    // The sizes of RSA keys that verifiers compute with: RFC 8301 §3.2, and no more than four times that.
    private static final int MIN_RSA_OCTETS = 128;
    private static final int MAX_RSA_OCTETS = 2048;

    private final @Nullable DkimKeyRecord record;
    private final boolean checking;

    private PublicHalf(@Nullable DkimKeyRecord record, boolean checking) {
        this.record = record;
        this.checking = checking;
    }

    static PublicHalf of(RSAPrivateCrtKey key) {
        try {
            PublicKey half = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return new PublicHalf(DkimKeyRecord.of("rsa", half.getEncoded()), false);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("the RSA private key has no usable public half");
        }
    }

    static PublicHalf of(EdwardsSeed seed) {
        return new PublicHalf(DkimKeyRecord.of("ed25519", seed.publicHalf()), false);
    }

    static PublicHalf of(PublicKey key) {
        byte[] der = Objects.requireNonNull(key, "publicKey").getEncoded();
        if (der == null || !"X.509".equals(key.getFormat())) {
            throw new IllegalArgumentException("the public key has no encoded form");
        }
        if (key.getAlgorithm().equals("RSA")) {
            return new PublicHalf(DkimKeyRecord.of("rsa", der), false);
        }
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(der);
        if (!info.getAlgorithm().getAlgorithm().getId().equals(ED25519)) {
            throw new IllegalArgumentException("the public key is neither RSA nor Ed25519");
        }
        return new PublicHalf(
                DkimKeyRecord.of("ed25519", info.getPublicKeyData().getOctets()), false);
    }

    /** The same, and each signature is held against it: a faulty or lying signer must not harm a message or the key. */
    PublicHalf checkingEachSignature() {
        return new PublicHalf(record, true);
    }

    Optional<DkimKeyRecord> record() {
        return Optional.ofNullable(record);
    }

    /** The algorithm that a known public half is for. */
    SigningAlgorithm algorithm() {
        return record != null && record.keyType().equals("ed25519")
                ? SigningAlgorithm.ED25519_SHA256
                : SigningAlgorithm.RSA_SHA256;
    }

    /** The size of the key; 0 when it is not known. */
    int bits() {
        return record == null ? 0 : record.keyBits();
    }

    /** Whether octets may be used as a signature: by verification where that is wanted and possible, else by their size. */
    boolean accepts(byte[] signature, byte[] input, SigningAlgorithm algorithm, Crypto crypto) {
        boolean fits = algorithm == SigningAlgorithm.ED25519_SHA256
                ? signature.length == ED25519_SIGNATURE_OCTETS
                : signature.length >= MIN_RSA_OCTETS && signature.length <= MAX_RSA_OCTETS;
        if (!fits || !checking || record == null) {
            return fits;
        }
        return KeyTrial.holds(algorithm, record.facts(), OctetBuffer.holding(input), signature, crypto);
    }

    @Override
    public String toString() {
        return "PublicHalf[" + (record == null ? "unknown" : record) + "]";
    }
}
