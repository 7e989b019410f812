package org.mailauth.dkim;

import static org.mailauth.dkim.DkimReason.KEY_HASH_NOT_ALLOWED;
import static org.mailauth.dkim.DkimReason.KEY_MALFORMED;
import static org.mailauth.dkim.DkimReason.KEY_NOT_FOR_EMAIL;
import static org.mailauth.dkim.DkimReason.KEY_REQUIRES_EXACT_DOMAIN;
import static org.mailauth.dkim.DkimReason.KEY_REVOKED;
import static org.mailauth.dkim.DkimReason.KEY_TOO_LARGE;
import static org.mailauth.dkim.DkimReason.KEY_TOO_SMALL;
import static org.mailauth.dkim.DkimReason.KEY_TYPE_MISMATCH;
import static org.mailauth.dkim.DkimReason.NO_KEY;
import static org.mailauth.dkim.DkimReason.SIGNATURE_MISMATCH;
import static org.mailauth.dkim.DkimReason.VERIFIED;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dkim.internal.crypto.PublicKeyReader;

/** Signatures that hold, under keys about which there is something to say; each has a selector named like the message. */
final class HostileKeys {
    private static final String RSA = FixedKeys.publicKey(FixedKeys.RSA_2048);
    private static final String RSA_1024 = FixedKeys.publicKey(FixedKeys.RSA_1024);
    private static final String ED25519 = FixedKeys.publicKey(FixedKeys.ED25519);
    private static final String RSA_512 = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKpg/dc6HUmh/zRyYssPQfOsOerF7jw6QIrbE3SdkVKm"
            + "+c1jVJuJzU9x0LR3CJQKDy1AoXMc3DkRpOvbOvDVfq0CAwEAAQ==";
    private static final String SPF = "v=spf1 -all";

    private final HostileCorpus corpus;

    private HostileKeys(HostileCorpus corpus) {
        this.corpus = corpus;
    }

    static void addTo(HostileCorpus corpus) {
        HostileKeys keys = new HostileKeys(corpus);
        keys.restrictions();
        keys.testing();
        keys.syntax();
        keys.severalRecords();
        keys.forms();
        keys.sizesAndExponents();
    }

    private void key(String clause, String name, DkimReason reason, String... records) {
        key(clause, name, HostileCorpus.signed(HostileCorpus.SOUND.with("s", name)), reason, records);
    }

    private void key(String clause, String name, String text, DkimReason reason, String... records) {
        add(clause, name, text, HostileMessage.Expected.of(reason), records);
    }

    private void add(String clause, String name, String text, HostileMessage.Expected expected, String... records) {
        corpus.add(clause, name, text, Map.of(name + "._domainkey.example.com", List.of(records)), 1, expected);
    }

    private void restrictions() {
        key("key h=", "key-h-sha1", KEY_HASH_NOT_ALLOWED, "v=DKIM1; h=sha1; p=" + RSA);
        key("key h=", "key-h-several", VERIFIED, "v=DKIM1; h=sha512:sha256; p=" + RSA);
        key("key s=", "key-s-tlsrpt", KEY_NOT_FOR_EMAIL, "v=DKIM1; s=tlsrpt; p=" + RSA);
        key("key s=", "key-s-several", VERIFIED, "v=DKIM1; s=tlsrpt:email; p=" + RSA);
        SignatureText below = HostileCorpus.SOUND.with("i", "joe@mail.example.com");
        key(
                "key t=s",
                "key-t-s-and-i-below-d",
                HostileCorpus.signed(below.with("s", "key-t-s-and-i-below-d")),
                KEY_REQUIRES_EXACT_DOMAIN,
                "v=DKIM1; t=s; p=" + RSA);
        key("key t=s", "key-t-s-and-i-equals-d", VERIFIED, "v=DKIM1; t=s; p=" + RSA);
        key("key g=", "key-with-obsolete-g", VERIFIED, "v=DKIM1; g=nobody; p=" + RSA);
    }

