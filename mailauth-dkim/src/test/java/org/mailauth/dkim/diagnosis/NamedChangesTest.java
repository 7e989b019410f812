package org.mailauth.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dkim.diagnosis.DkimCause.*;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each named change, made to a message signed by both algorithms under all four canonicalizations, is named, or the
 * signature still holds where its canonicalization absorbs the change; no other cause is named.
 */
class NamedChangesTest {
    private static final DiagnosisLimits LIMITS = new DiagnosisLimits(512L * 1024 * 1024, 1500);
    private static final String HEADER = "From: Ann Example <ann@example.com>\r\n"
            + "To: \"Bob Builder\" <bob@example.net>, carol@example.net\r\n"
            + "Subject: Minutes of the meeting\r\n"
            + "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
            + "Message-ID: <1@example.com>\r\n"
            + "Comments: first\r\n"
            + "Comments: second\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=\"utf-8\"\r\n";
    private static final String EIGHT = "Content-Transfer-Encoding: 8bit\r\n";
    private static final String TEXT =
            "Dear all,\r\n\r\nwe met on  Monday.\r\nFrom now on we meet on Tuesdays: caf\u00c3\u00a9.\r\n"
                    + ".hidden file\r\n\r\nYours = mine\r\n-- \r\nAnn\r\n";
    private static final String MAIL = HEADER + EIGHT + "\r\n" + TEXT;
    private static final String LONG = HEADER + EIGHT + "\r\nStart\r\n" + "word ".repeat(500) + "end\r\nEnd\r\n";
    private static final String MULTIPART =
            HEADER.replace("text/plain; charset=\"utf-8\"", "multipart/mixed; boundary=\"b1\"")
                    + "\r\n--b1\r\nContent-Type: text/plain\r\n\r\nHello\r\n\r\n--b1\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>\r\n--b1--\r\n";
    private static final String FOOTER = "_______\r\nlist mailing list\r\nhttps://lists.example.org/\r\n";

    /** A change, and what it must be called where it matters. */
    private record Change(String name, String mail, UnaryOperator<String> made, List<DkimCause> causes) {}

    private final List<Change> changes = new ArrayList<>();

    private void body(String name, DkimCause cause, UnaryOperator<String> made) {
        body(name, MAIL, made, cause);
    }

    private void body(String name, String mail, UnaryOperator<String> made, DkimCause... causes) {
        changes.add(new Change(
                name,
                mail,
                text -> text.substring(0, text.length() - TestSigner.body(text).length())
                        + made.apply(TestSigner.body(text)),
                List.of(causes)));
    }

    private void header(String name, DkimCause cause, String is, String becomes) {
        header(name, MAIL, cause, is, becomes);
    }

    private void header(String name, String mail, DkimCause cause, String is, String becomes) {
        changes.add(new Change(
                name,
                mail,
                text -> {
                    int start = text.indexOf("\r\nFrom:") + 2;
                    String below = text.substring(start);
                    assertThat(below).contains(is);
                    return text.substring(0, start)
                            + below.replaceFirst(Pattern.quote(is), Matcher.quoteReplacement(becomes));
                },
                List.of(cause)));
    }

    private static String lines(String body, String pattern, String replacement) {
        return body.replaceAll("(?<=\\A|\r\n)" + pattern, replacement);
    }

    private void bodyChanges() {
        body("CRLF to LF", BODY_LINE_ENDINGS, text -> text.replace("\r\n", "\n"));
        body("CRLF to CR", BODY_LINE_ENDINGS, text -> text.replace("\r\n", "\r"));
        body("CRLF to CR CR LF", BODY_LINE_ENDINGS, text -> text.replace("\r\n", "\r\r\n"));
        body("LF to CRLF", HEADER + EIGHT + "\r\na\nb\n", text -> text.replace("\n", "\r\n"), BODY_LINE_ENDINGS);
        body("CR to CRLF", HEADER + EIGHT + "\r\na\rb\r", text -> text.replace("\r", "\r\n"), BODY_LINE_ENDINGS);
        body(
                "blanks at line ends",
                BODY_TRAILING_WHITE_SPACE,
                text -> text.replace("-- \r\n", "x\r\n")
                        .replace("\r\n", " \r\n")
                        .replace("x \r\n", "-- \r\n"));
        body("separator blank gone", BODY_TRAILING_WHITE_SPACE, text -> text.replace("-- \r\n", "--\r\n"));
        body("empty line on top", BODY_BLANK_LINES, text -> "\r\n" + text);
        body("two empty lines on top", BODY_BLANK_LINES, text -> "\r\n\r\n" + text);
        body("empty line gone from the top", HEADER + "\r\n\r\nx\r\n", text -> text.substring(2), BODY_BLANK_LINES);
        body(
                "every line end doubled",
                HEADER + "\r\na\r\nb\r\nc\r\n",
                text -> text.replace("\r\n", "\r\n\r\n"),
                BODY_BLANK_LINES);
    }

