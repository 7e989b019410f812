package org.mailauth.dkim.lint;

import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;

/**
 * What a DER structure is, going by its outline.
 *
 * @param form which structure
 * @param rsa the public key, of the two forms that hold one, whatever its numbers
 */
record DerKind(Form form, Optional<RSAPublicKey> rsa) {
    /** RFC 8410 §3. */
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    /** The structures that get published as keys, rightly or not. */
    enum Form {
        /** SubjectPublicKeyInfo with an RSA key. */
        RSA_INFO,
        /** RSAPublicKey alone. */
        RSA_BARE,
        /** SubjectPublicKeyInfo with an Ed25519 key. */
        ED25519_INFO,
        /** SubjectPublicKeyInfo with any other key. */
        OTHER_INFO,
        /** PKCS#8, RSAPrivateKey or ECPrivateKey. */
        PRIVATE_KEY,
        /** A certificate, or a request for one. */
        CERTIFICATE,
        /** DER of no known form. */
        OTHER,
        /** No DER at all. */
        NO_DER
    }

    static DerKind of(byte[] octets) {
        try {
            return ASN1Primitive.fromByteArray(octets) instanceof ASN1Sequence sequence
                    ? of(sequence)
                    : kind(Form.NO_DER);
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException notDer) {
            return kind(Form.NO_DER);
        }
    }

    private static DerKind of(ASN1Sequence sequence) throws IOException {
        int size = sequence.size();
        if (size == 2 && isInteger(sequence, 0) && isInteger(sequence, 1)) {
            return new DerKind(Form.RSA_BARE, Optional.of(RSAPublicKey.getInstance(sequence)));
        }
        if (size == 2
                && sequence.getObjectAt(0) instanceof ASN1Sequence algorithm
                && sequence.getObjectAt(1) instanceof ASN1BitString key) {
            return info(algorithm, key);
        }
        boolean pkcs8 = size >= 3
                && isInteger(sequence, 0)
                && sequence.getObjectAt(1) instanceof ASN1Sequence
                && sequence.getObjectAt(2) instanceof ASN1OctetString;
        boolean rsaPrivate = size >= 9 && isInteger(sequence, 0) && isInteger(sequence, 8);
        boolean ecPrivate = size >= 2 && isInteger(sequence, 0) && sequence.getObjectAt(1) instanceof ASN1OctetString;
        if (pkcs8 || rsaPrivate || ecPrivate) {
            return kind(Form.PRIVATE_KEY);
        }
        boolean signed = size == 3
                && sequence.getObjectAt(0) instanceof ASN1Sequence
                && sequence.getObjectAt(1) instanceof ASN1Sequence
                && sequence.getObjectAt(2) instanceof ASN1BitString;
        return kind(signed ? Form.CERTIFICATE : Form.OTHER);
    }

    private static DerKind info(ASN1Sequence algorithm, ASN1BitString key) throws IOException {
        ASN1Encodable name = algorithm.size() == 0 ? algorithm : algorithm.getObjectAt(0);
        if (!(name instanceof ASN1ObjectIdentifier identifier)) {
            return kind(Form.OTHER);
        }
        if (identifier.equals(ED25519)) {
            return kind(Form.ED25519_INFO);
        }
        if (!identifier.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return kind(Form.OTHER_INFO);
        }
        RSAPublicKey rsa = RSAPublicKey.getInstance(ASN1Primitive.fromByteArray(key.getOctets()));
        return rsa == null ? kind(Form.OTHER) : new DerKind(Form.RSA_INFO, Optional.of(rsa));
    }

    private static boolean isInteger(ASN1Sequence sequence, int at) {
        return sequence.getObjectAt(at) instanceof ASN1Integer;
    }

    private static DerKind kind(Form form) {
        return new DerKind(form, Optional.empty());
    }
}
