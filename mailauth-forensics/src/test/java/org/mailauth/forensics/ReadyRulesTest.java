package org.mailauth.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each ready rule about the way, the identities and the thread has a header that raises it, and a near miss that does not and differs by one fact. */
class ReadyRulesTest {
    private static final String FROM = "From: =?utf-8?B?6rmA7LKg7IiY?= <kim@partner.example>";
    private static final String OWN_FROM = "From: 김철수 <kim@예시.example>";
    private static final String AT_NOON = "Mon, 30 Nov 2026 12:00:00 +0000";
    private static final String PARTNER = "mail.partner.example (mail.partner.example [192.0.2.4])";
    private static final String BELOW =
            "Received: from pc.partner.example ([198.51.100.7]) by mail.partner.example with ESMTPSA id 2; ";

    record Pair(String code, String dmarc, List<String> raises, String nearMissDmarc, List<String> nearMiss) {}

    private static Pair pair(String code, List<String> raises, List<String> nearMiss) {
        return new Pair(code, "", raises, "", nearMiss);
    }

    private static String received(String client) {
        return Scenes.in(client, AT_NOON);
    }

    static Stream<Pair> pairs() {
        return Stream.of(chain(), relays(), identities(), ownDomain(), threads())
                .flatMap(List::stream);
    }

    private static List<Pair> chain() {
        return List.of(
                pair(
                        "received.unreadable",
                        List.of("Received: from a.example from b.example by c.example; " + AT_NOON),
                        List.of("Received: from a.example by c.example; " + AT_NOON)),
                pair(
                        "received.time-travel",
                        List.of(received(PARTNER), BELOW + "Mon, 30 Nov 2026 12:05:01 +0000"),
                        List.of(received(PARTNER), BELOW + "Mon, 30 Nov 2026 21:05:00 +0900 (KST)")),
                pair(
                        "received.delay",
                        List.of(received(PARTNER), BELOW + "Mon, 30 Nov 2026 07:59:59 +0000"),
                        List.of(received(PARTNER), BELOW + "Mon, 30 Nov 2026 17:00:00 +0900 (KST)")),
                pair(
                        "received.future",
                        List.of(Scenes.in(PARTNER, "Mon, 30 Nov 2026 13:00:01 +0000")),
                        List.of(Scenes.in(PARTNER, "Mon, 30 Nov 2026 22:00:00 +0900"))),
                pair(
                        "received.helo-name",
                        List.of(received("메일.예.example (mail.partner.example [192.0.2.4])")),
                        List.of(received("메일.partner.example (mail.partner.example [192.0.2.4])"))),
                pair("received.private-between", between("10.0.0.1"), between("192.0.2.9")),
                pair(
                        "received.break",
                        List.of(received("mail.other.example (mail.other.example [192.0.2.4])"), BELOW + AT_NOON),
                        List.of(received(PARTNER), BELOW + AT_NOON)));
    }

    private static List<String> between(String middle) {
        return List.of(
                received(PARTNER),
                "Received: from app (app.partner.example [" + middle + "]) by mail.partner.example with ESMTP; "
                        + AT_NOON,
                "Received: from pc (pc.partner.example [198.51.100.7]) by app.partner.example with ESMTPSA; "
                        + AT_NOON);
    }

    private static List<Pair> relays() {
        String claimed =
                "Received: from pc.partner.example ([198.51.100.7]) by " + Scenes.MX + " with ESMTP; " + AT_NOON;
        return List.of(
                pair(
                        "received.unexpected-relay",
                        List.of(BELOW + AT_NOON),
                        List.of(received(PARTNER), BELOW + AT_NOON)),
                pair(
                        "received.claimed-relay",
                        List.of(received(PARTNER), claimed),
                        List.of(received(PARTNER), BELOW + AT_NOON)));
    }

