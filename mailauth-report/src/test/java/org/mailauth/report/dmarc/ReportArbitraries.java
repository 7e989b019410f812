package org.mailauth.report.dmarc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.mailauth.dmarc.AlignmentMode;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.internal.net.IpLiteral;

/** Reports that RFC 9990 allows, with texts that would like to be markup. */
final class ReportArbitraries {
    private static final List<String> HOSTILE = List.of(
            "</org_name><p>none</p>",
            "]]>",
            "<![CDATA[x]]>",
            "&lt;",
            "&x;",
            "a\r\nb",
            "\u0000\u0008",
            "\uD800x",
            "\uFFFF",
            "\uD83D\uDE00",
            " x ",
            "<!--",
            "<?xml?>",
            "\"'",
            "Société",
            "\u2028y",
            "\u0085",
            "=cmd|' /C calc'!A0");

    private ReportArbitraries() {}

    static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of(HOSTILE),
                Arbitraries.strings().all().ofMaxLength(20),
                Arbitraries.strings().withChars("<>&;/!?[]-\"'= xX\t\n").ofMaxLength(12));
    }

    private static Arbitrary<String> required() {
        return text().map(text -> ReportText.clean(text).isEmpty() ? "x" : text);
    }

    static Arbitrary<String> domain() {
        return Arbitraries.of(
                "example.com", "mail.example.com", "xn--bcher-kva.example", "_spf.a.example", "example.net");
    }

    private static <T> Arbitrary<Optional<T>> maybe(Arbitrary<T> value) {
        return value.optional(0.6);
    }

    static Arbitrary<InetAddress> address() {
        return Arbitraries.oneOf(
                        Arbitraries.bytes().array(byte[].class).ofSize(4),
                        Arbitraries.bytes().array(byte[].class).ofSize(16))
                .map(ReportArbitraries::address);
    }

    private static InetAddress address(byte[] octets) {
        try {
            InetAddress address = InetAddress.getByAddress(octets);
            return IpLiteral.ipv6(IpLiteral.format(address))
                    .map(IpLiteral::unmapped)
                    .orElse(address);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Arbitrary<PolicyOverrideReason> reason() {
        return Combinators.combine(
                        Arbitraries.of(PolicyOverrideReason.Type.class).filter(type -> !type.isOld()), text())
                .as(PolicyOverrideReason::of);
    }

    private static Arbitrary<PolicyEvaluated> evaluated() {
        return Combinators.combine(
                        Arbitraries.of(Disposition.class),
                        Arbitraries.of(AlignedResult.class),
                        Arbitraries.of(AlignedResult.class),
                        reason().list().ofMaxSize(2))
                .as((disposition, dkim, spf, reasons) ->
                        new PolicyEvaluated(Optional.of(disposition), Optional.of(dkim), Optional.of(spf), reasons));
    }

    private static Arbitrary<AuthResults> authResults() {
        Arbitrary<AuthResult> dkimWord =
                Arbitraries.of(AuthResult.class).filter(result -> result != AuthResult.SOFTFAIL);
        Arbitrary<DkimAuthResult> dkim = Combinators.combine(domain(), required(), dkimWord, maybe(text()))
                .as((domain, selector, result, human) ->
                        new DkimAuthResult(domain, selector, Optional.of(result), human));
        Arbitrary<SpfAuthResult> spf = Combinators.combine(
                        domain(),
                        maybe(Arbitraries.just(SpfScope.MFROM)),
                        Arbitraries.of(AuthResult.class),
                        maybe(text()))
                .as((domain, scope, result, human) -> new SpfAuthResult(domain, scope, Optional.of(result), human));
        return Combinators.combine(dkim.list().ofMaxSize(3), spf.list().ofMaxSize(1))
                .as(AuthResults::new);
    }

    static Arbitrary<AggregateRow> row() {
        Arbitrary<Identifiers> identifiers = Combinators.combine(
                        domain(), maybe(Arbitraries.oneOf(domain(), Arbitraries.just(""))), maybe(domain()))
                .as(Identifiers::new);
        return Combinators.combine(
                        address(), Arbitraries.longs().between(1, 1_000_000), evaluated(), identifiers, authResults())
                .as(AggregateRow::new);
    }

    static Arbitrary<PolicyPublished> policy() {
        Arbitrary<DmarcPolicy> policies = Arbitraries.of(DmarcPolicy.class);
        return Combinators.combine(
                        domain(),
                        policies,
                        maybe(policies),
                        maybe(policies),
                        maybe(Arbitraries.of(AlignmentMode.class)),
                        maybe(Arbitraries.of(DiscoveryMethod.class)),
                        maybe(text()),
                        maybe(Arbitraries.of(true, false)))
                .as((domain, p, sp, np, adkim, method, fo, testing) -> new PolicyPublished(
                        domain, Optional.of(p), sp, np, adkim, adkim, method, fo, testing, OptionalInt.empty()));
    }

    static Arbitrary<ReportMetadata> metadata() {
        Arbitrary<Long> begin = Arbitraries.longs().between(0, 2_000_000_000L);
        return Combinators.combine(
                        required(),
                        required(),
                        maybe(text()),
                        Arbitraries.of("r1", "3v98abbp8ya9n3va8yr8oa3ya", "a.b@example.net", "2002.02.15.1"),
                        begin,
                        text().list().ofMaxSize(1),
                        maybe(text()))
                .as((org, email, contact, id, from, errors, generator) -> new ReportMetadata(
                        org,
                        email,
                        contact,
                        id,
                        Optional.of(Instant.ofEpochSecond(from)),
                        Optional.of(Instant.ofEpochSecond(from + 86_399)),
                        errors,
                        generator));
    }

    static Arbitrary<AggregateReport> report() {
        return Combinators.combine(
                        metadata(), policy(), row().list().ofMinSize(1).ofMaxSize(4))
                .as((metadata, policy, rows) -> new AggregateReport(AggregateReportHeader.of(metadata, policy), rows));
    }
}
