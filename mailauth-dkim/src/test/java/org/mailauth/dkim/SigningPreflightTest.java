package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.Problem;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.message.MessageStream;

/** What will break on the way or is ambiguous is found before signing; each finding with the message that just has it not. */
class SigningPreflightTest {
    private static final String FROM = "From: joe@example.com\r\n";
    private static final String REST =
            "To: suzie@example.org\r\nSubject: Dinner\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <1@example.com>\r\n";
    private static final String HEADER = FROM + REST;
    private static final String MIME = HEADER + "MIME-Version: 1.0\r\n";
    private static final String BODY = "\r\nHi.\r\n";
    private static final DkimVerifier VERIFIER = Checks.verifier(FixedKeys.DNS).build();

    private static DkimSigner.Builder signer() {
        return DkimSigner.builder()
                .signingDomain("example.com")
                .key("ed", FixedKeys.ED25519)
                .clock(Clock.fixed(Checks.NOW, ZoneOffset.UTC));
    }

    private static PreflightReport report(String message) {
        return signer().build().preflight(Checks.message(message));
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    private static List<String> allCodes(PreflightReport report) {
        return Stream.of(report.refusals(), report.warnings())
                .flatMap(List::stream)
                .map(Problem::code)
                .toList();
    }

    /** The message is found fault with at this place, refused or signed with a warning, and signed when that is allowed. */
    private static void assertFound(PreflightCheck check, String message, OptionalLong position) {
        assertFound(signer(), check, message, position);
    }

    private static void assertFound(
            DkimSigner.Builder builder, PreflightCheck check, String message, OptionalLong position) {
        Message parsed = Checks.message(message);
        PreflightReport report = builder.build().preflight(parsed);
        Problem found = Stream.of(report.refusals(), report.warnings())
                .flatMap(List::stream)
                .filter(problem -> problem.code().equals(check.code()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " not found, but " + report));
        assertThat(found.reference()).isEqualTo(check.reference());
        assertThat(found.position()).isEqualTo(position);
        assertThat(found.text()).isNotEmpty();
        assertThat(report.refusals().contains(found)).isEqualTo(check.refusesByDefault());

        assertThat(streamed(builder.build(), message)).isEqualTo(report);

        DkimSigning signing = builder.build().sign(parsed);
        if (check.refusesByDefault()) {
            assertThat(signing)
                    .isInstanceOfSatisfying(
                            DkimSigning.Refused.class,
                            refused -> assertThat(refused.problems()).isEqualTo(report.refusals()));
        } else {
            assertThat(signing)
                    .isInstanceOfSatisfying(
                            DkimSigning.Signed.class,
                            signed -> assertThat(signed.warnings()).isEqualTo(report.warnings()));
        }
        PreflightReport allowed = builder.preflight(SigningPreflight.standard().allowing(check))
                .build()
                .preflight(parsed);
        assertThat(codes(allowed.refusals())).doesNotContain(check.code());
        assertThat(codes(allowed.warnings())).contains(check.code());
        DkimSigner strict =
                builder.preflight(SigningPreflight.lenient().refusing(check)).build();
        assertThat(codes(strict.preflight(parsed).refusals())).containsExactly(check.code());
        assertThat(strict.sign(parsed)).isInstanceOf(DkimSigning.Refused.class);
        DkimSigner lenient = builder.preflight(SigningPreflight.lenient()).build();
        assertThat(lenient.sign(parsed)).isInstanceOf(DkimSigning.Signed.class);
    }

    /** The same message, an octet at a time. */
    private static PreflightReport streamed(DkimSigner signer, String message) {
        List<DkimSigningSession> sessions = new ArrayList<>();
        MessageStream stream = MessageStream.openStored(
                MessageLimits.defaults(), (header, body) -> sessions.add(signer.open(header, body)));
        for (int at = 0; at < message.length(); at++) {
            stream.write(message.charAt(at));
        }
        stream.close();
        return sessions.get(0).preflight();
    }

    private static void assertFound(PreflightCheck check, String message, long position) {
        assertFound(check, message, OptionalLong.of(position));
    }

    private static void assertFound(PreflightCheck check, String message) {
        assertFound(check, message, OptionalLong.empty());
    }

    private static void assertNotFound(PreflightCheck check, String message) {
        assertThat(allCodes(report(message))).doesNotContain(check.code());
    }

    /** Nothing at all is found, and what is signed verifies. */
    private static void assertClean(String message) {
        Message parsed = Checks.message(message);
        assertThat(allCodes(report(message))).isEmpty();
        assertThat(signer().build().sign(parsed)).isInstanceOfSatisfying(DkimSigning.Signed.class, signed -> {
            assertThat(signed.warnings()).isEmpty();
            assertThat(VERIFIER.verify(parsed.withPrepended(signed.fields())))
                    .extracting(DkimVerification::reason)
                    .containsExactly(DkimReason.VERIFIED);
        });
    }

    @Test
    void anOrdinaryMessageIsClean() {
        assertClean(HEADER + BODY);
        assertClean(
                MIME + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nw7w=\r\n");
        assertClean(HEADER + "\r\n");
    }

    @Test
    void bareCr() {
        assertFound(PreflightCheck.BARE_CR, HEADER + "\r\na\rb\r\n", HEADER.length() + 3);
        assertFound(PreflightCheck.BARE_CR, HEADER + "\r\na\r", HEADER.length() + 3);
        assertFound(PreflightCheck.BARE_CR, "X: a\rb\r\n" + HEADER + BODY, 4);
        assertClean(HEADER + "\r\na\r\nb\r\n");
    }

    @Test
    void bareLf() {
        assertFound(PreflightCheck.BARE_LF, HEADER + "\r\na\nb\r\n", HEADER.length() + 3);
        assertFound(PreflightCheck.BARE_LF, "X: a\nb\r\n" + HEADER + BODY, 4);
        assertClean((HEADER + BODY).replace("\r\n", "\n"));
    }

    @Test
    void nul() {
        assertFound(PreflightCheck.NUL, HEADER + "\r\na\u0000b\r\n", HEADER.length() + 3);
        assertFound(PreflightCheck.NUL, "X: a\u0000b\r\n" + HEADER + BODY, 4);
        assertClean(HEADER + "\r\na\u0001b\r\n");
    }

    @Test
    void aLineOfMoreThan998Octets() {
        String most = "x".repeat(998);
        assertClean(HEADER + "\r\n" + most + "\r\n" + most);
        assertFound(PreflightCheck.LONG_LINE, HEADER + "\r\n\r\n" + most + "x\r\n", HEADER.length() + 4);
        assertFound(PreflightCheck.LONG_LINE, HEADER + "\r\n" + most + "x", HEADER.length() + 2);
        assertClean("X: " + "y".repeat(995) + "\r\n " + "y".repeat(997) + "\r\n" + HEADER + BODY);
        assertFound(PreflightCheck.LONG_LINE, "X: " + "y".repeat(996) + "\r\n" + HEADER + BODY, 0);
        assertFound(PreflightCheck.LONG_LINE, "X:\r\n " + "y".repeat(998) + "\r\n" + HEADER + BODY, 4);
    }

    @Test
    void undeclaredEightBit() {
        String encoding = "Content-Transfer-Encoding: ";
        assertFound(PreflightCheck.UNDECLARED_EIGHT_BIT, HEADER + "\r\na\u00fc\r\n", HEADER.length() + 3);
        for (String header : List.of(
                MIME,
                MIME + encoding + "7bit\r\n",
                MIME + encoding + "base64\r\n",
                MIME + encoding + "8bit x\r\n",
                MIME + encoding + "(8bit\r\n",
                HEADER + encoding + "8bit\r\n")) {
            assertFound(PreflightCheck.UNDECLARED_EIGHT_BIT, header + "\r\n\u00fc\r\n", header.length() + 2);
        }
        for (String word : List.of("8bit", "BINARY", " (no) 8Bit (yes)")) {
            assertNotFound(PreflightCheck.UNDECLARED_EIGHT_BIT, MIME + encoding + word + "\r\n\r\n\u00fc\r\n");
        }
        assertNotFound(PreflightCheck.UNDECLARED_EIGHT_BIT, HEADER + "\r\n\u007f\r\n");
    }

    @Test
    void declaredEightBit() {
        String header = MIME + "Content-Transfer-Encoding: 8bit\r\n";
        assertFound(PreflightCheck.EIGHT_BIT_BODY, header + "\r\nabcdefg\u00fc\r\n", header.length() + 9);
        assertClean(header + "\r\nabcdefg\r\n");
    }

    @Test
    void eightBitInTheHeader() {
        assertFound(PreflightCheck.EIGHT_BIT_HEADER, "X: a\u00c3\u00bc\r\n" + HEADER + BODY, 4);
        assertClean("X: =?utf-8?q?=C3=BC?=\r\n" + HEADER + BODY);
    }

    @Test
    void headerThatIsNotUtf8() {
        assertFound(PreflightCheck.HEADER_NOT_UTF8, "X: a\u00fc\r\n" + HEADER + BODY, 4);
        assertNotFound(PreflightCheck.HEADER_NOT_UTF8, "X: a\u00c3\u00bc\r\n" + HEADER + BODY);
    }

    @Test
    void controlCharactersInTheHeader() {
        assertFound(PreflightCheck.HEADER_CONTROL, "X: a\u0007\r\n" + HEADER + BODY, 4);
        assertFound(PreflightCheck.HEADER_CONTROL, "X: a\u007f\r\n" + HEADER + BODY, 4);
        assertClean("X: a\tb\r\n" + HEADER + BODY);
    }

    @Test
    void whiteSpaceBeforeAColon() {
        assertFound(PreflightCheck.SPACE_BEFORE_COLON, FROM + "X : y\r\n" + REST + BODY, FROM.length());
        assertClean(FROM + "X: y :\r\n" + REST + BODY);
    }

    @Test
    void aFoldedLineOfWhiteSpaceOnly() {
        assertFound(PreflightCheck.BLANK_CONTINUATION, "X: y\r\n \t\r\n z\r\n" + HEADER + BODY, 6);
        assertFound(PreflightCheck.BLANK_CONTINUATION, "X: y\r\n \r\n" + HEADER + BODY, 6);
        assertClean("X:\r\n y\r\n z\r\n" + HEADER + BODY);
    }

    @Test
    void aLineThatIsNoFieldWithinTheHeader() {
        assertFound(PreflightCheck.LINE_WITHOUT_FIELD, HEADER + "no field\r\n" + BODY, HEADER.length());
        assertClean(HEADER + "field: x\r\n" + BODY);
    }

    @Test
    void aSecondFieldOfAKindOfWhichThereIsOneOnly() {
        for (String name : List.of(
                "date",
                "Sender",
                "Reply-To",
                "TO",
                "Cc",
                "Bcc",
                "Message-ID",
                "In-Reply-To",
                "References",
                "Subject",
                "MIME-Version",
                "Content-Type",
                "Content-Transfer-Encoding",
                "Content-ID",
                "Content-Description",
                "Content-Disposition")) {
            String field = name + ": x\r\n";
            assertFound(PreflightCheck.DUPLICATE_FIELD, field + field + FROM + BODY, field.length());
            assertNotFound(PreflightCheck.DUPLICATE_FIELD, field + FROM + BODY);
        }
        assertClean(HEADER + "Received: x\r\nReceived: x\r\nResent-To: a@example.com\r\nResent-To: a@example.com\r\n"
                + BODY);
    }

    @Test
    void anEmptyField() {
        assertFound(PreflightCheck.EMPTY_FIELD, "Cc: \r\n" + HEADER + BODY, 0);
        assertFound(PreflightCheck.EMPTY_FIELD, FROM + "To:\r\n" + BODY, FROM.length());
        assertClean("Bcc:\r\n" + HEADER.replace("Dinner", "") + BODY);
    }

    @Test
    void severalFromFields() {
        assertFound(PreflightCheck.SEVERAL_FROM, HEADER + FROM + BODY, HEADER.length());
        assertFound(PreflightCheck.SEVERAL_FROM, HEADER + "FROM: eve@evil.example\r\n" + BODY, HEADER.length());
        assertClean(HEADER + "X-From: eve@evil.example\r\n" + BODY);
    }

    @Test
    void aFromFieldThatBreaksTheGrammar() {
        for (String from :
                List.of("joe@example.com eve@evil.example", "<joe@example.com", "joe", "\"joe@example.com")) {
            assertFound(PreflightCheck.UNREADABLE_FROM, REST + "From: " + from + "\r\n" + BODY, REST.length());
        }
        assertClean(REST + "From: \"Joe, the\" (cook) <joe@example.com>\r\n" + BODY);
    }

    @Test
    void aFromFieldWithoutADomain() {
        assertFound(PreflightCheck.NO_AUTHOR_DOMAIN, "From: a:;\r\n" + REST + BODY, 0);
        assertFound(PreflightCheck.NO_AUTHOR_DOMAIN, "From: joe@[192.0.2.1]\r\n" + REST + BODY, 0);
        assertNotFound(PreflightCheck.NO_AUTHOR_DOMAIN, "From: a: joe@example.com;\r\n" + REST + BODY);
    }

    @Test
    void severalAuthorDomains() {
        String from = "From: joe@example.com, ann@example.net\r\nSender: joe@example.com\r\n";
        assertFound(PreflightCheck.SEVERAL_AUTHOR_DOMAINS, from + REST + BODY, 0);
        assertClean(from.replace("example.net", "EXAMPLE.com") + REST + BODY);
    }

    @Test
    void severalAuthorsWithoutSender() {
        String from = "From: joe@example.com, ann@example.com\r\n";
        assertFound(PreflightCheck.NO_SENDER, from + REST + BODY);
        assertClean(from + "Sender: ann@example.com\r\n" + REST + BODY);
    }

    @Test
    void noDate() {
        assertFound(PreflightCheck.NO_DATE, HEADER.replace("Date:", "X-Date:") + BODY);
        assertClean(HEADER.replace("Date:", "DATE:") + BODY);
    }

    @Test
    void noMessageId() {
        assertFound(PreflightCheck.NO_MESSAGE_ID, HEADER.replace("Message-ID:", "X-ID:") + BODY);
        assertClean(HEADER.replace("Message-ID:", "message-id:") + BODY);
    }

    @Test
    void mimeFieldsWithoutMimeVersion() {
        for (String field : List.of("Content-Type: text/html\r\n", "Content-Transfer-Encoding: 7bit\r\n")) {
            assertFound(PreflightCheck.NO_MIME_VERSION, HEADER + field + BODY);
            assertClean(MIME + field + BODY);
        }
        assertClean(HEADER + "X-Content-Type: x\r\n" + BODY);
    }

    @Test
    void aLineThatMailStoresChange() {
        assertFound(PreflightCheck.FROM_LINE, HEADER + "\r\nFrom me\r\n", HEADER.length() + 2);
        assertFound(PreflightCheck.FROM_LINE, HEADER + "\r\nHi.\r\nFrom ", HEADER.length() + 7);
        for (String body : List.of("From: me", " From me", "from me", ">From me", "From", "aFrom me", "From\r\n me")) {
            assertClean(HEADER + "\r\n" + body + "\r\n");
        }
    }

    @Test
    void dotsThatSmtpDoubled() {
        assertFound(PreflightCheck.DOT_STUFFED, HEADER + "\r\na\r\n..b\r\n..\r\n", HEADER.length() + 5);
        assertClean(HEADER + "\r\na\r\n..b\r\n.c\r\n");
        assertClean(HEADER + "\r\na..\r\n");
    }

    @Test
    void anEndOfDataThatSmtpLeft() {
        assertFound(PreflightCheck.END_OF_DATA, HEADER + "\r\na\r\n.\r\n", HEADER.length() + 5);
        assertFound(PreflightCheck.END_OF_DATA, HEADER + "\r\n.", HEADER.length() + 2);
        for (String body : List.of(".\r\na\r\n", ". \r\n", "a.\r\n", ".\r\n\r\n")) {
            assertClean(HEADER + "\r\n" + body);
        }
    }

    @Test
    void aFieldThatMattersAndIsNotSigned() {
        DkimSigner.Builder few = signer().signedFields(SignedFields.of(List.of("to", "date")));
        assertFound(few, PreflightCheck.UNSIGNED_FIELD, HEADER + BODY, OptionalLong.empty());
        DkimSigner enough = signer().signedFields(SignedFields.of(List.of("to", "date", "subject")))
                .build();
        assertThat(allCodes(enough.preflight(Checks.message(HEADER + BODY)))).isEmpty();
    }

    @Test
    void aTraceFieldThatIsSigned() {
        for (String name : List.of("Received", "Return-Path", "Authentication-Results", "ARC-Seal", "Keywords")) {
            DkimSigner.Builder trace = signer().signedFields(SignedFields.of(List.of("to", "date", "subject", name)));
            assertFound(
                    trace, PreflightCheck.SIGNED_TRACE_FIELD, HEADER + name + ": x\r\n" + BODY, OptionalLong.empty());
            assertThat(allCodes(trace.build().preflight(Checks.message(HEADER + BODY))))
                    .isEmpty();
            assertClean(HEADER + name + ": x\r\n" + BODY);
        }
    }

    @Test
    void aSmallKey() {
        assertFound(
                signer().key("r1", FixedKeys.RSA_1024), PreflightCheck.SMALL_KEY, HEADER + BODY, OptionalLong.empty());
        assertThat(allCodes(signer().key("r2", FixedKeys.RSA_2048).build().preflight(Checks.message(HEADER + BODY))))
                .isEmpty();
    }

    @Test
    void aLargeKey() {
        SigningKey large = ExternalKeys.ofBits(4097);
        Message message = Checks.message(HEADER + BODY);
        assertThat(codes(signer().key("r", large).build().preflight(message).warnings()))
                .containsExactly("dkim.large-key");
        SigningKey most = ExternalKeys.ofBits(4096);
        assertThat(allCodes(signer().key("r", most).build().preflight(message))).isEmpty();
    }

    @Test
    void aLifetimeThatEndsBeforeASlowKeyHasSigned() {
        assertThat(slowly(Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(
                        DkimSigning.Refused.class,
                        refused -> assertThat(codes(refused.problems())).containsExactly("dkim.expired"));
        assertThat(slowly(Duration.ofSeconds(59))).isInstanceOf(DkimSigning.Signed.class);
    }

    /** Signs for a minute with a key that takes its time. */
    private static DkimSigning slowly(Duration taken) {
        SettableClock clock = new SettableClock();
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        byte[][] asked = new byte[1][];
        SigningKey slow = SigningKey.externalAsync(ExternalKeys.RSA_2048, (digest, algorithm) -> {
            asked[0] = digest;
            return answer;
        });
        CompletableFuture<DkimSigning> signing = DkimSigner.builder()
                .signingDomain("example.com")
                .key("r2", slow)
                .expiresAfter(Duration.ofMinutes(1))
                .clock(clock)
                .build()
                .signAsync(Checks.message(HEADER + BODY))
                .toCompletableFuture();
        assertThat(signing).isNotDone();
        clock.now = clock.now.plus(taken);
        answer.complete(ExternalKeys.signRsa(asked[0]));
        return signing.join();
    }

    private static final class SettableClock extends Clock {
        private Instant now = Checks.NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void noFromCannotBeAllowed() {
        Message message = Checks.message(REST + BODY);
        PreflightReport report =
                signer().preflight(SigningPreflight.lenient()).build().preflight(message);
        assertThat(codes(report.refusals())).containsExactly("dkim.no-from");
    }

    @Test
    void aFromFieldHiddenBehindALoneLfCountsForReadersThatSeeIt() {
        assertThat(codes(report("X: y\nFrom: eve@evil.example\r\n" + HEADER + BODY)
                        .refusals()))
                .containsExactly("dkim.bare-lf", "dkim.several-from");
    }

    @Test
    void everyFindingIsToldNotOnlyTheFirst() {
        assertThat(codes(report("X : \u0000\r\n" + FROM + FROM + "\r\n\u00fc\n").refusals()))
                .containsExactlyInAnyOrder(
                        "dkim.bare-lf",
                        "dkim.nul",
                        "dkim.undeclared-eight-bit",
                        "dkim.space-before-colon",
                        "dkim.several-from");
    }

    @Test
    void aSessionTellsOfTheHeaderBeforeTheBodyComes() {
        BodyStream body = BodyStream.open();
        DkimSigningSession session = signer().build()
                .open(Checks.message("X: a\nb\r\n" + HEADER + BODY).header(), body);
        assertThat(codes(session.preflight().refusals())).containsExactly("dkim.bare-lf");
        body.close();
        assertThat(session.conclude()).isInstanceOf(DkimSigning.Refused.class);
    }

    @Test
    void positionsInABodyWhoseHeaderWasGivenApartCountInThatBody() {
        BodyStream body = BodyStream.open();
        DkimSigningSession session =
                signer().build().open(Checks.message(HEADER + BODY).header(), body);
        body.write('a');
        body.write('\n');
        body.close();
        assertThat(session.preflight().refusals()).extracting(Problem::position).containsExactly(OptionalLong.of(1));
    }

    @ParameterizedTest
    @EnumSource
    void checksAreFoundByNameAndCode(PreflightCheck check) {
        assertThat(PreflightCheck.of(check.word())).contains(check);
        assertThat(PreflightCheck.of(check.code())).contains(check);
        assertThat(check.code())
                .isEqualTo("dkim." + check.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        assertThat(check.reference()).startsWith("RFC ");
        assertThat(PreflightCheck.of(check.name())).isEmpty();
    }

    @Test
    void findingsNeverCarryTheMessagesControlCharacters() {
        String field = "X\u001b: y\r\n";
        assertThat(report(HEADER + field + BODY).refusals())
                .allMatch(problem -> problem.toString().chars().noneMatch(Character::isISOControl));
        HeaderField named = HeaderField.of("a".repeat(200), " \u00fc");
        PreflightReport longName =
                signer().build().preflight(Checks.message(HEADER + BODY).withPrepended(named));
        assertThat(longName.refusals()).allMatch(problem -> problem.text().length() < 200);
    }
}
