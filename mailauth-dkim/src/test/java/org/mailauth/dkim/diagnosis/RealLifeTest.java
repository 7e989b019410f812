package org.mailauth.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dkim.diagnosis.DkimCause.*;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.dkim.internal.canon.NaiveCanonicalization;

/** What lists, filters, servers and careless signers do, several things at once. */
class RealLifeTest {
    private static final TestSigner RSA = TestSigner.of(TestSigner.Key.RSA, "relaxed/relaxed");
    private static final TestSigner SIMPLE = TestSigner.of(TestSigner.Key.ED25519, "simple/simple");
    private static final String HEADER = "From: Ann Example <ann@example.com>\r\n"
            + "To: team@lists.example.org\r\n"
            + "Subject: Minutes\r\n"
            + "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
            + "Message-ID: <1@example.com>\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=\"utf-8\"\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n";
    private static final String TEXT =
            "Dear all,\r\n\r\nThe caf\u00c3\u00a9 = closed. " + "word ".repeat(40) + "\r\nAnn\r\n";
    private static final String MAIL = HEADER + "\r\n" + TEXT;
    private static final String FOOTER = "_____\r\nTeam mailing list\r\n";

    private static List<DkimCause> causes(String text) {
        return TestSigner.diagnose(text).explanations().stream()
                .map(DkimExplanation::cause)
                .toList();
    }

    private static DkimExplanation only(String text) {
        DkimDiagnosis diagnosis = TestSigner.diagnose(text);
        assertThat(diagnosis.explanations()).as(diagnosis.toString()).hasSize(1);
        return diagnosis.explanations().get(0);
    }

    @Test
    void listWithTagAndFooterIsTwoCauses() {
        for (TestSigner signer : List.of(RSA, SIMPLE)) {
            String listed = signer.sign(MAIL).replace("Subject: ", "Subject: [team] ") + FOOTER;

            List<DkimExplanation> found = TestSigner.diagnose(listed).explanations();
            assertThat(found).extracting(DkimExplanation::cause).containsExactly(BODY_TEXT_APPENDED, SUBJECT_TAG);
            assertThat(found.get(0).octets()).hasValue(FOOTER.length());
            assertThat(found.get(1).octets()).hasValue("[team] ".length());
            assertThat(found.get(1).was()).hasValue("Minutes");
            assertThat(found.get(1).is()).hasValue("[team] Minutes");
        }
    }

    @Test
    void listThatTakesOverFromSetsReplyToAndTagsIsThreeCausesOfTheHeader() {
        String listed = RSA.sign(MAIL)
                .replace("Subject: ", "Subject: [team] ")
                .replace("From: Ann Example <ann@example.com>", "From: Ann Example via Team <team@lists.example.org>")
                .replace("Date:", "Reply-To: Ann Example <ann@example.com>\r\nDate:");

        assertThat(causes(listed)).containsExactlyInAnyOrder(SUBJECT_TAG, FIELD_ADDED, ADDRESS_REWRITTEN);
    }

    @Test
    void listThatPutsOnItsFieldsAndTags() {
        String listed = RSA.sign(MAIL)
                .replace("Subject: ", "Subject: [team] ")
                .replace(
                        "Date:",
                        "List-Id: <team.lists.example.org>\r\nList-Unsubscribe: <mailto:x@lists.example.org>\r\nDate:");

        assertThat(causes(listed)).containsExactlyInAnyOrder(SUBJECT_TAG, FIELD_ADDED, FIELD_ADDED);
    }

    @Test
    void serverWithout8BitMimeReencodesBodyAndField() {
        for (TestSigner signer : List.of(RSA, SIMPLE)) {
            String signed = signer.sign(MAIL);
            String header = signed.substring(0, signed.length() - TEXT.length());
            String reencoded = header.replace("8bit", "quoted-printable") + quotedPrintable(TEXT);

            assertThat(causes(reencoded)).containsExactly(BODY_TRANSFER_ENCODING, TRANSFER_ENCODING_FIELD);
        }
    }

    @Test
    void gatewayThatMakesBase64ReencodesBodyAndField() {
        String signed = RSA.sign(MAIL);
        String header = signed.substring(0, signed.length() - TEXT.length());
        String base64 = Base64.getMimeEncoder().encodeToString(TestSigner.octets(TEXT)) + "\r\n";

        assertThat(causes(header.replace("8bit", "base64") + base64))
                .containsExactly(BODY_TRANSFER_ENCODING, TRANSFER_ENCODING_FIELD);
    }