    private static List<Pair> identities() {
        String replyTo = "Reply-To: 김철수 <kim@다른.example>";
        return List.of(
                pair("identity.ambiguous-author", List.of(FROM, OWN_FROM), List.of(FROM)),
                pair(
                        "identity.several-authors",
                        List.of("From: kim@partner.example, lee@다른.example"),
                        List.of("From: kim@partner.example, lee@partner.example")),
                pair(
                        "identity.sender",
                        List.of(FROM, "Sender: 비서 <office@service.example>"),
                        List.of(FROM, "Sender: 비서 <office@sub.partner.example>")),
                pair(
                        "identity.return-path",
                        List.of("Return-Path: <b@service.example>", FROM),
                        List.of("Return-Path: <>", FROM)),
                new Pair("identity.reply-to", "pass", List.of(FROM, replyTo), "fail", List.of(FROM, replyTo)),
                new Pair(
                        "identity.reply-to-unauthenticated",
                        "fail",
                        List.of(FROM, replyTo),
                        "fail",
                        List.of(FROM, replyTo, "List-Id: <l.service.example>")),
                pair(
                        "identity.unaligned-signatures",
                        List.of("DKIM-Signature: v=1; d=service.example; s=a", FROM),
                        List.of("DKIM-Signature: v=1; d=sub.partner.example; s=a", FROM)),
                pair(
                        "identity.list-domain",
                        List.of(FROM, "List-Id: 목록 <l.service.example>"),
                        List.of(FROM, "List-Id: 목록 <l.service.example>", "Sender: l@service.example")));
    }

    private static List<Pair> ownDomain() {
        List<String> direct = List.of(received(PARTNER), OWN_FROM);
        List<String> forwarded = List.of(
                received(PARTNER), "Received: from out.예시.example by mail.partner.example; " + AT_NOON, OWN_FROM);
        return List.of(
                new Pair("identity.own-domain-outside", "none", direct, "pass", direct),
                new Pair("identity.own-domain-failed", "fail", direct, "fail", forwarded));
    }

    private static List<Pair> threads() {
        String reply = "Subject: =?utf-8?B?64u17J6lOiDqsqzsoIHshJw=?=";
        return List.of(
                pair(
                        "thread.no-references",
                        List.of(FROM, reply),
                        List.of(FROM, reply, "In-Reply-To: <1@xn--vv4b11d.example>")),
                pair(
                        "thread.new-sender",
                        List.of("From: 김철수 <kim@partner-x.example>", reply),
                        List.of("From: 김철수 <kim@partner.example>", reply)),
                pair(
                        "thread.message-id",
                        List.of(FROM, "Message-ID: <1@service.example>"),
                        List.of(FROM, "Message-ID: <1@mail.partner.example>")),
                pair(
                        "thread.foreign-references",
                        List.of(FROM, "References: <1@service.example> <2@service.example>"),
                        List.of(FROM, "References: <1@service.example> <2@예시.example>")));
    }

    private static ForensicReport examine(String dmarc, List<String> fields) {
        return Scenes.examine(dmarc, fields.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void raisesAndDoesNotRaise(Pair pair) {
        assertThat(examine(pair.dmarc(), pair.raises()).findings(pair.code())).hasSize(1);
        assertThat(examine(pair.nearMissDmarc(), pair.nearMiss()).findings(pair.code()))
                .isEmpty();
    }

    @Test
    void everyRuleHasAPair() {
        List<String> rules = new ArrayList<>();
        Stream.of(ChainRules.all(), IdentityRules.all(), ThreadRules.all())
                .flatMap(List::stream)
                .forEach(rule -> rules.add(rule.code()));
        assertThat(pairs().map(Pair::code)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(rules);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void evidenceIsWithinTheHeader(Pair pair) {
        var header = Scenes.message(pair.raises().toArray(String[]::new)).header();
        for (ForensicFinding finding : examine(pair.dmarc(), pair.raises()).findings()) {
            assertThat(finding.evidence()).allSatisfy(place -> {
                var field = header.all().get(place.fieldIndex());
                assertThat(field.isNamed(place.fieldName())).isTrue();
                assertThat(place.end()).isLessThanOrEqualTo(field.length() - 2);
            });
        }
    }

    /** A list that keeps From, an ARC forwarder and a newsletter are honest mail. */
    @Test
    void noHighestSeverityForHonestDetours() {
        List<List<String>> detours = List.of(
                List.of(received(PARTNER), OWN_FROM, "List-Id: <l.partner.example>", "Subject: [목록] 안녕하세요"),
                List.of(received(PARTNER), "ARC-Seal: i=1; cv=none; d=partner.example; s=a; b=", OWN_FROM),
                List.of(received(PARTNER), "DKIM-Signature: v=1; d=xn--vv4b11d.example; s=a", OWN_FROM),
                List.of(
                        received(PARTNER),
                        "Return-Path: <b-1@esp.example>",
                        "From: 소식 <news@shop.example>",
                        "Reply-To: help@desk.example",
                        "List-Unsubscribe: <https://esp.example/u>"));
        for (List<String> detour : detours) {
            assertThat(examine("fail", detour).findings())
                    .as("%s", detour)
                    .noneMatch(finding -> finding.severity() == Severity.HIGH);
        }
    }
}