    private void transport() {
        body("dots doubled", BODY_DOT_STUFFING, text -> lines(text, "\\.", ".."));
        body(
                "doubled dots halved",
                HEADER + "\r\n..x\r\n..y\r\n",
                text -> lines(text, "\\.\\.", "."),
                BODY_DOT_STUFFING);
        body("final dot", BODY_DOT_STUFFING, text -> text + ".\r\n");
        body("From escaped", BODY_FROM_ESCAPED, text -> lines(text, "From ", ">From "));
        body("From unescaped", HEADER + "\r\n>From x\r\n", text -> lines(text, ">From ", "From "), BODY_FROM_ESCAPED);
        body(
                "From escaped again",
                HEADER + "\r\n>From x\r\nFrom y\r\n",
                text -> lines(text, "(?=>*From )", ">"),
                BODY_FROM_ESCAPED);
        body("From encoded", BODY_FROM_ESCAPED, text -> lines(text, "From ", "=46rom "));
        body("wrapped at 998", LONG, text -> wrapped(text, 998, "\r\n"), BODY_LONG_LINES_WRAPPED);
        body("wrapped at 998 with a blank", LONG, text -> wrapped(text, 998, "\r\n "), BODY_LONG_LINES_WRAPPED);
        body("wrapped at 990 with a mark", LONG, text -> wrapped(text, 990, "!\r\n "), BODY_LONG_LINES_WRAPPED);
    }

    private void addedText() {
        body("to Latin-1", BODY_CHARSET, text -> new String(TestSigner.octets(text), StandardCharsets.UTF_8));
        body("to UTF-8", HEADER + EIGHT + "\r\ncaf\u00e9\r\n", NamedChangesTest::utf8, BODY_CHARSET);
        body(
                "white space widened",
                HEADER + "\r\na b\r\nc\r\n",
                text -> text.replace("a b", "a  b"),
                BODY_OTHER_CANONICALIZATION);
        body("footer", BODY_TEXT_APPENDED, text -> text + FOOTER);
        body("footer behind empty lines", BODY_TEXT_APPENDED, text -> text + "\r\n\r\n" + FOOTER);
        body(
                "footer on a body without final CRLF",
                HEADER + "\r\nHello",
                text -> text + "FOOTER\r\n",
                BODY_TEXT_APPENDED);
        body("banner", BODY_TEXT_PREPENDED, text -> "CAUTION: external\r\n\r\n" + text);
        body(
                "banner and footer",
                MAIL,
                text -> "CAUTION: external\r\n" + text + FOOTER,
                BODY_TEXT_PREPENDED,
                BODY_TEXT_APPENDED);
        body(
                "footer inside a part",
                MULTIPART,
                text -> text.replaceFirst("Hello\r\n\r\n", "Hello\r\n\r\nMANAGED BY LIST\r\n"),
                BODY_TEXT_INSERTED);
        body(
                "footer part",
                MULTIPART,
                text -> text.replace("--b1--", "--b1\r\nContent-Type: text/plain\r\n\r\nfooter\r\n--b1--"),
                BODY_TEXT_INSERTED);
        body("footer in HTML", MULTIPART, text -> text.replace("--b1--", "<p>list</p>\r\n--b1--"), BODY_TEXT_INSERTED);
        body(
                "wrapped in a part",
                MAIL,
                text -> "--l\r\nContent-Type: text/plain\r\n\r\n" + text + "--l\r\n\r\n" + FOOTER + "--l--\r\n",
                BODY_TEXT_PREPENDED,
                BODY_TEXT_APPENDED);
        body("all text came later", HEADER + "\r\n", text -> text + "Hello\r\nWorld\r\n", BODY_EMPTY_WHEN_SIGNED);
        body(
                "line endings and footer",
                MAIL,
                text -> text.replace("\r\n", "\r\r\n") + FOOTER,
                BODY_LINE_ENDINGS,
                BODY_TEXT_APPENDED);
        body("a word changed", BODY_UNEXPLAINED, text -> text.replace("Monday", "Sunday"));
        body("a line removed", BODY_UNEXPLAINED, text -> text.replace("Yours = mine\r\n", ""));
    }

