package com.example.mail;

import org.mailauth.DomainName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.mtasts.MtaStsPolicyCache;
import org.mailauth.mtasts.MtaStsPolicyFetcher;

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
}
