package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.BodyReader;
import org.mailauth.message.BodyStream;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.message.MessageStream;
import org.mailauth.testkit.RecordingDns;

class DkimSessionTest {
    private static final String MESSAGE = "From: joe@example.com\r\nSubject: x\r\n\r\nbody\r\n";
    private static final String SIGNED = HandSigner.rsa("rsa1024.pem")
            .sign(
                    MESSAGE,
                    "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=r1; h=From; c=relaxed/relaxed; bh=@BH@; b=@B@",
                    "From");

    private final RecordingDns dns = RecordingDns.over(FixedKeys.DNS);
    private final Budget budget = Budget.open(BudgetLimits.defaults());
    private final DkimVerifier verifier = Checks.verifier(dns).build();

    private DkimSession session(Message message, BodyStream body) {
        return verifier.open(message.header(), MessageDns.open(dns, budget), body);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void keysAreFetchedBeforeTheBodyAndVerdictsComeBehindIt() {
        BodyStream body = BodyStream.open();
        DkimSession session = session(Checks.message(SIGNED), body);
        assertThat(dns.count()).isEqualTo(1);
        body.write(octets("bo"), 0, 2);
        body.write(octets("dy\r\n"), 0, 4);
        body.close();
        assertThat(session.conclude()).extracting(DkimVerification::reason).containsExactly(DkimReason.VERIFIED);
        assertThat(dns.count()).isEqualTo(1);
    }

    @Test
    void partOfABodyHasNoVerdict() {
        BodyStream body = BodyStream.open();
        DkimSession session = session(Checks.message(SIGNED), body);
        body.write(octets("body"), 0, 4);
        assertThatIllegalStateException().isThrownBy(session::conclude).withMessageContaining("not ended");
    }

    @Test
    void bodyThatHasBegunCannotBeJoined() {
        BodyStream body = BodyStream.open();
        body.write('b');
        assertThatIllegalStateException().isThrownBy(() -> session(Checks.message(SIGNED), body));
    }

    @Test
    void readerThatFailsLeavesNoVerdictToAnybody() {
        BodyStream body = BodyStream.open();
        DkimSession session = session(Checks.message(SIGNED), body);
        body.join(BodyReader.class, "failing", () -> new BodyReader() {
            @Override
            public void accept(byte[] octets, int offset, int length) {
                throw new UnsupportedOperationException("broken");
            }

            @Override
            public void end() {}
        });
        assertThatThrownBy(() -> body.write('b')).hasMessage("broken");
        body.close();
        assertThat(body.isEnded()).isFalse();
        assertThatIllegalStateException().isThrownBy(session::conclude);
        assertThatIllegalStateException().isThrownBy(() -> body.write('b'));
    }

    @Test
    void sessionsOnOneBodyMakeEqualHashesOnce() {
        Message message = Checks.message(SIGNED);
        BodyStream body = BodyStream.of(message);
        MessageDns shared = MessageDns.open(dns, budget);
        DkimSession one = verifier.open(message.header(), shared, body);
        DkimSession two = Checks.verifier(dns).build().open(message.header(), shared, body);
        body.takeBodyOf(message);
        assertThat(one.conclude()).extracting(DkimVerification::reason).containsExactly(DkimReason.VERIFIED);
        assertThat(two.conclude()).extracting(DkimVerification::reason).containsExactly(DkimReason.VERIFIED);
        assertThat(budget.statement().spent(Budget.Resource.BODY_OCTETS)).isEqualTo(message.bodyLength());
        assertThat(dns.count()).isEqualTo(1);
    }

    @Test
    void sessionsWithBudgetsOfTheirOwnPayForThemselves() {
        Message message = Checks.message(SIGNED);
        BodyStream body = BodyStream.of(message);
        Budget other = Budget.open(BudgetLimits.defaults().withBodyOctets(3));
        DkimSession rich = verifier.open(message.header(), MessageDns.open(dns, budget), body);
        DkimSession poor = verifier.open(message.header(), MessageDns.open(dns, other), body);
        body.takeBodyOf(message);
        assertThat(rich.conclude()).extracting(DkimVerification::reason).containsExactly(DkimReason.VERIFIED);
        assertThat(poor.conclude()).extracting(DkimVerification::reason).containsExactly(DkimReason.BUDGET_EXHAUSTED);
    }

    @Test
    void bodyBeyondTheLimitIsNeverAPass() {
        MessageLimits limits = MessageLimits.defaults().withMessageOctets(SIGNED.length() - 1);
        List<DkimSession> sessions = new ArrayList<>();
        MessageStream stream = MessageStream.open(
                limits, (header, body) -> sessions.add(verifier.open(header, MessageDns.open(dns, budget), body)));
        stream.write(octets(SIGNED), 0, SIGNED.length() - 1);
        stream.write('\n');
        stream.close();
        assertThat(sessions.get(0).conclude()).singleElement().satisfies(verification -> {
            Checks.assertReason(verification, DkimReason.MESSAGE_TOO_LARGE);
            assertThat(verification.keyRecord()).isEmpty();
            assertThat(verification.detail()).contains((SIGNED.length() - 1) + " octets");
        });
    }

    @Test
    void headerBeyondTheLimitCausesNoQuestion() throws IOException {
        InputStream in = new ByteArrayInputStream(octets(SIGNED));
        assertThat(verifier.verify(in, MessageLimits.defaults().withFields(2)))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.MESSAGE_TOO_LARGE);
        assertThat(dns.count()).isZero();
    }

    @Test
    void fileWithLfAloneIsReadOnceAndVerifies() throws IOException {
        InputStream in = new ByteArrayInputStream(octets(SIGNED.replace("\r\n", "\n")));
        assertThat(verifier.verify(in)).extracting(DkimVerification::reason).containsExactly(DkimReason.VERIFIED);
    }

    @Test
    void fileWhoseBodyGoesOnWithCrlfNeverPasses() throws IOException {
        String header = SIGNED.substring(0, SIGNED.indexOf("\r\n\r\n") + 4).replace("\r\n", "\n");
        InputStream in = new ByteArrayInputStream(octets(header + "body\r\n"));
        assertThat(verifier.verify(in)).extracting(DkimVerification::result).containsExactly(DkimResult.NEUTRAL);
    }

    @Test
    void unsignedMessageHasNoVerdict() throws IOException {
        assertThat(verifier.verify(new ByteArrayInputStream(octets(MESSAGE)))).isEmpty();
        assertThat(verifier.verify(InputStream.nullInputStream())).isEmpty();
        assertThat(budget.statement().spent(Budget.Resource.BODY_OCTETS)).isZero();
    }

    @Test
    void streamThatBreaksOffIsAnExceptionAndNoVerdict() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> verifier.verify(broken)).isInstanceOf(IOException.class);
    }
}
