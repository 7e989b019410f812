package org.mailauth.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.testkit.InMemoryDns;

/** Facts of the session from what a trusted host wrote on top of the message. */
class VerifyReceivedTest {
    private static final InMemoryDns DNS = InMemoryDns.builder()
            .txt("football.example.com", "v=spf1 ip4:192.0.2.1 -all")
            .txt("evil.example", "v=spf1 +all")
            .build();
    private static final String DATE = "; Fri, 27 Nov 2026 09:55:06 +0000\r\n";
    private static final String OURS =
            "Received: from mail.football.example.com (mail.football.example.com [192.0.2.1])\r\n"
                    + "\tby mx.example.net (Postfix) with ESMTPS id 4aB for <suzie@example.net>" + DATE;
    private static final String FORGED =
            "Received: from trusted.example (trusted.example [192.0.2.1]) by mx.example.net (Postfix) with ESMTP id 1"
                    + DATE;
    private static final String PATH = "Return-Path: <joe@football.example.com>\r\n";

    private static JsonNode verify(String above, String... more) throws Exception {
        Run run = run(above, "--json", more);
        assertThat(run.err()).isEmpty();
        return new JsonMapper().readTree(run.out());
    }

    private static Run run(String above, String form, String... more) {
        List<String> args = new ArrayList<>(List.of("verify", "-", "--from-received", "MX.example.net", form));
        args.addAll(List.of(more));
        byte[] message = (above + Sample.UNSIGNED).getBytes(StandardCharsets.UTF_8);
        return Run.of(new ByteArrayInputStream(message), DNS, args.toArray(String[]::new));
    }

    private static List<String> unread(JsonNode object) {
        List<String> codes = new ArrayList<>();
        object.at("/session/problems")
                .forEach(problem -> codes.add(problem.get("code").textValue()));
        return codes;
    }

    @Test
    void clientHeloAndReversePathAreThoseOfTheTrustedHost() throws Exception {
        JsonNode object = verify(PATH + OURS + FORGED);

        assertThat(object.at("/session/clientIp").textValue()).isEqualTo("192.0.2.1");
        assertThat(object.at("/session/helo").textValue()).isEqualTo("mail.football.example.com");
        assertThat(object.at("/session/mailFrom").textValue()).isEqualTo("joe@football.example.com");
        assertThat(object.at("/spf/mailFrom/result").textValue()).isEqualTo("pass");
        assertThat(object.get("outcome").textValue()).isEqualTo("pass");
        assertThat(unread(object)).isEmpty();
    }

    @Test
    void explanationOfTheWholeMessageTakesTheSameFacts() throws Exception {
        assertThat(verify(PATH + OURS, "--explain").at("/spf/mailFrom/result").textValue())
                .isEqualTo("pass");
    }

    @Test
    void fieldsOfOtherHostsAboveAndTheHostsOwnFilterArePassedOver() throws Exception {
        String inner =
                "Received: from mx.example.net (mx.example.net [198.51.100.1]) by store.example.net with LMTP id 2"
                        + DATE;
        String filter =
                "Received: from localhost (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP id 5" + DATE;
        JsonNode object = verify(PATH + inner + filter + OURS);

        assertThat(object.at("/session/clientIp").textValue()).isEqualTo("192.0.2.1");
    }

    @Test
    void messageWithoutAFieldOfTheHostHasNoClient() throws Exception {
        JsonNode object = verify(PATH + OURS.replace("mx.example.net", "mx.example.org"));

        assertThat(object.at("/session/clientIp").isNull()).isTrue();
        assertThat(object.at("/spf/mailFrom").isNull()).isTrue();
        assertThat(unread(object)).containsExactly("session.no-received");
    }

    @Test
    void fieldThatCannotBeReadEndsTheTrustInThoseBelow() throws Exception {
        String unreadable = OURS.replace("(Postfix)", "(Postfix");
        JsonNode object = verify(PATH + unreadable + FORGED);

        assertThat(object.at("/session/clientIp").isNull()).isTrue();
        assertThat(unread(object)).containsExactly("session.unreadable");
    }

    @Test
    void fieldWithoutAddressGivesNone() throws Exception {
        JsonNode object = verify(PATH + OURS.replace(" (mail.football.example.com [192.0.2.1])", ""));

        assertThat(object.at("/session/clientIp").isNull()).isTrue();
        assertThat(unread(object)).containsExactly("session.no-client");
    }

    @Test
    void returnPathBelowTheFieldIsTheSendersOwnAndDoesNotCount() throws Exception {
        JsonNode object = verify(OURS + "Return-Path: <x@evil.example>\r\n");

        assertThat(object.at("/session/mailFrom").isNull()).isTrue();
        assertThat(object.at("/session/clientIp").textValue()).isEqualTo("192.0.2.1");
        assertThat(object.get("spf").get("mailFrom").isNull()).isTrue();
        assertThat(object.get("iprev").isNull()).isFalse();
        assertThat(unread(object)).containsExactly("session.no-mail-from");
    }

    @Test
    void nullReversePathIsKnown() throws Exception {
        JsonNode object = verify("Return-Path: <>\r\n" + OURS);

        assertThat(object.at("/session/mailFrom").textValue()).isEmpty();
        assertThat(object.at("/spf/mailFrom/domain").textValue()).isEqualTo("mail.football.example.com");
    }

    @Test
    void eximTellsTheReversePathItself() throws Exception {
        String exim = "Received: from [192.0.2.1] (helo=h.example) by mx.example.net with esmtp (Exim 4.96)"
                + " (envelope-from <joe@football.example.com>) id 1r" + DATE;

        assertThat(verify(exim).at("/session/mailFrom").textValue()).isEqualTo("joe@football.example.com");
    }

    @Test
    void commandLineCountsForMore() throws Exception {
        JsonNode object = verify(PATH + OURS, "--ip", "203.0.113.9", "--mail-from", "x@evil.example");

        assertThat(object.at("/session/clientIp").textValue()).isEqualTo("203.0.113.9");
        assertThat(object.at("/session/helo").textValue()).isEqualTo("mail.football.example.com");
        assertThat(object.at("/spf/mailFrom/domain").textValue()).isEqualTo("evil.example");
    }

    @Test
    void whatCannotBeReadIsSaidInWordsAndOnStandardErrorForHeaders() {
        Run text = run(OURS, "--explain");
        Run headers = run(OURS, "--headers");
        String sentence =
                "of the Received field by mx.example.net: neither it nor a Return-Path field above it tells the "
                        + "reverse-path, so SPF is not evaluated";

        assertThat(text.lines()).contains("    note: " + sentence + " [RFC 5321 §4.4]");
        assertThat(headers.err()).isEqualTo("mailauth: warning: " + sentence + "\n");
        assertThat(headers.out())
                .startsWith("Authentication-Results: mx.example.net;")
                .doesNotContain("spf");
    }

    @Test
    void headerLargerThanAnyBlockIsReadToItsEnd() throws Exception {
        String more = "X-Filler: " + "x".repeat(900) + "\r\n";
        JsonNode object = verify(more.repeat(40) + PATH + OURS);

        assertThat(object.at("/session/clientIp").textValue()).isEqualTo("192.0.2.1");
        assertThat(object.at("/author/domain").textValue()).isEqualTo("football.example.com");
    }
}
