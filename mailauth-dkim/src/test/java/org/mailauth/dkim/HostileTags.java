package org.mailauth.dkim;

import static org.mailauth.dkim.DkimReason.AUID_OUTSIDE_DOMAIN;
import static org.mailauth.dkim.DkimReason.BODY_PARTLY_UNCOVERED;
import static org.mailauth.dkim.DkimReason.EXPIRED;
import static org.mailauth.dkim.DkimReason.FROM_NOT_SIGNED;
import static org.mailauth.dkim.DkimReason.INCOMPATIBLE_VERSION;
import static org.mailauth.dkim.DkimReason.LENGTH_BEYOND_BODY;
import static org.mailauth.dkim.DkimReason.MALFORMED_SIGNATURE;
import static org.mailauth.dkim.DkimReason.MISSING_TAG;
import static org.mailauth.dkim.DkimReason.NOT_YET_VALID;
import static org.mailauth.dkim.DkimReason.RSA_SHA1_REFUSED;
import static org.mailauth.dkim.DkimReason.UNSUPPORTED_ALGORITHM;
import static org.mailauth.dkim.DkimReason.UNSUPPORTED_CANONICALIZATION;
import static org.mailauth.dkim.DkimReason.UNSUPPORTED_QUERY_METHOD;
import static org.mailauth.dkim.DkimReason.VERIFIED;

import java.util.Map;

/** Signatures that hold, but for what their tags say. */
final class HostileTags {
    private static final SignatureText SOUND = HostileCorpus.SOUND;
    private static final String BODY = HostileCorpus.MESSAGE.substring(HostileCorpus.MESSAGE.indexOf("\r\n\r\n") + 4);

    private HostileTags() {}

    static void addTo(HostileCorpus corpus) {
        corpus.one("sound", "sound", HostileCorpus.signed(SOUND), 1, VERIFIED);
        signedFields(corpus);
        bodyLength(corpus);
        version(corpus);
        auid(corpus);
        times(corpus);
        duplicates(corpus);
        queryMethods(corpus);
        algorithms(corpus);
        names(corpus);
        syntax(corpus);
    }

    private static void signedFields(HostileCorpus corpus) {
        String clause = "From missing from h=";
        corpus.refusedUnasked(clause, "h-without-from", SOUND.with("h", "To:Subject:Date"), FROM_NOT_SIGNED);
        corpus.refusedUnasked(clause, "h-with-names-like-from", SOUND.with("h", "X-From:Fromm:To"), FROM_NOT_SIGNED);
        corpus.refusedUnasked(clause, "h-empty", SOUND.with("h", ""), MALFORMED_SIGNATURE);
        corpus.refusedUnasked(
                "h= beyond any use",
                "h-with-257-names",
                SOUND.with("h", "From" + ":X".repeat(256)),
                MALFORMED_SIGNATURE);
        String self = HostileCorpus.signed(SOUND.with("h", "From:To:Subject:Date:DKIM-Signature"));
        corpus.one("h= names the signature itself", "h-names-itself", self, 1, VERIFIED);
    }

    private static void bodyLength(HostileCorpus corpus) {
        String clause = "l=";
        DkimFinding.Code uncovered = DkimFinding.Code.BODY_PARTLY_UNCOVERED;
        String whole = withLength(BODY.length());
        corpus.one(clause, "l-covers-all", whole, 1, VERIFIED);
        corpus.one(clause, "l-with-text-appended", whole + "Buy!\r\n", 1, BODY_PARTLY_UNCOVERED, uncovered);
        corpus.one(clause, "l-shorter-than-body", withLength(9), 1, BODY_PARTLY_UNCOVERED, uncovered);
        corpus.one(clause, "l-zero", withLength(0), 1, BODY_PARTLY_UNCOVERED, uncovered);
        String replaced = HostileCorpus.signer()
                .bodyLimit(0)
                .sign(
                        HostileCorpus.MESSAGE.replace(BODY, "Something else.\r\n"),
                        "DKIM-Signature:" + SOUND.with("l", "0"),
                        "From",
                        "To",
                        "Subject",
                        "Date");
        corpus.one(clause, "l-zero-with-another-body", replaced, 1, BODY_PARTLY_UNCOVERED, uncovered);
        corpus.one(
                clause,
                "l-with-content-type-added",
                "Content-Type: multipart/mixed; boundary=x\r\n" + whole + "--x\r\n\r\nBuy!\r\n--x--\r\n",
                1,
                BODY_PARTLY_UNCOVERED,
                DkimFinding.Code.FIELD_UNSIGNED,
                uncovered);
        corpus.one(clause, "l-beyond-body", HostileCorpus.signed(SOUND.with("l", "1000")), 1, LENGTH_BEYOND_BODY);
        String huge = "9".repeat(76);
        corpus.one(clause, "l-of-76-digits", HostileCorpus.signed(SOUND.with("l", huge)), 1, LENGTH_BEYOND_BODY);
        // 2^64 plus the size of the body
        String wrapped = "184467440737095516" + (16 + BODY.length());
        corpus.one(clause, "l-wraps-around", HostileCorpus.signed(SOUND.with("l", wrapped)), 1, LENGTH_BEYOND_BODY);
        corpus.refusedUnasked(clause, "l-negative", SOUND.with("l", "-1"), MALFORMED_SIGNATURE);
        corpus.refusedUnasked(clause, "l-empty", SOUND.with("l", ""), MALFORMED_SIGNATURE);
    }

