package org.mailauth.forensics;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.mailauth.DomainName;
import org.mailauth.forensics.received.Addresses;
import org.mailauth.forensics.received.Hop;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.message.ReceivedField;

/** What is odd about the way of a message. Servers differ, so that most of it is no more than worth knowing. */
final class ChainRules {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final Duration LONG_DELAY = Duration.ofHours(4);
    private static final Duration FUTURE = Duration.ofHours(1);

    private ChainRules() {}

    static List<ForensicRule> all() {
        return List.of(
                rule("received.unreadable", Severity.LOW, ChainRules::unreadable),
                rule("received.time-travel", Severity.LOW, ChainRules::timeTravel),
                rule("received.delay", Severity.INFO, ChainRules::delay),
                rule("received.future", Severity.LOW, ChainRules::future),
                rule("received.helo-name", Severity.INFO, ChainRules::heloName),
                new SimpleRule("received.private-between", Severity.INFO, ChainRules::privateBetween),
                new SimpleRule("received.break", Severity.INFO, ChainRules::breaks),
                new SimpleRule("received.unexpected-relay", Severity.MEDIUM, ChainRules::unexpectedRelay),
                new SimpleRule("received.claimed-relay", Severity.LOW, ChainRules::claimedRelay));
    }

    private static ForensicRule rule(
            String code, Severity severity, BiFunction<HeaderFacts, Hop, Optional<Observation>> look) {
        return new SimpleRule(
                code,
                severity,
                facts -> facts.chain().hops().stream()
                        .flatMap(hop -> look.apply(facts, hop).stream())
                        .toList());
    }

    private static Observation seen(HeaderFacts facts, Hop hop, String explanation, Source... sources) {
        Evidence evidence = Evidence.ofBody(facts.header(), hop.fieldIndex());
        return new Observation(List.of(evidence), explanation, List.of(sources));
    }

    private static Optional<Observation> unreadable(HeaderFacts facts, Hop hop) {
        return hop.field().isPresent()
                ? Optional.empty()
                : Optional.of(seen(
                        facts,
                        hop,
                        "A Received field cannot be read: no usual server writes like that.",
                        Source.HEADER));
    }

    private static Optional<Observation> timeTravel(HeaderFacts facts, Hop hop) {
        return hop.delay()
                .filter(delay -> delay.compareTo(CLOCK_SKEW.negated()) < 0)
                .map(delay -> seen(
                        facts,
                        hop,
                        "By its time this host took the message over " + Spans.of(delay.negated())
                                + " before the host below it: a clock is wrong, or a field is made up.",
                        Source.HEADER));
    }

    private static Optional<Observation> delay(HeaderFacts facts, Hop hop) {
        return hop.delay()
                .filter(delay -> delay.compareTo(LONG_DELAY) > 0)
                .map(delay -> seen(
                        facts,
                        hop,
                        "The message reached this host " + Spans.of(delay)
                                + " after the host below it: it waited, or an old message was sent again.",
                        Source.HEADER));
    }

    private static Optional<Observation> future(HeaderFacts facts, Hop hop) {
        Instant latest = facts.now().plus(FUTURE);
        return hop.field()
                .flatMap(ReceivedField::time)
                .filter(time -> time.toInstant().isAfter(latest))
                .map(time -> seen(
                        facts,
                        hop,
                        "The time of this host, " + time + ", has not come yet.",
                        Source.HEADER,
                        Source.CLOCK));
    }

    private static Optional<Observation> heloName(HeaderFacts facts, Hop hop) {
        Optional<DomainName> helo = hop.field().flatMap(ReceivedField::helo).flatMap(ChainRules::host);
        Optional<DomainName> reverse =
                hop.field().flatMap(ReceivedField::clientName).flatMap(ChainRules::host);
        if (helo.isEmpty()
                || reverse.isEmpty()
                || facts.organization(helo.get()).equals(facts.organization(reverse.get()))) {
            return Optional.empty();
        }
        // RFC 5321 §4.1.4: a host must not refuse mail for that, because it is common.
        return Optional.of(seen(
                facts,
                hop,
                "The client called itself " + Shown.domain(helo.get()) + ", but its address has the name "
                        + Shown.domain(reverse.get()) + ".",
                Source.HEADER,
                Source.ORGANIZATIONAL_DOMAINS));
    }

