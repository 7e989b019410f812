package org.mailauth.tlsrpt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.mailauth.DomainName;

/** Reports and counts for the laws. */
final class ReportArbitraries {
    private ReportArbitraries() {}

    /** Reports with any fields missing and any texts that I-JSON can hold. */
    static Arbitrary<TlsReport> reports() {
        return Combinators.combine(
                        texts(),
                        times(),
                        times(),
                        texts(),
                        texts(),
                        policies().list().ofMaxSize(3))
                .as(TlsReport::new)
                .withoutEdgeCases();
    }

    private static Arbitrary<TlsPolicyReport> policies() {
        Arbitrary<Optional<String>> types =
                Arbitraries.of("tlsa", "sts", "no-policy-found", "x").optional();
        Arbitrary<List<String>> strings = text().list().ofMaxSize(3);
        return Combinators.combine(
                        types,
                        strings,
                        texts(),
                        strings,
                        counts(),
                        counts(),
                        details().list().ofMaxSize(3))
                .as(TlsPolicyReport::new);
    }

    private static Arbitrary<TlsFailureDetails> details() {
        Arbitrary<Optional<String>> types =
                Arbitraries.of(TlsResultType.values()).map(TlsResultType::word).optional();
        return Combinators.combine(types, texts(), texts(), texts(), texts(), counts(), texts(), texts())
                .as(TlsFailureDetails::new);
    }

    private static Arbitrary<Optional<String>> texts() {
        return text().optional();
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().ofMaxLength(12).map(JsonText::sound);
    }

    private static Arbitrary<OptionalLong> counts() {
        return Arbitraries.longs()
                .between(0, Counts.MOST)
                .optional()
                .map(count -> count.map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    private static Arbitrary<Optional<Instant>> times() {
        return Combinators.combine(
                        Arbitraries.longs().between(-62_167_219_200L, 253_402_300_799L),
                        Arbitraries.of(0L, 1L, 999_999_999L, 500_000_000L))
                .as((seconds, nanos) -> Instant.ofEpochSecond(seconds, nanos))
                .optional();
    }

    /** Counts of few policies and failures, so that they meet. */
    static Arbitrary<TlsSessionCounts> sessionCounts() {
        return sessions().list().ofMaxSize(12).map(ReportArbitraries::count).withoutEdgeCases();
    }

    /** One session: a policy, and what was wrong, if anything. */
    record Session(TlsAppliedPolicy policy, Optional<TlsFailure> failure) {}

    static Arbitrary<Session> sessions() {
        DomainName domain = DomainName.of("example.com");
        Arbitrary<TlsAppliedPolicy> policies = Arbitraries.of(
                TlsAppliedPolicy.none(domain),
                TlsAppliedPolicy.sts(domain, List.of("version: STSv1"), List.of("*.example.com")),
                TlsAppliedPolicy.tlsa(DomainName.of("mx.example.com"), List.of("3 1 1 00")));
        Arbitrary<TlsFailure> failures = Combinators.combine(
                        Arbitraries.of(TlsResultType.values()), Arbitraries.of("mx1.example.com", "mx2.example.com"))
                .as((type, host) -> TlsFailure.builder(type)
                        .receivingMxHostname(DomainName.of(host))
                        .build());
        return Combinators.combine(policies, failures.optional()).as(Session::new);
    }

    static TlsSessionCounts count(List<Session> sessions) {
        TlsSessionCounter counter = new TlsSessionCounter();
        for (Session session : sessions) {
            if (session.failure().isPresent()) {
                counter.failed(session.policy(), session.failure().get());
            } else {
                counter.successful(session.policy());
            }
        }
        return counter.counts();
    }
}
