package org.mailauth.dkim;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * Reads private keys from PEM text (RFC 7468): PKCS#8 (RFC 5958), encrypted PKCS#8 and PKCS#1 (RFC 8017 A.1.2). What it
 * throws never quotes the text.
 */
final class PrivateKeyReader {
    private static final String BAD_KEY = "the private key cannot be read";

    private PrivateKeyReader() {}

    static PrivateKey read(String pem, Optional<char[]> password) {
        PemObject block = firstPrivateKey(pem);
        try {
            return switch (block.getType()) {
                case "PRIVATE KEY" -> pkcs8(block.getContent());
                case "ENCRYPTED PRIVATE KEY" -> encryptedPkcs8(block.getContent(), password);
                default -> pkcs1(block);
            };
        } catch (IOException | GeneralSecurityException | IllegalStateException | ClassCastException broken) {
            throw new IllegalArgumentException(BAD_KEY, broken);
        }
    }

    private static PemObject firstPrivateKey(String pem) {
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                if (block.getType().endsWith("PRIVATE KEY")) {
                    return block;
                }
            }
        } catch (IOException broken) {
            throw new IllegalArgumentException("the PEM text is broken", broken);
        }
        throw new IllegalArgumentException("the PEM text holds no private key");
    }

    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        String oid = PrivateKeyInfo.getInstance(der).getPrivateKeyAlgorithm().getAlgorithm().getId();
        KeySpec spec = new PKCS8EncodedKeySpec(der);
        return switch (oid) {
            case "1.2.840.113549.1.1.1" -> KeyFactory.getInstance("RSA").generatePrivate(spec);
            case "1.3.101.112" -> KeyFactory.getInstance("Ed25519").generatePrivate(spec);
            default -> throw new IllegalArgumentException("the private key is neither RSA nor Ed25519");
        };
    }

    private static PrivateKey encryptedPkcs8(byte[] der, Optional<char[]> password)
            throws IOException, GeneralSecurityException {
        char[] secret = password.orElseThrow(() -> new IllegalArgumentException("the private key is encrypted: a password is needed"));
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // The parameters of PBES2 (RFC 8018 §6.2) name the whole scheme, which getAlgName() of older JDKs does not.
        String parameters = String.valueOf(info.getAlgParameters());
        String scheme = parameters.startsWith("PBEWith") ? parameters : info.getAlgName();
        PBEKeySpec keySpec = new PBEKeySpec(secret);
        try {
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme).generateSecret(keySpec),
                    info.getAlgParameters());
            return pkcs8(info.getKeySpec(cipher).getEncoded());
        } catch (InvalidKeySpecException | java.security.InvalidKeyException wrong) {
            throw new IllegalArgumentException("the private key cannot be decrypted: wrong password?", wrong);
        } finally {
            keySpec.clearPassword();
        }
    }

    private static PrivateKey pkcs1(PemObject block) throws GeneralSecurityException {
        if (!block.getType().equals("RSA PRIVATE KEY")) {
            throw new IllegalArgumentException("the private key is neither RSA nor Ed25519");
        }
        if (!block.getHeaders().isEmpty()) {
            throw new IllegalArgumentException(
                    "the private key is encrypted in an outdated form: convert it to PKCS#8 first");
        }
        RSAPrivateKey key = RSAPrivateKey.getInstance(block.getContent());
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        key.getModulus(),
                        key.getPublicExponent(),
                        key.getPrivateExponent(),
                        key.getPrime1(),
                        key.getPrime2(),
                        key.getExponent1(),
                        key.getExponent2(),
                        key.getCoefficient()));
    }
}