    private void testing() {
        String clause = "key t=y";
        String record = "v=DKIM1; t=y; p=" + RSA;
        DkimFinding.Code testing = DkimFinding.Code.KEY_TESTING;
        String signed = HostileCorpus.signed(HostileCorpus.SOUND.with("s", "key-t-y"));
        add(clause, "key-t-y", signed, HostileMessage.Expected.of(VERIFIED, testing), record);
        String changed = HostileCorpus.signed(HostileCorpus.SOUND.with("s", "key-t-y-and-body-changed"))
                .replace("at eight", "at nine");
        add(
                clause,
                "key-t-y-and-body-changed",
                changed,
                HostileMessage.Expected.of(DkimResult.NEUTRAL, DkimReason.BODY_HASH_MISMATCH, testing),
                record);
        String elsewhere = HostileCorpus.signed(HostileCorpus.SOUND.with("s", "key-t-y-and-h-sha1"));
        add(
                clause,
                "key-t-y-and-h-sha1",
                elsewhere,
                HostileMessage.Expected.of(DkimResult.NEUTRAL, KEY_HASH_NOT_ALLOWED, testing),
                "v=DKIM1; h=sha1; t=y; p=" + RSA);
    }

    private void syntax() {
        key("key revoked", "key-revoked", KEY_REVOKED, "v=DKIM1; p=");
        key("key v=", "key-v-not-first", KEY_MALFORMED, "k=rsa; v=DKIM1; p=" + RSA);
        key("key v=", "key-v-unknown", KEY_MALFORMED, "v=DKIM2; p=" + RSA);
        key("key v=", "key-v-lower-case", KEY_MALFORMED, "v=dkim1; p=" + RSA);
        key("key v=", "key-v-absent", VERIFIED, "p=" + RSA);
        key("duplicate tags", "key-p-twice", KEY_MALFORMED, "v=DKIM1; p=" + RSA_1024 + "; p=" + RSA);
        key("duplicate tags", "key-t-twice", KEY_MALFORMED, "v=DKIM1; t=y; t=s; p=" + RSA);
        key("key k=", "key-k-unknown", KEY_TYPE_MISMATCH, "v=DKIM1; k=dsa; p=" + RSA);
        key("key k=", "key-of-another-type", KEY_TYPE_MISMATCH, "v=DKIM1; k=ed25519; p=" + ED25519);
        key("key p=", "key-p-absent", KEY_MALFORMED, "v=DKIM1; k=rsa");
        key("key p=", "key-p-no-base64", KEY_MALFORMED, "v=DKIM1; p=!" + RSA);
        key("key p=", "key-p-no-der", KEY_MALFORMED, "v=DKIM1; p=AAAABBBBCCCC");
        key("key p=", "key-p-with-blanks", VERIFIED, "v=DKIM1; p=" + RSA.substring(0, 50) + " " + RSA.substring(50));
    }

    private void severalRecords() {
        String clause = "several TXT records";
        String good = "v=DKIM1; p=" + RSA;
        String other = "v=DKIM1; p=" + RSA_1024;
        key(clause, "txt-junk-and-key", VERIFIED, SPF, "hello=world=!", good);
        key(clause, "txt-junk-only", KEY_MALFORMED, SPF);
        key(clause, "txt-revoked-and-key", VERIFIED, "v=DKIM1; p=", good);
        key(clause, "txt-third-key-holds", VERIFIED, other, other + ";", good);
        add(
                clause,
                "txt-fourth-key-holds",
                HostileCorpus.signed(HostileCorpus.SOUND.with("s", "txt-fourth-key-holds")),
                HostileMessage.Expected.of(SIGNATURE_MISMATCH, DkimFinding.Code.KEY_SHORT),
                other,
                other + ";",
                "v=DKIM1; n=x; p=" + RSA_1024,
                good);
        key(clause, "txt-broken-key", KEY_MALFORMED, "v=DKIM1; p=" + RSA.substring(0, 100));
        String nobody = HostileCorpus.signed(HostileCorpus.SOUND.with("s", "nobody"));
        corpus.one(clause, "txt-none", nobody, 1, NO_KEY);
    }

