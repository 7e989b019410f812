package org.mailauth.dkim.internal.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/** Reads the octets of {@code p=} (RFC 6376 §3.6.1, RFC 8463 §4). */
public final class PublicKeyReader {
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(3);
    private static final BigInteger MAX_EXPONENT = BigInteger.ONE.shiftLeft(32);

    private PublicKeyReader() {}

    /**
     * Reads an RSA key in either form that is met: RSAPublicKey, as RFC 6376 §3.6.1 says, or SubjectPublicKeyInfo, as
     * its Appendix C and everybody has it.
     *
     * @param der the octets
     * @return empty when they are no RSA key, or one with an exponent that no honest key has
     */
    public static Optional<PublicKeyData> rsa(byte[] der) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
            boolean wrapped = sequence.size() == 2 && sequence.getObjectAt(0) instanceof ASN1Sequence;
            if (!wrapped) {
                return checked(sequence);
            }
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(sequence);
            return PKCSObjectIdentifiers.rsaEncryption.equals(
                            info.getAlgorithm().getAlgorithm())
                    ? checked(ASN1Sequence.getInstance(info.parsePublicKey()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException notDer) {
            return Optional.empty();
        }
    }

    /** RSAPublicKey (RFC 8017 A.1.1): two integers, read with their sign. */
    private static Optional<PublicKeyData> checked(@Nullable ASN1Sequence key) {
        if (key == null || key.size() != 2) {
            // What SubjectPublicKeyInfo wraps may be empty.
            return Optional.empty();
        }
        BigInteger modulus = ASN1Integer.getInstance(key.getObjectAt(0)).getValue();
        BigInteger exponent = ASN1Integer.getInstance(key.getObjectAt(1)).getValue();
        // RFC 8017 §3.1: an even modulus or exponent is no RSA key; a huge exponent only costs the verifier time.
        boolean sound = modulus.signum() > 0
                && modulus.testBit(0)
                && exponent.testBit(0)
                && exponent.compareTo(MIN_EXPONENT) >= 0
                && exponent.compareTo(MAX_EXPONENT) <= 0;
        return sound ? Optional.of(new PublicKeyData.Rsa(modulus, exponent)) : Optional.empty();
    }

    /**
     * Reads an Ed25519 key: 32 octets, nothing around them (RFC 8463 §4.2).
     *
     * @param octets the octets
     * @return empty when they are not 32
     */
    public static Optional<PublicKeyData> ed25519(byte[] octets) {
        return octets.length == PublicKeyData.Ed25519.OCTETS
                ? Optional.of(new PublicKeyData.Ed25519(HexFormat.of().formatHex(octets)))
                : Optional.empty();
    }
}
