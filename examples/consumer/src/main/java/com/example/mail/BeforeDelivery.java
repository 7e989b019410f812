package com.example.mail;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.mtasts.MtaStsPolicyCache;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import org.mailauth.tlsrpt.TlsSessionCounter;
import org.mailauth.transport.OutboundTlsPlanner;
import org.mailauth.transport.PlannedHost;
import org.mailauth.transport.TlsAttempt;
import org.mailauth.transport.TlsPlan;
import org.mailauth.transport.TlsVerdict;

/** Job 5: what the domain asks for that a message is about to be sent to. */
final class BeforeDelivery {
    private BeforeDelivery() {}

    static boolean mayDeliver(DnsResolver resolver, MtaStsPolicyCache cache, DomainName mx) {
        // snippet: mta-sts
        MtaStsPolicyFetcher fetcher = MtaStsPolicyFetcher.builder()
                .resolver(resolver)
                .cache(cache) // MtaStsPolicyCache.inMemory(10_000), or onDisk(path)
                .build(); // build once, share
        MtaStsLookup lookup = fetcher.fetch(DomainName.of("example.com"));
        if (lookup instanceof MtaStsLookup.Found found) { // else NotOffered, or Failed and why
            return found.policy().mode() != MtaStsPolicy.Mode.ENFORCE
                    || found.policy().permits(mx);
        }
        return true;
        // end
    }

    static String deliver(
            DnsResolver resolver,
            MtaStsPolicyFetcher fetcher,
            Function<PlannedHost, List<X509Certificate>> handshake,
            TlsSessionCounter counter) {
        // snippet: tls-plan
        OutboundTlsPlanner planner = OutboundTlsPlanner.builder()
                .resolver(resolver) // one that is told what DNSSEC says; otherwise .withoutDane()
                .mtaSts(fetcher)
                .build(); // build once, share
        TlsPlan plan = planner.plan(DomainName.of("example.com"));
        for (PlannedHost host : plan.usableHosts()) { // in the order of the MX records
            TlsVerdict verdict = planner.judge(host, handshake.apply(host)); // or planner.trustManager(host)
            plan.count(host, TlsAttempt.judged(verdict), counter); // for the next TLS report
            if (verdict.permitsDelivery()) {
                return "send to " + host;
            }
        }
        return "keep the mail: " + plan;
        // end
    }
}