    private static String withLength(int octets) {
        SignatureText field = SOUND.with("l", String.valueOf(octets));
        return HostileCorpus.signed(HostileCorpus.signer().bodyLimit(octets), HostileCorpus.MESSAGE, field);
    }

    private static void version(HostileCorpus corpus) {
        String clause = "v= wrong or absent";
        corpus.refusedUnasked(clause, "v-absent", SOUND.without("v"), MISSING_TAG);
        for (String wrong : new String[] {"2", "1.0", "01", "DKIM1"}) {
            corpus.refusedUnasked(clause, "v-is-" + wrong, SOUND.with("v", wrong), INCOMPATIBLE_VERSION);
        }
        corpus.refusedUnasked(clause, "v-empty", SOUND.with("v", ""), INCOMPATIBLE_VERSION);
    }

    private static void auid(HostileCorpus corpus) {
        String clause = "i= outside d=";
        corpus.refusedUnasked(clause, "i-elsewhere", SOUND.with("i", "joe@bank.example"), AUID_OUTSIDE_DOMAIN);
        corpus.refusedUnasked(clause, "i-above-d", SOUND.with("i", "joe@com"), AUID_OUTSIDE_DOMAIN);
        corpus.refusedUnasked(clause, "i-ends-like-d", SOUND.with("i", "joe@notexample.com"), AUID_OUTSIDE_DOMAIN);
        corpus.refusedUnasked(
                clause, "i-with-two-ats", SOUND.with("i", "joe@example.com@bank.example"), AUID_OUTSIDE_DOMAIN);
        corpus.refusedUnasked(clause, "i-without-at", SOUND.with("i", "example.com"), MALFORMED_SIGNATURE);
        corpus.refusedUnasked(clause, "i-with-line-end", SOUND.with("i", "a=0D=0Ab@example.com"), MALFORMED_SIGNATURE);
        corpus.one(clause, "i-below-d", HostileCorpus.signed(SOUND.with("i", "joe@mail.example.com")), 1, VERIFIED);
    }

    private static void times(HostileCorpus corpus) {
        String clause = "t= and x=";
        corpus.one(clause, "t-in-future", HostileCorpus.signed(SOUND.with("t", "4102444800")), 0, NOT_YET_VALID);
        corpus.one(clause, "x-passed", HostileCorpus.signed(SOUND.with("x", "1500000000")), 0, EXPIRED);
        corpus.one(
                clause,
                "x-passed-of-a-real-span",
                HostileCorpus.signed(SOUND.with("t", "1499990000").with("x", "1500000000")),
                0,
                EXPIRED);
        corpus.refusedUnasked(
                clause, "x-before-t", SOUND.with("t", "1600000000").with("x", "1500000000"), MALFORMED_SIGNATURE);
        corpus.refusedUnasked(
                clause,
                "x-before-t-both-in-future",
                SOUND.with("t", "4102444801").with("x", "4102444800"),
                MALFORMED_SIGNATURE);
        corpus.refusedUnasked(
                clause, "x-equals-t", SOUND.with("t", "1600000000").with("x", "1600000000"), MALFORMED_SIGNATURE);
        corpus.refusedUnasked(clause, "t-of-13-digits", SOUND.with("t", "1600000000000"), MALFORMED_SIGNATURE);
        corpus.refusedUnasked(clause, "x-negative", SOUND.with("x", "-1"), MALFORMED_SIGNATURE);
    }

