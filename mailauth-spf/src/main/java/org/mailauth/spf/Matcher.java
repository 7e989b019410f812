package org.mailauth.spf;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.internal.Client;
import org.mailauth.spf.internal.Excerpt;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/** Decides whether a mechanism matches (RFC 7208 §5); include, which calls check_host() again, is not among them. */
final class Matcher {
    private final Client client;
    private final SpfAccount account;
    private final Targets targets;
    private final ValidatedNames validatedNames;

    Matcher(Client client, SpfAccount account, Targets targets, ValidatedNames validatedNames) {
        this.client = client;
        this.account = account;
        this.targets = targets;
        this.validatedNames = validatedNames;
    }

    /** Decides for a mechanism that asks nobody. */
    boolean matchesByItself(SpfMechanism mechanism) {
        if (mechanism instanceof SpfMechanism.Ip4 ip4) {
            return ip4.network().contains(client.address());
        }
        if (mechanism instanceof SpfMechanism.Ip6 ip6) {
            return ip6.network().contains(client.address());
        }
        return mechanism instanceof SpfMechanism.All;
    }

    /** Decides for a mechanism that asks the DNS. */
    boolean matches(SpfMechanism mechanism, SpfDomain current, SpfRecord record, SpfStepLog step) throws Stop {
        SpfDomain target = target(mechanism, current, record, step);
        if (target == null) {
            // RFC 7208 §4.8: what is no name after expansion matches nothing.
            return false;
        }
        DnsName name = target.name();
        if (mechanism instanceof SpfMechanism.A a) {
            return a(name, length(a.ip4Length(), a.ip6Length()), step);
        }
        if (mechanism instanceof SpfMechanism.Mx mx) {
            return mx(name, length(mx.ip4Length(), mx.ip6Length()), step);
        }
        return mechanism instanceof SpfMechanism.Ptr ? ptr(name, step) : exists(name, step);
    }

    private @Nullable SpfDomain target(SpfMechanism mechanism, SpfDomain current, SpfRecord record, SpfStepLog step)
            throws Stop {
        Optional<MacroString> spec = Optional.empty();
        if (mechanism instanceof SpfMechanism.A a) {
            spec = a.domain();
        } else if (mechanism instanceof SpfMechanism.Mx mx) {
            spec = mx.domain();
        } else if (mechanism instanceof SpfMechanism.Ptr ptr) {
            spec = ptr.domain();
        } else if (mechanism instanceof SpfMechanism.Exists exists) {
            spec = Optional.of(exists.domain());
        }
        return spec.isPresent() ? targets.of(spec.get(), current, record, step) : current;
    }

    private int length(int ip4Length, int ip6Length) {
        return client.isIpv4() ? ip4Length : ip6Length;
    }

    private boolean a(DnsName name, int length, SpfStepLog step) throws Stop {
        DnsAnswer answer = lookUp(name, client.addressType(), step);
        return anyContainsClient(answer, length, step);
    }

    private boolean mx(DnsName name, int length, SpfStepLog step) throws Stop {
        DnsAnswer answer = lookUp(name, DnsType.MX, step);
        List<DnsRecord.Mx> exchangers = answer.records(DnsRecord.Mx.class);
        // RFC 7208 §4.6.4: more than ten hosts is an error, whichever of them would match.
        if (exchangers.size() > account.limits().mxNames()) {
            throw Stop.permerror(
                    "spf.mx-names",
                    "§4.6.4",
                    Excerpt.of(step.term()) + " has " + exchangers.size() + " hosts of at most "
                            + account.limits().mxNames());
        }
        for (DnsRecord.Mx exchanger : exchangers) {
            // RFC 7505 §3: the root says that there is no host. RFC 7208 §5.4: no MX never means the domain itself.
            if (!exchanger.exchange().isRoot()) {
                step.resolved(exchanger.exchange());
                DnsAnswer addresses = ask(exchanger.exchange(), client.addressType(), step);
                if (anyContainsClient(addresses, length, step)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean ptr(DnsName name, SpfStepLog step) throws Stop {
        ValidatedNames.Claimed claimed = validatedNames.claimed(step);
        if (claimed.isVoid()) {
            account.spendVoid(step);
        }
        for (DnsName claim : claimed.names()) {
            step.resolved(claim);
            // RFC 7208 §5.5: validated and below the target; a name elsewhere need not be validated.
            if (claim.isEqualToOrBelow(name) && validatedNames.isValid(claim, step)) {
                return true;
            }
        }
        return false;
    }

    private boolean exists(DnsName name, SpfStepLog step) throws Stop {
        step.resolved(name);
        // RFC 7208 §5.7: always an A record, for IPv6 clients, too.
        DnsAnswer answer = lookUp(name, DnsType.A, step);
        return answer instanceof DnsAnswer.Found;
    }

    private boolean anyContainsClient(DnsAnswer answer, int length, SpfStepLog step) {
        boolean contains = false;
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                InetAddress address = Client.addressIn(record);
                if (address != null) {
                    step.resolved(address);
                    contains |= IpNetwork.contains(address, length, client.address());
                }
            }
        }
        return contains;
    }

    /** Asks a term's own question, which is void when it finds nothing. */
    private DnsAnswer lookUp(DnsName name, DnsType type, SpfStepLog step) throws Stop {
        DnsAnswer answer = ask(name, type, step);
        if (!(answer instanceof DnsAnswer.Found)) {
            account.spendVoid(step);
        }
        return answer;
    }

    private DnsAnswer ask(DnsName name, DnsType type, SpfStepLog step) throws Stop {
        DnsAnswer answer = account.ask(name, type);
        if (answer instanceof DnsAnswer.Failed failed) {
            // RFC 7208 §5: an error in a mechanism's question is temperror for the whole check.
            throw CheckHost.dnsFailure(failed, name.toString());
        }
        step.answered(answer);
        return answer;
    }
}
