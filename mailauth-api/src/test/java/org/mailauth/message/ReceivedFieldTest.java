package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** Received fields as servers write them (RFC 5321 §4.4). */
class ReceivedFieldTest {
    private static final String DATE = "; Fri, 27 Nov 2026 09:55:06 -0600";

    private static Parsed<ReceivedField> parse(String body) {
        return ReceivedField.parse(HeaderField.of("Received", body));
    }

    private static ReceivedField read(String body) {
        return parse(body).orElseThrow();
    }

    private static String ip(ReceivedField field) {
        return field.clientIp().map(address -> address.getHostAddress()).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // the standard's own example (RFC 5321 §4.4 and Appendix D.1)
                "from foo.com (foo.com [192.0.2.1]) by mx.example | foo.com | 192.0.2.1 | foo.com",
                "FROM foo.com ([IPv6:2001:db8::1]) BY mx.example | foo.com | 2001:db8:0:0:0:0:0:1 | -",
                // Postfix
                "from h.example (unknown [192.0.2.1]) (using TLSv1.3) (No client certificate requested)\tby mx.example (Postfix) with ESMTPS id 4A for <u@x.example> | h.example | 192.0.2.1 | -",
                "from [10.0.0.1] (r.example [192.0.2.1]) by mx.example (Postfix) with ESMTP id 4A | [10.0.0.1] | 192.0.2.1 | r.example",
                "from h.example (r.example [IPv6:2001:db8::1]) by mx.example (Postfix) | h.example | 2001:db8:0:0:0:0:0:1 | r.example",
                // Exim
                "from r.example ([192.0.2.1] helo=h.example) by mx.example with esmtps (TLS1.3) (Exim 4.96) id 1r | h.example | 192.0.2.1 | r.example",
                "from [192.0.2.1] (helo=h.example) by mx.example with esmtp (Exim 4.96) | h.example | 192.0.2.1 | -",
                "from [192.0.2.1] (port=2525 helo=[10.0.0.1]) by mx.example | [10.0.0.1] | 192.0.2.1 | -",
                "from [192.0.2.1]:2525 (helo=h.example) by mx.example | h.example | 192.0.2.1 | -",
                "from r.example ([192.0.2.1]:2525 helo=h.example ident=joe) by mx.example | h.example | 192.0.2.1 | r.example",
                "from r.example ([2001:db8::1]) by mx.example with esmtp | r.example | 2001:db8:0:0:0:0:0:1 | -",
                // sendmail
                "from h.example (IDENT:joe@r.example [192.0.2.1] (may be forged)) by mx.example (8.18.1/8.18.1) with ESMTP | h.example | 192.0.2.1 | r.example",
                "from h.example ([192.0.2.1]) by mx.example (8.18.1/8.18.1) | h.example | 192.0.2.1 | -",
                // qmail
                "from unknown (HELO h.example) (192.0.2.1) by mx.example with SMTP | h.example | 192.0.2.1 | -",
                "from r.example (HELO [1.2.3.4]) (joe@192.0.2.1) by mx.example with SMTP | [1.2.3.4] | 192.0.2.1 | r.example",
                "from r.example (192.0.2.1) by mx.example with SMTP | r.example | 192.0.2.1 | -",
                // Gmail
                "from r.example (r.example. [192.0.2.1]) by mx.google.com with SMTPS id a1 for <u@x.example> (Google Transport Security) | r.example | 192.0.2.1 | r.example",
                // Exchange
                "from A.example (2001:db8::a) by B.example (2001:db8::b) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20 | A.example | 2001:db8:0:0:0:0:0:a | -",
                "from A.example ([fe80::1%14]) by B.example ([fe80::2%14]) with mapi id 15.20 | A.example | fe80:0:0:0:0:0:0:1 | -",
                // Yahoo
                "from 192.0.2.1 (EHLO h.example) by 10.0.0.9 with SMTPs | h.example | 192.0.2.1 | -",
                // Courier
                "from h.example (r.example [::ffff:192.0.2.1]) (AUTH: LOGIN joe) by mx.example with ESMTPA | h.example | 192.0.2.1 | r.example",
            })
    void clientIsReadAsTheServerMeantIt(String body, String helo, String address, String name) {
        ReceivedField field = read(body + DATE);

        assertThat(field.helo()).contains(helo);
        assertThat(ip(field)).isEqualTo(address);
        assertThat(field.clientName()).isEqualTo(Optional.ofNullable(name));
        assertThat(parse(body + DATE).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // Postfix
                "from h.example (r.example [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)"
                        + " key-exchange X25519) (No client certificate requested) by mx.example (Postfix) with ESMTPS id 1"
                        + " | using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519",
                // Exim, with a comment of its own and one that says the protocol only
                "from h.example ([192.0.2.1]) by mx.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) id 1"
                        + " | TLS1.3",
                "from h.example ([192.0.2.1]) by mx.example with esmtps (TLSv1.2:ECDHE-RSA-AES256-GCM-SHA384:256) (Exim 4.92)"
                        + " id 1 | TLSv1.2:ECDHE-RSA-AES256-GCM-SHA384:256",
                // Exchange
                "from A.example (192.0.2.1) by B.example (192.0.2.2) with Microsoft SMTP Server (version=TLS1_2,"
                        + " cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.1"
                        + " | version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                // sendmail
                "from h.example (r.example [192.0.2.1]) by mx.example (8.17.1/8.17.1) with ESMTPS id 1"
                        + " (version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NO) for <u@x.example>"
                        + " | version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NO",
                // no comment tells, even where the protocol does
                "from h.example (r.example [192.0.2.1]) by mx.example (Postfix) with ESMTPS id 1 | -",
                "from h.example (r.example [192.0.2.1]) by mx.example (TLS Mailer 1.0) with ESMTP id 1 | -",
                "from h.example (r.example [192.0.2.1]) by mx.example with ESMTP (no TLS) id 1 | -",
            })
    void commentTellsOfTls(String body, String tls) {
        assertThat(read(body + DATE).tls()).isEqualTo(Optional.ofNullable(tls));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // only the client's own words
                "from [192.0.2.66] by mx.example",
                "from 192.0.2.66 by mx.example",
                "from h.example (HELO [192.0.2.66]) by mx.example",
                "from h.example (helo=[192.0.2.66]) by mx.example",
                // the name in a certificate
                "from h.example (no address here) (Client CN \"x [192.0.2.66]\") by mx.example",
                // the name of a user that the client's own host told
                "from h.example ([192.0.2.66]@r.example [192.0.2.1]) by mx.example",
                "from h.example (IDENT:x [192.0.2.66] y@r.example [192.0.2.1]) by mx.example",
                "from r.example ([192.0.2.1] ident=x [192.0.2.66] helo=h.example) by mx.example",
                // no addresses
                "from h.example (r.example [192.0.2.300]) by mx.example",
                "from h.example (r.example [192.0.2.66) by mx.example",
                "from h.example (r.example [localhost]) by mx.example",
                "from h.example (192.0.2.66 and more) by mx.example",
            })
    void addressThatTheClientCanHaveWrittenIsNone(String body) {
        Parsed<ReceivedField> parsed = parse(body + DATE);

        assertThat(parsed.orElseThrow().clientIp()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly("received.no-address");
    }

    @Test
    void clientThatCallsItselfByAKeywordIsReadAsSuch() {
        ReceivedField field = read("from by (r.example [192.0.2.1]) by mx.example with SMTP" + DATE);

        assertThat(field.helo()).contains("by");
        assertThat(ip(field)).isEqualTo("192.0.2.1");
        assertThat(field.by()).contains("mx.example");
    }

    @Test
    void clientWithoutANameIsRead() {
        ReceivedField field = read("from (unknown [192.0.2.1]) by mx.example with SMTP" + DATE);

        assertThat(field.helo()).isEmpty();
        assertThat(ip(field)).isEqualTo("192.0.2.1");
        assertThat(field.by()).contains("mx.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from h.example ([192.0.2.66]) by mx.example with SMTP (r.example [192.0.2.1]) by mx.example",
                "from x.example from h.example ([192.0.2.66]) by mx.example",
            })
    void secondClauseOfAKindSpoilsTheField(String body) {
        Parsed<ReceivedField> parsed = parse(body + DATE);

        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("received.ambiguous"));
    }

    @Test
    void everyClauseIsRead() {
        ReceivedField field = read(
                "from h.example (r.example [192.0.2.1]) by MX.Example (Postfix) via Frontend Transport"
                        + " with Microsoft SMTP Server id 15.20.1 for <\"a;b\"@x.example>; Fri, 27 Nov 2026 09:55:06 -0600 (CST)");

        assertThat(field.by()).contains("MX.Example");
        assertThat(field.byDomain()).contains(DomainName.of("mx.example"));
        assertThat(field.via()).contains("Frontend Transport");
        assertThat(field.with()).contains("Microsoft SMTP Server");
        assertThat(field.id()).contains("15.20.1");
        assertThat(field.recipient()).contains("\"a;b\"@x.example");
        assertThat(field.time()).map(Object::toString).contains("2026-11-27T09:55:06-06:00");
        assertThat(field).hasToString("from h.example [192.0.2.1] by MX.Example at 2026-11-27T09:55:06-06:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from r ([192.0.2.1]) by mx.example with esmtp (Exim 4.96) (envelope-from <a@b.example>) id 1r | a@b.example",
                "from r ([192.0.2.1]) by mx.example with esmtp (Exim 4.96) (envelope-from <>) id 1r | ''",
                "from r ([192.0.2.1]) by mx.example (Haraka/3.0) with ESMTP id X envelope-from <a@b.example> | a@b.example",
            })
    void reversePathIsReadWhereTheServerWritesIt(String body, String path) {
        assertThat(read(body + DATE).envelopeFrom()).contains(path);
    }

    @Test
    void reversePathIsNotTakenFromTheClientsClause() {
        assertThat(read("from r ([192.0.2.1]) (envelope-from <a@b.example>) by mx.example" + DATE)
                        .envelopeFrom())
                .isEmpty();
    }

    @Test
    void addressInPlaceOfTheHostsNameIsNoDomain() {
        ReceivedField field = read("by 2002:a05:6402:1::1 with SMTP id x1" + DATE);

        assertThat(field.by()).contains("2002:a05:6402:1::1");
        assertThat(field.byDomain()).isEmpty();
        assertThat(field.from()).isEmpty();
        assertThat(field.clientIp()).isEmpty();
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(parse("(qmail 4711 invoked by uid 89)").problems())
                .extracting(Problem::code)
                .containsExactly("received.no-from", "received.no-by", "received.no-date");
        assertThat(parse("from h (r [192.0.2.1]) by mx.example; yesterday").problems())
                .extracting(Problem::code)
                .containsExactly("received.date");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from h (r [192.0.2.1] by mx.example | syntax.comment-open",
                "from \"h (r [192.0.2.1]) by mx.example | syntax.quote-open",
                "from h\u0001 (r [192.0.2.1]) by mx.example | received.character",
            })
    void fieldThatCannotBeReadIsUnusable(String body, String code) {
        HeaderFields header = Message.of(
                        ("Received: " + body + "\r\n\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .header();
        Parsed<ReceivedField> parsed = ReceivedField.parse(header.all().get(0));

        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly(code);
        assertThat(parsed.problems().get(0).position()).isPresent();
    }

    @Test
    void fieldOfAnotherNameIsUnusable() {
        assertThat(ReceivedField.parse(HeaderField.of("X-Received", "from a by b" + DATE))
                        .value())
                .isEmpty();
        assertThat(ReceivedField.parse(HeaderField.of("RECEIVED", "from a by b" + DATE))
                        .value())
                .isPresent();
    }

    @Test
    void fieldsAreEqualWhenTheySayTheSame() {
        String body = "from h (r [192.0.2.1]) by mx.example";

        assertThat(read(body + DATE))
                .isEqualTo(read(body + " (Postfix)" + DATE))
                .hasSameHashCodeAs(read(body + DATE));
        assertThat(read(body + DATE)).isNotEqualTo(read(body + " id 1" + DATE));
    }
}
