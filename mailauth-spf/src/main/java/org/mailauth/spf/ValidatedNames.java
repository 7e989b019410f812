package org.mailauth.spf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.internal.Client;

/** Finds the names of a client's address that lead back to it: "validated" names (RFC 7208 §5.5). */
final class ValidatedNames {
    private final Client client;
    private final SpfAccount account;

    /**
     * The names that the address claims.
     *
     * @param names in the order of the answer, not validated yet
     * @param isVoid whether the address has no name at all
     */
    record Claimed(List<DnsName> names, boolean isVoid) {}

    ValidatedNames(Client client, SpfAccount account) {
        this.client = client;
        this.account = account;
    }

    Claimed claimed(SpfStepLog log) throws Stop {
        // RFC 7208 §5.5, §7.3: if this question fails, the address has no name.
        DnsAnswer answer = account.ask(client.reverseName(), DnsType.PTR);
        log.answered(answer);
        List<DnsName> names = answer.records(DnsRecord.Ptr.class).stream()
                // RFC 7208 §4.6.4: the first ten names count, the rest are ignored.
                .limit(account.limits().ptrNames())
                .map(DnsRecord.Ptr::name)
                .distinct()
                .toList();
        boolean isVoid = answer instanceof DnsAnswer.NoData || answer instanceof DnsAnswer.NxDomain;
        return new Claimed(names, isVoid);
    }

    boolean isValid(DnsName name, SpfStepLog log) throws Stop {
        // RFC 7208 §5.5: an error while a name is checked skips that name.
        DnsAnswer addresses = account.ask(name, client.addressType());
        boolean leadsBack = Client.addressesIn(addresses).contains(client.address());
        if (leadsBack) {
            log.answered(addresses);
        }
        return leadsBack;
    }

    /** The value of macro {@code p} (RFC 7208 §7.3): the domain itself, else a name below it, else any name. */
    String best(DnsName domain, SpfStepLog log) throws Stop {
        List<DnsName> names = new ArrayList<>(claimed(log).names());
        // The sort is stable, so that the first one of a rank is found without asking about the others.
        names.sort(Comparator.comparingInt(name -> rank(name, domain)));
        for (DnsName name : names) {
            if (isValid(name, log)) {
                return String.join(".", name.labels());
            }
        }
        return "unknown";
    }

    private static int rank(DnsName name, DnsName domain) {
        if (name.equals(domain)) {
            return 0;
        }
        return name.isEqualToOrBelow(domain) ? 1 : 2;
    }
}