    @Test
    void gatewayThatDecodesAMessageSignedAsQuotedPrintableOrBase64() {
        String base64 = Base64.getMimeEncoder().encodeToString(TestSigner.octets(TEXT)) + "\r\n";
        for (String encoded : List.of(quotedPrintable(TEXT), base64)) {
            String name = encoded.equals(base64) ? "base64" : "quoted-printable";
            String signed = SIMPLE.sign(HEADER.replace("8bit", name) + "\r\n" + encoded);
            String header = signed.substring(0, signed.length() - encoded.length());

            assertThat(causes(header.replace(name, "8bit") + TEXT))
                    .containsExactly(BODY_TRANSFER_ENCODING, TRANSFER_ENCODING_FIELD);
        }
    }

    @Test
    void reencodedAndThenGivenAFooter() {
        String signed = RSA.sign(MAIL);
        String header = signed.substring(0, signed.length() - TEXT.length());

        assertThat(causes(header.replace("8bit", "quoted-printable") + quotedPrintable(TEXT) + FOOTER))
                .containsExactly(BODY_TRANSFER_ENCODING, BODY_TEXT_APPENDED, TRANSFER_ENCODING_FIELD);
    }

    /** Written apart from the code under test; breaks no line at its very end. */
    private static String quotedPrintable(String text) {
        StringBuilder out = new StringBuilder();
        for (String line : text.split("\r\n", 0)) {
            String rest = line;
            int column = 0;
            while (!rest.isEmpty()) {
                char c = rest.charAt(0);
                boolean plain = (c > ' ' && c < 0x7F && c != '=') || (c == ' ' && rest.length() > 1);
                String token = plain
                        ? rest.substring(0, 1)
                        : "=" + HexFormat.of().withUpperCase().toHexDigits((byte) c);
                if (column + token.length() > (rest.length() == 1 ? 76 : 75)) {
                    out.append("=\r\n");
                    column = 0;
                }
                out.append(token);
                column += token.length();
                rest = rest.substring(1);
            }
            out.append("\r\n");
        }
        return out.toString();
    }

    @Test
    void copiesOfFieldsTellWhatWas() {
        String signed = RSA.withTags(" z=Subject:Minutes|Date:Fri,=2020=20Nov=202026=2010:00:00=20+0000|X-Gone:1;")
                .sign(MAIL);
        DkimExplanation date = only(signed.replace("20 Nov 2026", "21 Nov 2026"));

        assertThat(date.cause()).isEqualTo(FIELD_CHANGED);
        assertThat(date.field()).hasValue("Date");
        assertThat(date.was()).hasValue("Fri, 20 Nov 2026 10:00:00 +0000");
        assertThat(date.is()).hasValue("Fri, 21 Nov 2026 10:00:00 +0000");
    }

    @Test
    void copiesOfFieldsTellWhatIsGone() {
        String signed =
                RSA.withTags(" z=Message-ID:<1@example.com>|Subject:Minutes;").sign(MAIL);
        DkimExplanation gone = only(signed.replace("Message-ID: <1@example.com>\r\n", ""));

        assertThat(gone.cause()).isEqualTo(FIELD_REMOVED);
        assertThat(gone.was()).hasValue("<1@example.com>");
        assertThat(gone.is()).isEmpty();
    }

    @Test
    void copiesThatDoNotMakeTheHashMatchProveNothing() {
        String signed = RSA.withTags(" z=Date:Sat,=2021=20Nov=202026;").sign(MAIL);

        assertThat(causes(signed.replace("20 Nov 2026", "22 Nov 2026"))).containsExactly(HEADER_UNEXPLAINED);
    }

    @Test
    void anotherRsaKeyThanThePublishedOneIsToldApartFromAChangedHeader() {
        String signed = RSA.sign(MAIL).replace("s=r;", "s=other;");

        assertThat(causes(signed)).containsExactly(KEY_DIFFERS);
        assertThat(causes(RSA.sign(MAIL).replace("20 Nov", "21 Nov"))).containsExactly(HEADER_UNEXPLAINED);
    }

    @Test
    void damagedRsaSignatureIsAMatterOfTheKey() {
        String signed = RSA.sign(MAIL);
        int data = signed.indexOf("\r\n\tb=") + 8;
        char other = signed.charAt(data) == 'A' ? 'B' : 'A';

        assertThat(causes(signed.substring(0, data) + other + signed.substring(data + 1)))
                .containsExactly(KEY_DIFFERS);
    }