    private static String wrapped(String body, int width, String cut) {
        StringBuilder out = new StringBuilder();
        for (String line : body.split("(?<=\r\n)", 0)) {
            String rest = line;
            while (rest.length() > width + 2) {
                int piece = width - (cut.startsWith("!") ? 1 : 0);
                out.append(rest, 0, piece).append(cut);
                rest = rest.substring(piece);
            }
            out.append(rest);
        }
        return out.toString();
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void headerChanges() {
        header("list tag", SUBJECT_TAG, "Subject: ", "Subject: [list] ");
        header("external tag", SUBJECT_TAG, "Subject: ", "Subject: [EXTERNAL] ");
        header("tag in words", SUBJECT_TAG, "Subject: ", "Subject: External: please note: ");
        header("tag at the end", SUBJECT_TAG, "meeting\r\n", "meeting [SPAM]\r\n");
        header("tag behind Re:", MAIL.replace("Minutes", "Re: Minutes"), SUBJECT_TAG, "Re: ", "Re: [list] ");
        header("Reply-To added", FIELD_ADDED, "Date:", "Reply-To: list@example.org\r\nDate:");
        header("second Subject below", FIELD_ADDED, "Date:", "Subject: buy\r\nDate:");
        header("List-Id added", FIELD_ADDED, "Date:", "List-Id: <l.example.org>\r\nDate:");
        header(
                "comments swapped",
                FIELD_REORDERED,
                "Comments: first\r\nComments: second",
                "Comments: second\r\nComments: first");
    }

    private void mimeFields() {
        header("MIME-Version gone", FIELD_REMOVED, "MIME-Version: 1.0\r\n", "");
        header("encoding gone", FIELD_REMOVED, EIGHT, "");
        header("encoding renamed", TRANSFER_ENCODING_FIELD, "8bit", "quoted-printable");
        header("charset unquoted", PARAMETER_FORM, "\"utf-8\"", "utf-8");
        header("charset upper case", PARAMETER_FORM, "\"utf-8\"", "\"UTF-8\"");
        header("boundary unquoted", MULTIPART, PARAMETER_FORM, "\"b1\"", "b1");
        header("boundary quoted", MULTIPART.replace("\"b1\"", "b1"), PARAMETER_FORM, "=b1", "=\"b1\"");
    }

    private void values() {
        header("name unquoted", ADDRESS_FORM, "\"Bob Builder\"", "Bob Builder");
        header("name quoted", ADDRESS_FORM, "From: Ann Example", "From: \"Ann Example\"");
        header(
                "From of the list",
                MAIL.replace("Date:", "X-Original-From: Ann Example <ann@example.com>\r\nDate:"),
                ADDRESS_REWRITTEN,
                "From: Ann Example <ann@example.com>",
                "From: Ann Example via List <list@example.org>");
        header(
                "To rewritten",
                MAIL.replace("To: \"Bob Builder\" <bob@example.net>, carol@example.net", "To: bob@example.net")
                        .replace("Date:", "Delivered-To: bob@example.net\r\nDate:"),
                ADDRESS_REWRITTEN,
                "To: bob@example.net",
                "To: bob@mailhost.example.net");
        header(
                "subject encoded",
                MAIL.replace("Minutes", "Caf\u00c3\u00a9 minutes"),
                FIELD_ENCODED_WORDS,
                "Caf\u00c3\u00a9 minutes of the meeting",
                "=?utf-8?B?" + base64("Caf\u00c3\u00a9 minutes of the meeting") + "?=");
        header(
                "subject decoded",
                MAIL.replace("Minutes of the meeting", "=?utf-8?Q?Caf=C3=A9_minutes?="),
                FIELD_ENCODED_WORDS,
                "=?utf-8?Q?Caf=C3=A9_minutes?=",
                "Caf\u00c3\u00a9 minutes");
        header(
                "subject from Q to B",
                MAIL.replace("Minutes of the meeting", "=?UTF-8?Q?Caf=C3=A9_minutes?="),
                FIELD_ENCODED_WORDS,
                "=?UTF-8?Q?Caf=C3=A9_minutes?=",
                "=?utf-8?b?" + base64("Caf\u00c3\u00a9 minutes") + "?=");
        header(
                "subject to Latin-1",
                MAIL.replace("Minutes", "Caf\u00c3\u00a9"),
                FIELD_CHARSET,
                "Caf\u00c3\u00a9",
                "Caf\u00e9");
    }

    private void whiteSpaceAndOthers() {
        header("folded", FIELD_REFOLDED, "<bob@example.net>, ", "<bob@example.net>,\r\n ");
        header("unfolded", MAIL.replace(">, carol", ">,\r\n carol"), FIELD_REFOLDED, ">,\r\n carol", ">, carol");
        header("blank behind the colon gone", FIELD_REFOLDED, "Date: ", "Date:");
        header("name in lower case", FIELD_NAME_CASE, "Message-ID:", "message-id:");
        header(
                "fold by LF",
                MAIL.replace(">, carol", ">,\r\n carol"),
                HEADER_LINE_ENDINGS,
                ">,\r\n carol",
                ">,\n carol");
        header("date changed", HEADER_UNEXPLAINED, "20 Nov", "21 Nov");
        header("unsigned field", HEADER_UNEXPLAINED, "Date:", "X-Spam: no\r\nDate:");
    }

    private static String base64(String octets) {
        return Base64.getEncoder().encodeToString(TestSigner.octets(octets));
    }

    @TestFactory
    Stream<DynamicTest> changesOfTheBody() {
        bodyChanges();
        transport();
        addedText();
        return tests();
    }

    @TestFactory
    Stream<DynamicTest> changesOfTheHeader() {
        headerChanges();
        mimeFields();
        values();
        whiteSpaceAndOthers();
        return tests();
    }

    private Stream<DynamicTest> tests() {
        return changes.stream()
                .flatMap(change -> TestSigner.all().stream()
                        .map(signer ->
                                DynamicTest.dynamicTest(change.name() + ", " + signer, () -> check(change, signer))));
    }

    private static void check(Change change, TestSigner signer) {
        String signed = signer.sign(change.mail());
        assertThat(TestSigner.diagnose(signed).explanations()).as("signed").isEmpty();
        String changed = change.made().apply(signed);
        assertThat(changed).isNotEqualTo(signed);
        DkimDiagnosis diagnosis = TestSigner.diagnose(changed, LIMITS);
        boolean holds = promise(signed, signer).equals(promise(changed, signer));
        List<DkimCause> expected = holds
                ? List.of()
                : change.causes().stream()
                        .map(cause -> cause == HEADER_UNEXPLAINED && signer.key() == TestSigner.Key.ED25519
                                ? HEADER_OR_KEY_UNEXPLAINED
                                : cause)
                        .toList();
        assertThat(diagnosis.explanations())
                .as(diagnosis.toString())
                .extracting(DkimExplanation::cause)
                .isEqualTo(expected);
        assertThat(diagnosis.isComplete() || change.causes().contains(HEADER_UNEXPLAINED))
                .isTrue();
    }

    /** What the signature speaks of, in canonical form. */
    private static String promise(String mail, TestSigner signer) {
        List<String> fields = TestSigner.fields(mail);
        StringBuilder promise = new StringBuilder();
        for (String name : TestSigner.NAMES.split(":", -1)) {
            for (int at = fields.size() - 1; at >= 0; at--) {
                if (TestSigner.name(fields.get(at)).equals(name)) {
                    promise.append(TestSigner.canonical(signer.header(), fields.remove(at)));
                    break;
                }
            }
        }
        return promise + "\r\n" + TestSigner.canonicalBody(signer.body(), TestSigner.body(mail));
    }
}