    private void forms() {
        String clause = "forms of keys";
        byte[] info = Base64.getDecoder().decode(RSA);
        String pkcs1 = Base64.getEncoder().encodeToString(Arrays.copyOfRange(info, info.length - 270, info.length));
        key(clause, "key-pkcs1", VERIFIED, "v=DKIM1; p=" + pkcs1);
        key(clause, "key-subject-public-key-info", VERIFIED, "v=DKIM1; p=" + RSA);
        SignatureText field = HostileCorpus.SOUND.with("a", "ed25519-sha256");
        HandSigner signer = HandSigner.ed25519("ed25519.pem");
        key(
                clause,
                "key-ed25519",
                HostileCorpus.signed(signer, HostileCorpus.MESSAGE, field.with("s", "key-ed25519")),
                VERIFIED,
                "v=DKIM1; k=ed25519; p=" + ED25519);
        key(
                clause,
                "key-ed25519-in-info",
                HostileCorpus.signed(signer, HostileCorpus.MESSAGE, field.with("s", "key-ed25519-in-info")),
                KEY_MALFORMED,
                "v=DKIM1; k=ed25519; p="
                        + Der.info("1.3.101.112", Base64.getDecoder().decode(ED25519)));
        key(
                clause,
                "key-rsa-for-ed25519",
                HostileCorpus.signed(signer, HostileCorpus.MESSAGE, field.with("s", "key-rsa-for-ed25519")),
                KEY_TYPE_MISMATCH,
                "v=DKIM1; p=" + RSA);
    }

    private void sizesAndExponents() {
        String clause = "RSA sizes and exponents";
        DkimFinding.Code tooShort = DkimFinding.Code.KEY_SHORT;
        sized(clause, "rsa-512", "rsa512.pem", HostileMessage.Expected.of(KEY_TOO_SMALL, tooShort), RSA_512);
        sized(clause, "rsa-1024", "rsa1024.pem", HostileMessage.Expected.of(VERIFIED, tooShort), RSA_1024);
        BigInteger large = BigInteger.ONE.shiftLeft(8192).setBit(0);
        key(clause, "rsa-8193", KEY_TOO_LARGE, "v=DKIM1; p=" + Der.pkcs1(large, BigInteger.valueOf(65_537)));
        BigInteger modulus = modulus();
        String[][] exponents = {
            {"rsa-exponent-1", "1"},
            {"rsa-exponent-even", "65536"},
            {"rsa-exponent-zero", "0"},
            {"rsa-exponent-negative", "-3"},
            {"rsa-exponent-beyond-32-bits", "4294967297"},
        };
        for (String[] exponent : exponents) {
            key(clause, exponent[0], KEY_MALFORMED, "v=DKIM1; p=" + Der.pkcs1(modulus, new BigInteger(exponent[1])));
        }
        String even = Der.pkcs1(modulus.add(BigInteger.ONE), BigInteger.valueOf(65_537));
        key(clause, "rsa-modulus-even", KEY_MALFORMED, "v=DKIM1; p=" + even);
    }

    private void sized(String clause, String name, String file, HostileMessage.Expected expected, String publicKey) {
        HandSigner signer = HandSigner.rsa(file);
        String text = HostileCorpus.signed(signer, HostileCorpus.MESSAGE, HostileCorpus.SOUND.with("s", name));
        add(clause, name, text, expected, "v=DKIM1; p=" + publicKey);
    }

    private static BigInteger modulus() {
        PublicKeyData key = PublicKeyReader.rsa(Base64.getDecoder().decode(RSA)).orElseThrow();
        if (key instanceof PublicKeyData.Rsa rsa) {
            return rsa.modulus();
        }
        throw new IllegalStateException("an RSA key is one");
    }
}