    @Test
    void ed25519CannotTellAKeyFromAHeader() {
        assertThat(causes(SIMPLE.sign(MAIL).replace("20 Nov", "21 Nov"))).containsExactly(HEADER_OR_KEY_UNEXPLAINED);
    }

    @Test
    void signersThatHashAnotherFormThanTheyDeclare() {
        assertThat(causes(RSA.hashing(NaiveCanonicalization::simpleBody).sign(MAIL + "a  b\r\n")))
                .containsExactly(BODY_OTHER_CANONICALIZATION);
        assertThat(causes(SIMPLE.hashing(NaiveCanonicalization::relaxedBody).sign(MAIL + "a  b\r\n")))
                .containsExactly(BODY_OTHER_CANONICALIZATION);
        assertThat(causes(SIMPLE.hashing(text -> text).sign(MAIL + "\r\n\r\n")))
                .containsExactly(BODY_OTHER_CANONICALIZATION);
        assertThat(causes(SIMPLE.hashing(text -> text.replace("\r\n", "\n")).sign(MAIL)))
                .containsExactly(BODY_LINE_ENDINGS);
        assertThat(causes(RSA.hashing(text -> "\r\n").sign(HEADER + "\r\n")))
                .containsExactly(BODY_OTHER_CANONICALIZATION);
        assertThat(causes(SIMPLE.hashing(text -> NaiveCanonicalization.simpleBody(text) + "\r\n")
                        .sign(MAIL)))
                .containsExactly(BODY_FINAL_LINE_END);
        assertThat(causes(RSA.sign(MAIL, "simple"))).containsExactly(HEADER_OTHER_CANONICALIZATION);
        assertThat(causes(SIMPLE.sign(MAIL, "relaxed"))).containsExactly(HEADER_OTHER_CANONICALIZATION);
    }

    @Test
    void bannerOnAPartlySignedBody() {
        String covered = NaiveCanonicalization.relaxedBody(TEXT).substring(0, 20);
        String signed = RSA.withTags(" l=20;").hashing(text -> covered).sign(MAIL);
        int body = signed.length() - TEXT.length();

        assertThat(causes(signed.substring(0, body) + "BANNER\r\n" + signed.substring(body)))
                .containsExactly(BODY_TEXT_PREPENDED);
    }

    @Test
    void bodyCutShorterThanItsSignedLengthIsUnexplained() {
        String signed = RSA.withTags(" l=100;")
                .hashing(text -> NaiveCanonicalization.relaxedBody(text).substring(0, 100))
                .sign(MAIL);
        int body = signed.length() - TEXT.length();

        assertThat(causes(signed.substring(0, body + 50))).containsExactly(BODY_UNEXPLAINED);
    }

    @Test
    void verdictThatNoHashDecidedHasNoExplanation() {
        assertThat(TestSigner.diagnose(RSA.sign(MAIL)).explanations()).isEmpty();
        assertThat(TestSigner.diagnose(RSA.sign(MAIL).replace("s=r;", "s=gone;") + FOOTER)
                        .explanations())
                .isEmpty();
        assertThat(TestSigner.diagnose("DKIM-Signature: junk\r\n" + MAIL).explanations())
                .isEmpty();
    }

    @Test
    void textsOfTheMessageAreShownHarmlessly() {
        String signed = RSA.sign(MAIL).replace("Subject: ", "Subject: \u001b[2J\u00e2\u0080\u00ae ") + "\u001b[2J\r\n";
        List<DkimExplanation> found = TestSigner.diagnose(signed).explanations();

        assertThat(found).extracting(DkimExplanation::cause).containsExactly(BODY_TEXT_APPENDED, SUBJECT_TAG);
        assertThat(found.toString()).doesNotContain("\u001b", "\u202e").contains("\\u001b", "\\u202e");
    }

    @Test
    void explanationIsAboutTheMessageAndNotAVerdict() {
        byte[] octets = (RSA.sign(MAIL) + FOOTER).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(octets, StandardCharsets.ISO_8859_1)).endsWith(FOOTER);
        DkimExplanation footer = only(new String(octets, StandardCharsets.ISO_8859_1));

        assertThat(footer.isExact()).isTrue();
        assertThat(footer.text())
                .contains("footer of " + FOOTER.length() + " octets")
                .contains("\"_____\"");
        assertThat(footer.cause().part()).isEqualTo(DkimCause.Part.BODY);
    }
}
