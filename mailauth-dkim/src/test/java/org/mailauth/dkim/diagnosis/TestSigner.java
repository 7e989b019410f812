package org.mailauth.dkim.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.internal.canon.NaiveCanonicalization;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/**
 * Signs text of one octet a character by the naive canonicalizations and the JDK, also as careless signers do. Immutable.
 *
 * @param key which key signs
 * @param header what c= says of the header
 * @param body what c= says of the body
 * @param tags further tags
 * @param hashedBody what is done to a body to hash it
 */
record TestSigner(Key key, String header, String body, String tags, UnaryOperator<String> hashedBody) {
    static final String NAMES = "from:to:subject:date:message-id:mime-version:content-type:content-transfer-encoding"
            + ":comments:comments:reply-to:reply-to:list-id:list-unsubscribe";
    static final List<String> FORMS = List.of("simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed");

    enum Key {
        RSA("rsa2048.pem", "rsa-sha256", "r"),
        ED25519("ed25519.pem", "ed25519-sha256", "e");

        private final String file;
        private final String algorithm;
        private final String selector;

        Key(String file, String algorithm, String selector) {
            this.file = file;
            this.algorithm = algorithm;
            this.selector = selector;
        }

        private byte[] sign(byte[] input) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(resource(file).replaceAll("-----[A-Z ]+-----", ""));
                PrivateKey key = KeyFactory.getInstance(this == RSA ? "RSA" : "Ed25519")
                        .generatePrivate(new PKCS8EncodedKeySpec(der));
                Signature signature = Signature.getInstance(this == RSA ? "SHA256withRSA" : "Ed25519");
                signature.initSign(key);
                // RFC 8463 §3: Ed25519 signs the digest.
                signature.update(this == RSA ? input : sha256(input));
                return signature.sign();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    static final DkimVerifier VERIFIER = DkimVerifier.builder()
            .resolver(InMemoryDns.builder()
                    .txt("r._domainkey.example.com", record("rsa2048.pem"))
                    .txt("e._domainkey.example.com", record("ed25519.pem"))
                    .txt("other._domainkey.example.com", record("rsa1024.pem"))
                    .build())
            .build();

    static TestSigner of(Key key, String forms) {
        String header = forms.substring(0, forms.indexOf('/'));
        String body = forms.substring(forms.indexOf('/') + 1);
        return new TestSigner(key, header, body, "", text -> canonicalBody(body, text));
    }

    /** Every algorithm with every canonicalization. */
    static List<TestSigner> all() {
        List<TestSigner> all = new ArrayList<>();
        for (Key key : Key.values()) {
            FORMS.forEach(forms -> all.add(of(key, forms)));
        }
        return all;
    }

    TestSigner withTags(String more) {
        return new TestSigner(key, header, body, more, hashedBody);
    }

    TestSigner hashing(UnaryOperator<String> form) {
        return new TestSigner(key, header, body, tags, form);
    }

    static String canonicalBody(String form, String text) {
        return form.equals("relaxed")
                ? NaiveCanonicalization.relaxedBody(text)
                : NaiveCanonicalization.simpleBody(text);
    }

    /** The message with a signature on top. */
    String sign(String mail) {
        return sign(mail, header);
    }

    /** The message with a signature on top, whose header is hashed in some form. */
    String sign(String mail, String usedForm) {
        String selector = key.selector;
        String field = "DKIM-Signature: v=1; a=" + key.algorithm + "; c=" + header + "/" + body
                + "; d=example.com; s=" + selector + ";\r\n\th=" + NAMES + ";" + tags + "\r\n\tbh="
                + base64(sha256(octets(hashedBody.apply(body(mail))))) + ";\r\n\tb=";
        List<String> fields = fields(mail);
        StringBuilder input = new StringBuilder();
        for (String name : NAMES.split(":", -1)) {
            for (int at = fields.size() - 1; at >= 0; at--) {
                if (name(fields.get(at)).equals(name)) {
                    input.append(canonical(usedForm, fields.remove(at)));
                    break;
                }
            }
        }
        String own = canonical(usedForm, field + "\r\n");
        input.append(own, 0, own.length() - 2);
        return field + base64(key.sign(octets(input.toString()))) + "\r\n" + mail;
    }

    static String name(String field) {
        return field.substring(0, field.indexOf(':')).strip().toLowerCase(Locale.ROOT);
    }

    static String body(String mail) {
        return mail.substring(mail.indexOf("\r\n\r\n") + 4);
    }

    /** The fields with their CRLFs, from the top. */
    static List<String> fields(String mail) {
        List<String> fields = new ArrayList<>();
        for (String line : mail.substring(0, mail.indexOf("\r\n\r\n") + 2).split("(?<=\r\n)", -1)) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                fields.set(fields.size() - 1, fields.get(fields.size() - 1) + line);
            } else if (!line.isEmpty()) {
                fields.add(line);
            }
        }
        return fields;
    }

    static String canonical(String form, String field) {
        return form.equals("relaxed") ? NaiveCanonicalization.relaxedHeader(field) : field;
    }

    static Message message(String text) {
        return Message.of(octets(text));
    }

    /** The diagnosis of the only signature. */
    static DkimDiagnosis diagnose(String text) {
        return diagnose(text, DiagnosisLimits.defaults());
    }

    static DkimDiagnosis diagnose(String text, DiagnosisLimits limits) {
        Message message = message(text);
        List<DkimVerification> verifications = VERIFIER.verify(message);
        if (verifications.size() != 1) {
            throw new IllegalArgumentException("one signature is expected: " + verifications);
        }
        return DkimDiagnosis.of(message, verifications.get(0), limits);
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String record(String file) {
        return SigningKey.fromPem(resource(file)).keyRecord().orElseThrow().toText();
    }

    private static String resource(String name) {
        try (InputStream in = TestSigner.class.getResourceAsStream("/org/mailauth/dkim/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String toString() {
        return key + " " + header + "/" + body;
    }
}
