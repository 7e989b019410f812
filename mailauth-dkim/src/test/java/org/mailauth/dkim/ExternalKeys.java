package org.mailauth.dkim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** The fixed keys as somebody else would hold them, doing with a digest what RFC 8017 §9.2 and RFC 8463 §3 say. */
final class ExternalKeys {
    static final PublicKey RSA_2048 = rsa2048();
    static final PublicKey ED25519 = ed25519();

    private ExternalKeys() {}

    static PrivateKey privateKey(String algorithm, String resource) {
        String base64 = FixedKeys.resource(resource).replaceAll("-----.*-----|\\s", "");
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static PublicKey rsa2048() {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) privateKey("RSA", "rsa2048.pem");
        return rsa(key.getModulus(), key.getPublicExponent());
    }

    private static PublicKey rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static PublicKey ed25519() {
        String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(FixedKeys.publicKey(FixedKeys.ED25519)));
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex("302a300506032b6570032100" + hex)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A key of this size that cannot sign. */
    static SigningKey ofBits(int bits) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        return SigningKey.external(rsa(modulus, BigInteger.valueOf(65537)), (digest, algorithm) -> new byte[0]);
    }

    static byte[] signRsa(byte[] digest) {
        // RFC 8017 §9.2 note 1: the DigestInfo of SHA-256.
        String info = "3031300d060960864801650304020105000420" + HexFormat.of().formatHex(digest);
        return sign(
                "NONEwithRSA", privateKey("RSA", "rsa2048.pem"), HexFormat.of().parseHex(info));
    }

    static byte[] signEd25519(byte[] digest) {
        return sign("Ed25519", privateKey("Ed25519", "ed25519.pem"), digest);
    }

    private static byte[] sign(String algorithm, PrivateKey key, byte[] data) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
