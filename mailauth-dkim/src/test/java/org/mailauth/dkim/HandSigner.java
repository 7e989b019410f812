package org.mailauth.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.mailauth.dkim.internal.canon.NaiveCanonicalization;

/**
 * Signs a message under a DKIM-Signature field written by hand, {@code @BH@} and {@code @B@} standing for what is
 * computed. Works on text of one octet a character, by the naive canonicalizations and the JDK, so that it can witness
 * against the code under test.
 */
final class HandSigner {
    private final String keyFile;
    private final String algorithm;
    private String headerForm = "relaxed";
    private String bodyForm = "relaxed";
    private String digest = "SHA-256";
    private int bodyLimit = Integer.MAX_VALUE;

    private HandSigner(String keyFile, String algorithm) {
        this.keyFile = keyFile;
        this.algorithm = algorithm;
    }

    static HandSigner rsa(String keyFile) {
        return new HandSigner(keyFile, "SHA256withRSA");
    }

    static HandSigner rsaSha1(String keyFile) {
        HandSigner signer = new HandSigner(keyFile, "SHA1withRSA");
        signer.digest = "SHA-1";
        return signer;
    }

    static HandSigner ed25519(String keyFile) {
        return new HandSigner(keyFile, "Ed25519");
    }

    HandSigner forms(String header, String body) {
        headerForm = header;
        bodyForm = body;
        return this;
    }

    HandSigner bodyLimit(int octets) {
        bodyLimit = octets;
        return this;
    }

    /** The message with the field on top; {@code names} are the names that the field's {@code h=} lists. */
    String sign(String message, String field, String... names) {
        int end = message.indexOf("\r\n\r\n");
        String body = message.substring(end + 4);
        String canonicalBody = bodyForm.equals("relaxed")
                ? NaiveCanonicalization.relaxedBody(body)
                : NaiveCanonicalization.simpleBody(body);
        String covered = canonicalBody.substring(0, Math.min(bodyLimit, canonicalBody.length()));
        String hashed = field.replace("@BH@", base64(hash(covered))) + "\r\n";
        List<String> fields = fields(message.substring(0, end + 2));
        StringBuilder input = new StringBuilder();
        for (String name : names) {
            for (int at = fields.size() - 1; at >= 0; at--) {
                String found =
                        fields.get(at).substring(0, fields.get(at).indexOf(':')).strip();
                if (found.toLowerCase(Locale.ROOT).equals(name.strip().toLowerCase(Locale.ROOT))) {
                    input.append(canonical(fields.remove(at)));
                    break;
                }
            }
        }
        String own = canonical(hashed.replaceAll("=[ \t\r\n]*@B@[ \t]*(\r\n[ \t]+)*", "="));
        input.append(own, 0, own.length() - 2);
        return hashed.replace("@B@", base64(signature(input.toString()))) + message;
    }

    /** The fields with their CRLFs, from the top. */
    private static List<String> fields(String header) {
        List<String> fields = new ArrayList<>();
        for (String line : header.split("(?<=\r\n)", -1)) {
            if (line.isEmpty()) {
                break;
            }
            if (line.startsWith(" ") || line.startsWith("\t")) {
                fields.set(fields.size() - 1, fields.get(fields.size() - 1) + line);
            } else {
                fields.add(line);
            }
        }
        return fields;
    }

    private String canonical(String field) {
        return headerForm.equals("relaxed") ? NaiveCanonicalization.relaxedHeader(field) : field;
    }

    private byte[] hash(String text) {
        try {
            return MessageDigest.getInstance(digest).digest(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] signature(String input) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey());
            // RFC 8463 §3: Ed25519 signs the digest.
            signature.update(algorithm.equals("Ed25519") ? hash(input) : input.getBytes(StandardCharsets.ISO_8859_1));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        String pem = FixedKeys.resource(keyFile);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        String kind = algorithm.equals("Ed25519") ? "Ed25519" : "RSA";
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
