package org.mailauth.dkim;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;

/** Writes public keys, sound ones and others, as {@code p=} holds them. */
final class Der {
    static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";

    private Der() {}

    /** RSAPublicKey (RFC 8017 A.1.1) in base64. */
    static String pkcs1(BigInteger modulus, BigInteger exponent) {
        return base64(sequence(new ASN1Integer(modulus), new ASN1Integer(exponent)));
    }

    /** SubjectPublicKeyInfo (RFC 5280 §4.1) in base64, around any octets. */
    static String info(String algorithm, byte[] wrapped) {
        ASN1Encodable identifier = sequence(new ASN1ObjectIdentifier(algorithm), DERNull.INSTANCE);
        return base64(sequence(identifier, new DERBitString(wrapped)));
    }

    static DERSequence sequence(ASN1Encodable... elements) {
        ASN1EncodableVector vector = new ASN1EncodableVector();
        vector.addAll(elements);
        return new DERSequence(vector);
    }

    static String base64(DERSequence sequence) {
        try {
            return Base64.getEncoder().encodeToString(sequence.getEncoded());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
