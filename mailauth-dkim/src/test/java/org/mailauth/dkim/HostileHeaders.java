package org.mailauth.dkim;

import static org.mailauth.dkim.DkimReason.BODY_HASH_MISMATCH;
import static org.mailauth.dkim.DkimReason.MALFORMED_SIGNATURE;
import static org.mailauth.dkim.DkimReason.NO_KEY;
import static org.mailauth.dkim.DkimReason.SIGNATURE_MISMATCH;
import static org.mailauth.dkim.DkimReason.SKIPPED;
import static org.mailauth.dkim.DkimReason.VERIFIED;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sound signatures on messages that somebody changed afterwards, or piled others upon. */
final class HostileHeaders {
    private static final String SIGNED = HostileCorpus.signed(HostileCorpus.SOUND);
    private static final String OVER_SIGNED =
            HostileCorpus.signed(HostileCorpus.SOUND.with("h", "From:From:To:Subject:Date"));

    private HostileHeaders() {}

    static void addTo(HostileCorpus corpus) {
        fieldsAdded(corpus);
        loneLineEnds(corpus);
        changes(corpus);
        floods(corpus);
    }

    private static void fieldsAdded(HostileCorpus corpus) {
        String clause = "a second From, or another field, added after signing";
        String from = "From: Eve <eve@evil.example>\r\n";
        DkimFinding.Code added = DkimFinding.Code.FIELD_ADDED;
        DkimFinding.Code unsigned = DkimFinding.Code.FIELD_UNSIGNED;
        corpus.one(clause, "from-added-on-top", from + SIGNED, 1, VERIFIED, added);
        corpus.one(
                clause,
                "from-added-below-signature",
                SIGNED.replace("From: Joe", from + "From: Joe"),
                1,
                VERIFIED,
                added);
        corpus.one(
                clause,
                "from-added-at-bottom",
                SIGNED.replace("Message-ID", from + "Message-ID"),
                1,
                SIGNATURE_MISMATCH,
                added);
        corpus.one(clause, "from-with-blank-added", from.replace(":", " \t:") + SIGNED, 1, VERIFIED, added);
        corpus.one(clause, "from-added-though-over-signed", from + OVER_SIGNED, 1, SIGNATURE_MISMATCH);
        corpus.one(clause, "subject-added", "Subject: Buy\r\n" + SIGNED, 1, VERIFIED, added);
        corpus.one(clause, "reply-to-added", "Reply-To: eve@evil.example\r\n" + SIGNED, 1, VERIFIED, unsigned);
        corpus.one(clause, "content-type-added", "Content-Type: text/html\r\n" + SIGNED, 1, VERIFIED, unsigned);
    }

    private static void loneLineEnds(HostileCorpus corpus) {
        String clause = "a lone LF or CR that hides a field";
        DkimFinding.Code hidden = DkimFinding.Code.FIELD_HIDDEN;
        String[][] fields = {
            {"lf-hides-from", "X-Note: a\nFrom: Eve <eve@evil.example>\r\n"},
            {"cr-hides-from", "X-Note: a\rFrom: Eve <eve@evil.example>\r\n"},
            {"lf-hides-subject", "X-Note: a\nSubject: Buy\r\n"},
            {"lf-hides-end-of-header", "X-Note: a\n\n<a href=//evil.example>\r\n"},
        };
        for (String[] field : fields) {
            corpus.one(clause, field[0], field[1] + SIGNED, 1, DkimReason.FIELD_HIDDEN, hidden);
        }
        corpus.one(clause, "lf-hides-nothing", "X-Note: a\nb\r\n" + SIGNED, 1, VERIFIED);
        String moved = SIGNED.replace("\r\nFrom: Joe", "\nFrom: Joe");
        corpus.add(
                clause,
                "lf-joins-from-to-signature",
                moved,
                Map.of(),
                0,
                HostileMessage.Expected.of(MALFORMED_SIGNATURE));
    }

    private static void changes(HostileCorpus corpus) {
        String clause = "changed after signing";
        corpus.one(clause, "body-changed", SIGNED.replace("at eight", "at nine"), 1, BODY_HASH_MISMATCH);
        corpus.one(clause, "subject-changed", SIGNED.replace("Dinner", "Lunch"), 1, SIGNATURE_MISMATCH);
        corpus.one(clause, "from-changed", SIGNED.replace("joe@", "eve@"), 1, SIGNATURE_MISMATCH);
        corpus.one(clause, "line-ends-in-body-lost", withLoneLf(), 1, BODY_HASH_MISMATCH);
        corpus.one(
                clause,
                "tag-added-to-signature",
                SIGNED.replace("; bh=", "; x=4102444800; bh="),
                1,
                SIGNATURE_MISMATCH);
    }

    private static String withLoneLf() {
        int body = SIGNED.indexOf("\r\n\r\n") + 4;
        return SIGNED.substring(0, body) + SIGNED.substring(body).replace("\r\n", "\n");
    }

    private static void floods(HostileCorpus corpus) {
        String clause = "a hundred signatures and one";
        flood(corpus, clause, "author-below-a-hundred-strangers", SIGNED, true);
        flood(corpus, clause, "author-on-top-of-a-hundred-strangers", SIGNED, false);
        String junk = "DKIM-Signature: v=1; junk\r\n".repeat(100);
        HostileMessage.Expected[] expected = new HostileMessage.Expected[101];
        java.util.Arrays.fill(expected, HostileMessage.Expected.of(MALFORMED_SIGNATURE));
        expected[100] = HostileMessage.Expected.of(VERIFIED);
        corpus.add(clause, "author-below-junk", junk + SIGNED, Map.of(), 1, expected);
    }

    private static void flood(HostileCorpus corpus, String clause, String name, String signed, boolean below) {
        StringBuilder strangers = new StringBuilder();
        List<HostileMessage.Expected> expected = new ArrayList<>();
        String body = signed.substring(signed.indexOf("bh=") + 3, signed.indexOf("bh=") + 47);
        for (int at = 0; at < 100; at++) {
            SignatureText stranger = HostileCorpus.SOUND
                    .with("d", "evil.example")
                    .with("s", "s" + at)
                    .with("bh", body)
                    .with("b", "dGVzdA==");
            strangers.append("DKIM-Signature:").append(stranger).append("\r\n");
            expected.add(HostileMessage.Expected.of(at < 9 ? NO_KEY : SKIPPED));
        }
        expected.add(below ? 100 : 0, HostileMessage.Expected.of(VERIFIED));
        int end = signed.indexOf("\r\nFrom:") + 2;
        String text = below ? strangers + signed : signed.substring(0, end) + strangers + signed.substring(end);
        corpus.add(clause, name, text, Map.of(), 10, expected.toArray(HostileMessage.Expected[]::new));
    }
}
