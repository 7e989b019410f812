package org.mailauth.spf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.ForeseenQuestion;
import org.mailauth.spf.internal.Client;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/**
 * The questions that a check of one client is about to ask, as far as they can be told without expanding macros. Nothing
 * behind a term that matches by itself is foreseen; what RFC 7208 §4.6.4 limits is bounded here, too.
 */
final class Foresight {
    private final Client client;
    private final SpfLimits limits;
    private final Function<String, Parsed<SpfRecord>> reader;

    Foresight(InetAddress client, SpfLimits limits, Function<String, Parsed<SpfRecord>> reader) {
        this.client = Client.of(client);
        this.limits = limits;
        this.reader = reader;
    }

    /** The policy of a domain, and all that follows from it. */
    ForeseenQuestion policy(SpfDomain domain) {
        return policy(domain, limits.dnsTerms());
    }

    private ForeseenQuestion policy(SpfDomain domain, int terms) {
        return new ForeseenQuestion(domain.name(), DnsType.TXT, answer -> fromPolicy(answer, domain, terms));
    }

    private List<ForeseenQuestion> fromPolicy(DnsAnswer answer, SpfDomain domain, int terms) {
        List<String> policies = CheckHost.policiesIn(answer);
        if (policies.size() != 1) {
            return List.of();
        }
        return reader.apply(policies.get(0))
                .value()
                .map(record -> ofTerms(record, domain, terms))
                .orElse(List.of());
    }

    private List<ForeseenQuestion> ofTerms(SpfRecord record, SpfDomain domain, int terms) {
        List<ForeseenQuestion> questions = new ArrayList<>();
        for (SpfDirective directive : record.directives()) {
            if (matchesByItself(directive.mechanism())) {
                return questions;
            }
            if (questions.size() < terms) {
                ofTerm(directive.mechanism(), domain, terms - questions.size() - 1)
                        .ifPresent(questions::add);
            }
        }
        if (questions.size() < terms) {
            int left = terms - questions.size() - 1;
            record.redirect().flatMap(Foresight::literal).ifPresent(to -> questions.add(policy(to, left)));
        }
        return questions;
    }

    private boolean matchesByItself(SpfMechanism mechanism) {
        if (mechanism instanceof SpfMechanism.Ip4 ip4) {
            return ip4.network().contains(client.address());
        }
        if (mechanism instanceof SpfMechanism.Ip6 ip6) {
            return ip6.network().contains(client.address());
        }
        return mechanism instanceof SpfMechanism.All;
    }

    private Optional<ForeseenQuestion> ofTerm(SpfMechanism mechanism, SpfDomain domain, int termsLeft) {
        if (mechanism instanceof SpfMechanism.Include include) {
            return literal(include.domain()).map(target -> policy(target, termsLeft));
        }
        if (mechanism instanceof SpfMechanism.A a) {
            return target(a.domain(), domain).map(target -> ForeseenQuestion.of(target.name(), client.addressType()));
        }
        if (mechanism instanceof SpfMechanism.Mx mx) {
            return target(mx.domain(), domain)
                    .map(target -> new ForeseenQuestion(target.name(), DnsType.MX, this::ofMailHosts));
        }
        if (mechanism instanceof SpfMechanism.Exists exists) {
            return literal(exists.domain()).map(target -> ForeseenQuestion.of(target.name(), DnsType.A));
        }
        return mechanism instanceof SpfMechanism.Ptr
                ? Optional.of(new ForeseenQuestion(client.reverseName(), DnsType.PTR, this::ofNames))
                : Optional.empty();
    }

    private List<ForeseenQuestion> ofMailHosts(DnsAnswer answer) {
        List<DnsRecord.Mx> hosts = answer.records(DnsRecord.Mx.class);
        // RFC 7208 §4.6.4: more of them are an error, and none is asked for.
        return hosts.size() > limits.mxNames()
                ? List.of()
                : addresses(hosts.stream().map(DnsRecord.Mx::exchange).toList());
    }

    private List<ForeseenQuestion> ofNames(DnsAnswer answer) {
        return addresses(answer.records(DnsRecord.Ptr.class).stream()
                .limit(limits.ptrNames())
                .map(DnsRecord.Ptr::name)
                .toList());
    }

    private List<ForeseenQuestion> addresses(List<DnsName> names) {
        return names.stream()
                .map(name -> ForeseenQuestion.of(name, client.addressType()))
                .toList();
    }

    private static Optional<SpfDomain> target(Optional<MacroString> given, SpfDomain domain) {
        return given.isEmpty() ? Optional.of(domain) : literal(given.get());
    }

    private static Optional<SpfDomain> literal(MacroString target) {
        return target.hasMacros() ? Optional.empty() : SpfDomain.expanded(target.toString());
    }
}
