package org.mailauth.dkim.lint;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.SigningKey;

/** Keys made for these tests, sound ones and others, as {@code p=} holds them. */
final class LintKeys {
    static final BigInteger F4 = BigInteger.valueOf(65_537);

    static final SigningKey RSA_KEY = SigningKey.generateRsa(2048, new SecureRandom());
    static final SigningKey ED25519_KEY = SigningKey.generateEd25519(new SecureRandom());
    static final String RSA = publicKey(RSA_KEY);
    static final String ED25519 = publicKey(ED25519_KEY);

    private LintKeys() {}

    static DkimKeyRecord record(SigningKey key) {
        return key.keyRecord().orElseThrow();
    }

    static String publicKey(SigningKey key) {
        String text = record(key).toText();
        return text.substring(text.indexOf("p=") + 2);
    }

    /** A number of a size, with no small factor, that is most likely no product of two primes; linting cannot tell. */
    static BigInteger modulus(int bits) {
        Random random = new Random(bits);
        BigInteger smooth = BigInteger.ONE;
        for (int prime = 2; prime < 2000; prime++) {
            smooth =
                    BigInteger.valueOf(prime).isProbablePrime(30) ? smooth.multiply(BigInteger.valueOf(prime)) : smooth;
        }
        while (true) {
            BigInteger number = new BigInteger(bits, random).setBit(bits - 1).setBit(0);
            if (number.gcd(smooth).equals(BigInteger.ONE)) {
                return number;
            }
        }
    }

    /** SubjectPublicKeyInfo in base64. */
    static String rsa(BigInteger modulus, BigInteger exponent) {
        return info("1.2.840.113549.1.1.1", der(numbers(modulus, exponent)));
    }

    /** RSAPublicKey in base64. */
    static String bare(BigInteger modulus, BigInteger exponent) {
        return base64(der(numbers(modulus, exponent)));
    }

    static String info(String algorithm, byte[] key) {
        DERSequence name = sequence(new ASN1ObjectIdentifier(algorithm), DERNull.INSTANCE);
        return base64(der(sequence(name, new DERBitString(key))));
    }

    static DERSequence numbers(BigInteger... numbers) {
        ASN1Encodable[] elements = new ASN1Encodable[numbers.length];
        for (int at = 0; at < numbers.length; at++) {
            elements[at] = new ASN1Integer(numbers[at]);
        }
        return sequence(elements);
    }

    static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }

    static byte[] der(DERSequence sequence) {
        try {
            return sequence.getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    static byte[] octets(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