    private static void duplicates(HostileCorpus corpus) {
        String clause = "duplicate tags";
        duplicate(corpus, clause, "d-twice", "d", "d=bank.example");
        duplicate(corpus, clause, "h-twice", "h", "h=To");
        duplicate(corpus, clause, "l-twice", "v", "l=0; l=" + BODY.length());
        duplicate(corpus, clause, "unknown-tag-twice", "v", "zz=1; zz=2");
        duplicate(corpus, clause, "b-twice", "v", "b=AAAA");
    }

    private static void duplicate(HostileCorpus corpus, String clause, String name, String before, String more) {
        String field = SOUND.toString().replace(" " + before + "=", " " + more + "; " + before + "=");
        String text = HostileCorpus.signer()
                .sign(HostileCorpus.MESSAGE, "DKIM-Signature:" + field, "From", "To", "Subject", "Date");
        corpus.add(clause, name, text, Map.of(), 0, HostileMessage.Expected.of(MALFORMED_SIGNATURE));
    }

    private static void queryMethods(HostileCorpus corpus) {
        String clause = "q=";
        corpus.refusedUnasked(clause, "q-unknown", SOUND.with("q", "http/json"), UNSUPPORTED_QUERY_METHOD);
        corpus.refusedUnasked(clause, "q-dns-only", SOUND.with("q", "dns"), UNSUPPORTED_QUERY_METHOD);
        corpus.one(clause, "q-one-known", HostileCorpus.signed(SOUND.with("q", "http/json:dns/txt")), 1, VERIFIED);
    }

    private static void algorithms(HostileCorpus corpus) {
        String clause = "a= and c=";
        SignatureText sha1 = SOUND.with("a", "rsa-sha1");
        corpus.one(
                "rsa-sha1",
                "rsa-sha1",
                HostileCorpus.signed(HandSigner.rsaSha1("rsa2048.pem"), HostileCorpus.MESSAGE, sha1),
                0,
                RSA_SHA1_REFUSED);
        corpus.refusedUnasked(clause, "a-unknown", SOUND.with("a", "rsa-sha512"), UNSUPPORTED_ALGORITHM);
        corpus.refusedUnasked(clause, "a-upper-case", SOUND.with("a", "RSA-SHA256"), UNSUPPORTED_ALGORITHM);
        corpus.refusedUnasked(
                clause, "c-header-unknown", SOUND.with("c", "nofws/relaxed"), UNSUPPORTED_CANONICALIZATION);
        corpus.refusedUnasked(clause, "c-body-unknown", SOUND.with("c", "relaxed/nofws"), UNSUPPORTED_CANONICALIZATION);
    }

    private static void names(HostileCorpus corpus) {
        String clause = "a name that is none";
        String[][] faults = {
            {"d-with-nul", "d", "example.com\u0000.evil.example"},
            {"d-with-quote-and-parenthesis", "d", "bank'(.evil.example"},
            {"d-in-quotes", "d", "\"example.com\""},
            {"d-with-blank", "d", "exam ple.com"},
            {"d-of-one-label", "d", "com"},
            {"d-with-final-dot", "d", "example.com."},
            {"d-with-empty-label", "d", "example..com"},
            {"d-too-long", "d", "x.".repeat(126) + "example.com"},
            {"s-with-nul", "s", "r2\u0000.evil"},
            {"s-with-parenthesis", "s", "r2(._domainkey.evil.example."},
            {"s-with-blank", "s", "r 2"},
            {"s-empty", "s", ""},
            {"s-with-slash", "s", "../r2"},
        };
        for (String[] fault : faults) {
            corpus.refusedUnasked(clause, fault[0], SOUND.with(fault[1], fault[2]), MALFORMED_SIGNATURE);
        }
    }

    private static void syntax(HostileCorpus corpus) {
        String clause = "no signature";
        corpus.refusedUnasked(clause, "b-empty", SOUND.with("b", ""), MALFORMED_SIGNATURE);
        corpus.refusedUnasked(clause, "b-no-base64", SOUND.with("b", "!@B@"), MALFORMED_SIGNATURE);
        corpus.refusedUnasked(clause, "bh-too-short", SOUND.with("bh", "AAAA"), MALFORMED_SIGNATURE);
        corpus.refusedUnasked(clause, "bh-absent", SOUND.without("bh"), MISSING_TAG);
        corpus.refusedUnasked(clause, "junk-in-list", SOUND.with("n", "; junk"), MALFORMED_SIGNATURE);
        corpus.one(
                clause,
                "b-too-short",
                HostileCorpus.signed(SOUND.with("b", "dGVzdA==")),
                1,
                DkimReason.SIGNATURE_MISMATCH);
    }
}
