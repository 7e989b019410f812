package org.mailauth.spf;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;

/** Finds the names of a client's address that lead back to it: "validated" names (RFC 7208 §5.5). */
final class ValidatedNames {
    private final Client client;
    private final SpfAccount account;

    /**
     * What was found.
     *
     * @param names validated, in the order of the answer
     * @param isVoid whether the address has no name at all
     */
    record Found(List<DnsName> names, boolean isVoid) {}

    ValidatedNames(Client client, SpfAccount account) {
        this.client = client;
        this.account = account;
    }

    Found find() throws Stop {
        DnsAnswer answer = account.ask(client.reverseName(), DnsType.PTR);
        List<DnsName> validated = new ArrayList<>();
        int looked = 0;
        for (DnsRecord.Ptr pointer : answer.records(DnsRecord.Ptr.class)) {
            // RFC 7208 §4.6.4: the first ten names count, the rest are ignored.
            if (looked++ >= account.limits().ptrNames()) {
                break;
            }
            // RFC 7208 §5.5: an error while a name is checked skips that name.
            DnsAnswer addresses = account.ask(pointer.name(), client.addressType());
            if (Client.addressesIn(addresses).contains(client.address()) && !validated.contains(pointer.name())) {
                validated.add(pointer.name());
            }
        }
        boolean isVoid = answer instanceof DnsAnswer.NoData || answer instanceof DnsAnswer.NxDomain;
        return new Found(List.copyOf(validated), isVoid);
    }

    /** The value of macro {@code p} (RFC 7208 §7.3): the domain itself, else a name below it, else any name. */
    String best(DnsName domain) throws Stop {
        List<DnsName> names = find().names();
        if (names.contains(domain)) {
            return domain.toString();
        }
        for (DnsName name : names) {
            if (name.isEqualToOrBelow(domain)) {
                return name.toString();
            }
        }
        return names.isEmpty() ? "unknown" : names.get(0).toString();
    }
}
