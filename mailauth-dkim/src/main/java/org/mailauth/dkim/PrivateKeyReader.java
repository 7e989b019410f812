package org.mailauth.dkim;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * Reads private keys from PEM text (RFC 7468): PKCS#8 (RFC 5958), encrypted PKCS#8 and PKCS#1 (RFC 8017 A.1.2). What it
 * throws never quotes the text, and has no cause that could.
 */
final class PrivateKeyReader {
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String ED25519 = "1.3.101.112";
    private static final String UNKNOWN_ENCRYPTION =
            "the private key is encrypted in a form that this Java platform does not know";
    private static final String NEITHER = "the private key is neither RSA nor Ed25519";

    private PrivateKeyReader() {}

    /** Reads DER; whatever it throws besides a refusal means that the octets are broken. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException, GeneralSecurityException, Refused;
    }

    /** A key that was understood and is not wanted; its message is for the user. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    static PrivateKey read(String pem, Optional<char[]> password) {
        Objects.requireNonNull(pem, "pem");
        PemObject block = guarded("the PEM text is broken", () -> firstPrivateKey(pem));
        return guarded("the private key cannot be read", () -> switch (block.getType()) {
            case "PRIVATE KEY" -> pkcs8(block.getContent());
            case "ENCRYPTED PRIVATE KEY" -> encryptedPkcs8(block.getContent(), password);
            case "RSA PRIVATE KEY" -> pkcs1(block);
            case "EC PRIVATE KEY", "DSA PRIVATE KEY" -> throw new Refused(NEITHER);
            default -> throw new Refused("the private key is in a foreign format: convert it to PKCS#8 first");
        });
    }

    /** Turns every failure into one sentence; the libraries' own exceptions may quote what they read. */
    private static <T> T guarded(String sentence, Reading<T> reading) {
        try {
            return reading.read();
        } catch (Refused refused) {
            throw new IllegalArgumentException(refused.getMessage());
        } catch (IOException | GeneralSecurityException | RuntimeException broken) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static PemObject firstPrivateKey(String pem) throws IOException, Refused {
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                if (block.getType().endsWith("PRIVATE KEY")) {
                    return block;
                }
            }
        }
        throw new Refused("the PEM text holds no private key");
    }

    private static PrivateKey pkcs8(byte[] der) throws IOException, GeneralSecurityException, Refused {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
        return switch (info.getPrivateKeyAlgorithm().getAlgorithm().getId()) {
            case RSA -> KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            case ED25519 -> ed25519(info);
            default -> throw new Refused(NEITHER);
        };
    }

    /** RFC 8410 §7: the public half may come along; Java platforms differ in what they make of it, so it is left out. */
    private static PrivateKey ed25519(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        byte[] seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    }

    private static PrivateKey encryptedPkcs8(byte[] der, Optional<char[]> password)
            throws IOException, GeneralSecurityException, Refused {
        if (password.isEmpty()) {
            throw new Refused("the private key is encrypted: a password is needed");
        }
        EncryptedPrivateKeyInfo info = encryptedInfo(der);
        // The parameters of PBES2 (RFC 8018 §6.2) name the whole scheme, which getAlgName() of older JDKs does not.
        String parameters = String.valueOf(info.getAlgParameters());
        String scheme = parameters.startsWith("PBEWith") ? parameters : info.getAlgName();
        return pkcs8(decrypted(info, scheme, password.get()));
    }

    private static EncryptedPrivateKeyInfo encryptedInfo(byte[] der) throws Refused {
        // Fails when the octets are broken; what comes behind it fails for parameters that the JDK does not know.
        org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo.getInstance(der);
        try {
            return new EncryptedPrivateKeyInfo(der);
        } catch (IOException unknown) {
            throw new Refused(UNKNOWN_ENCRYPTION);
        }
    }

    private static byte[] decrypted(EncryptedPrivateKeyInfo info, String scheme, char[] password)
            throws GeneralSecurityException, Refused {
        PBEKeySpec keySpec = new PBEKeySpec(password);
        try {
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme).generateSecret(keySpec),
                    info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (NoSuchAlgorithmException | NoSuchPaddingException unknown) {
            throw new Refused(UNKNOWN_ENCRYPTION);
        } catch (GeneralSecurityException wrong) {
            throw new Refused("the private key cannot be decrypted: wrong password?");
        } finally {
            keySpec.clearPassword();
        }
    }

    private static PrivateKey pkcs1(PemObject block) throws GeneralSecurityException, Refused {
        if (!block.getHeaders().isEmpty()) {
            throw new Refused("the private key is encrypted in an outdated form: convert it to PKCS#8 first");
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