    /** A name of at least two labels that is no address: one label means something within a network only. */
    private static Optional<DomainName> host(String name) {
        boolean address = name.startsWith("[")
                || IpLiteral.ipv4(name).isPresent()
                || IpLiteral.ipv6(name).isPresent();
        return address ? Optional.empty() : DomainName.parse(name).value().filter(domain -> domain.labelCount() > 1);
    }

    private static List<Observation> privateBetween(HeaderFacts facts) {
        List<Hop> hops = facts.chain().hops();
        int first = -1;
        int last = -1;
        for (int at = 0; at < hops.size(); at++) {
            if (hops.get(at).fromAddress().filter(ChainRules::isPublic).isPresent()) {
                first = first < 0 ? at : first;
                last = at;
            }
        }
        List<Observation> observations = new ArrayList<>();
        for (int at = first + 1; at < last; at++) {
            Optional<InetAddress> address = hops.get(at).fromAddress().filter(Addresses::isPrivate);
            if (address.isPresent()) {
                observations.add(seen(
                        facts,
                        hops.get(at),
                        "The client's address " + IpLiteral.format(address.get())
                                + " is private, between hosts with public addresses: a relay within somebody's network.",
                        Source.HEADER));
            }
        }
        return observations;
    }

    private static boolean isPublic(InetAddress address) {
        return !Addresses.isPrivate(address);
    }

    private static List<Observation> breaks(HeaderFacts facts) {
        List<Hop> hops = facts.chain().hops();
        List<Observation> observations = new ArrayList<>();
        for (int at = 0; at + 1 < hops.size(); at++) {
            Optional<ReceivedField> above = hops.get(at).field();
            Optional<DomainName> by =
                    hops.get(at + 1).field().flatMap(ReceivedField::by).flatMap(ChainRules::host);
            if (above.isEmpty() || by.isEmpty()) {
                continue;
            }
            DomainName organization = facts.organization(by.get());
            List<DomainName> names = Stream.of(
                            above.get().from(), above.get().helo(), above.get().clientName())
                    .flatMap(Optional::stream)
                    .flatMap(name -> host(name).stream())
                    .toList();
            boolean inside =
                    hops.get(at).fromAddress().filter(Addresses::isPrivate).isPresent();
            boolean joined =
                    names.stream().anyMatch(name -> facts.organization(name).equals(organization));
            if (!names.isEmpty() && !inside && !joined) {
                observations.add(new Observation(
                        List.of(
                                Evidence.ofBody(facts.header(), hops.get(at).fieldIndex()),
                                Evidence.ofBody(facts.header(), hops.get(at + 1).fieldIndex())),
                        "A host had the message from " + Shown.domain(names.get(0))
                                + ", but below it the last to take it was "
                                + Shown.domain(by.get())
                                + ": a host with two names, a hop that wrote nothing, or made-up"
                                + " fields.",
                        List.of(Source.HEADER, Source.ORGANIZATIONAL_DOMAINS)));
            }
        }
        return observations;
    }

    private static boolean isByTrusted(HeaderFacts facts, Hop hop) {
        return hop.field()
                .flatMap(ReceivedField::by)
                .filter(by -> facts.trustedRelays().contains(by.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    private static List<Observation> unexpectedRelay(HeaderFacts facts) {
        List<Hop> hops = facts.chain().hops();
        if (facts.trustedRelays().isEmpty() || hops.isEmpty() || isByTrusted(facts, hops.get(0))) {
            return List.of();
        }
        return List.of(seen(
                facts,
                hops.get(0),
                "The last host that took the message is none of the trusted relays.",
                Source.HEADER,
                Source.TRUSTED_RELAYS));
    }

    /** Below the hop by which a message came in, the names of own hosts are words of strangers. */
    private static List<Observation> claimedRelay(HeaderFacts facts) {
        List<Hop> hops = facts.chain().hops();
        if (facts.trustedRelays().isEmpty() || facts.chain().firstExternal().isEmpty()) {
            return List.of();
        }
        int external = facts.chain().firstExternal().get();
        return hops.subList(external + 1, hops.size()).stream()
                .filter(hop -> isByTrusted(facts, hop))
                .map(hop -> seen(
                        facts,
                        hop,
                        "Before it came from outside, the message claims to have been at a trusted relay: it was forwarded"
                                + " back, or the field is made up.",
                        Source.HEADER,
                        Source.OWN_HOSTS,
                        Source.TRUSTED_RELAYS))
                .toList();
    }
}
