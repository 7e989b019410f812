package org.mailauth.dane;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.testkit.InMemoryDns;

/** What the tests of this package share: a time, names, and one authority. */
final class Sample {
    static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
    static final DomainName MX = DomainName.of("mx.example.com");
    static final DomainName NEXT_HOP = DomainName.of("example.com");
    static final String TLSA_NAME = "_25._tcp.mx.example.com";

    private Sample() {}

    static DaneVerifier verifier(DnsResolver dns) {
        return DaneVerifier.builder()
                .resolver(dns)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
    }

    /** For verdicts only: asks nothing. */
    static DaneVerifier verifier() {
        return verifier(InMemoryDns.builder().build());
    }

    /** All signed, the host has an address, and nothing else is there. */
    static InMemoryDns.Builder secure() {
        return InMemoryDns.builder().dnssec(DnssecStatus.SECURE).a("mx.example.com", "192.0.2.25");
    }

    static InMemoryDns.Builder add(InMemoryDns.Builder dns, String name, TlsaRecord... records) {
        for (TlsaRecord record : records) {
            dns.records(DnsName.of(name), record.rdata());
        }
        return dns;
    }

    static SmtpServer viaMx(DnssecStatus status, DnsAlias... aliases) {
        return SmtpServer.ofMx(MX, NEXT_HOP, new DnsAnswer.Evidence(status, List.of(aliases), Duration.ofHours(1)));
    }

    /** A lookup that demands one of these records, by a secure MX record. */
    static TlsaLookup demand(TlsaRecord... records) {
        return demand(viaMx(DnssecStatus.SECURE), records);
    }

    static TlsaLookup demand(SmtpServer server, TlsaRecord... records) {
        InMemoryDns dns = add(secure(), TLSA_NAME, records).build();
        return verifier(dns).lookup(server);
    }

    static TlsaRecord record(int usage, int selector, int matchingType, TestCertificate certificate) {
        return TlsaRecord.of(
                TlsaUsage.of(usage).orElseThrow(),
                TlsaSelector.of(selector).orElseThrow(),
                TlsaMatchingType.of(matchingType).orElseThrow(),
                certificate.certificate());
    }

    static DaneResult verify(TlsaLookup lookup, TestCertificate... chain) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (TestCertificate each : chain) {
            certificates.add(each.certificate());
        }
        return verifier().verify(lookup, certificates);
    }
}
