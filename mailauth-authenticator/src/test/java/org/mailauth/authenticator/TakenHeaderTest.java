package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.dkim.DkimReason;
import org.mailauth.message.BodyStream;
import org.mailauth.message.Message;

/** A message whose header the caller has taken apart already. */
class TakenHeaderTest {
    private static final SmtpSession SESSION = Scene.session(Scene.HOME, "mail.example.com", "alice@example.com");
    private static final Message MESSAGE = Scene.signed(Scene.plain("Alice <alice@example.com>"), "example.com", "s1");

    private static AuthenticationSession open() {
        return Scene.authenticator(Scene.dns().build()).build().open(SESSION);
    }

    @Test
    void verdictsAreThoseOfTheMessage() {
        AuthenticationSession session = open();
        BodyStream body = BodyStream.of(MESSAGE);
        session.takeHeader(MESSAGE.header(), body);
        body.takeBodyOf(MESSAGE);

        MessageAuthentication whole =
                Scene.authenticator(Scene.dns().build()).build().authenticate(SESSION, MESSAGE);

        assertThat(session.conclude().headerFields()).isEqualTo(whole.headerFields());
        assertThat(session.conclude()).isSameAs(session.conclude());
    }

    @Test
    void bodyThatHasNotEndedHasNoVerdict() {
        AuthenticationSession session = open();
        session.takeHeader(MESSAGE.header(), BodyStream.of(MESSAGE));

        assertThatThrownBy(session::conclude).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void headerIsTakenOnce() {
        AuthenticationSession session = open();
        session.takeHeader(MESSAGE.header(), BodyStream.open());

        assertThatThrownBy(() -> session.takeHeader(MESSAGE.header(), BodyStream.open()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void messageBeyondALimitOfTheCallersNeverPasses() {
        AuthenticationSession session = open();
        Problem limit = Problem.of("filter.too-large", "", "the filter stopped reading");
        BodyStream body = BodyStream.open(List.of(limit), Optional.of(limit));
        session.takeHeader(MESSAGE.header(), body);
        body.takeBodyOf(MESSAGE);

        MessageAuthentication authentication = session.conclude();

        assertThat(authentication.dkim().get(0).reason()).isEqualTo(DkimReason.MESSAGE_TOO_LARGE);
        assertThat(authentication.problems()).containsExactly(limit);
    }
}
