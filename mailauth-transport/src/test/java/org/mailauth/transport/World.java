package org.mailauth.transport;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dane.TlsaMatchingType;
import org.mailauth.dane.TlsaRecord;
import org.mailauth.dane.TlsaSelector;
import org.mailauth.dane.TlsaUsage;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.mtasts.MtaStsPolicyCache;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import org.mailauth.mtasts.MxCertificateVerifier;
import org.mailauth.mtasts.PolicyFetchFailure;
import org.mailauth.mtasts.PolicyResponse;
import org.mailauth.testkit.InMemoryDns;

/** example.com with one host, in every state that DANE and MTA-STS know. */
final class World {
    static final Instant START = Instant.parse("2026-11-30T00:00:00Z");
    static final Clock NOW = Clock.fixed(START, ZoneOffset.UTC);
    static final DomainName DOMAIN = DomainName.of("example.com");
    static final DomainName MX = DomainName.of("mx.example.com");
    private static final String TLSA = "_25._tcp.mx.example.com";

    /** One authority that the sender trusts, and what servers show. */
    static final TestCertificate ROOT = TestCertificate.authority("CN=Root").make();

    /** In the Web PKI and in the TLSA record. */
    static final TestCertificate BOTH =
            TestCertificate.server("mx.example.com").issuedBy(ROOT).make();

    /** In the Web PKI only. */
    static final TestCertificate WEB_PKI_ONLY =
            TestCertificate.server("mx.example.com").issuedBy(ROOT).make();

    /** In the TLSA records only. */
    static final TestCertificate DANE_ONLY =
            TestCertificate.named("CN=whatever").make();

    /** In neither. */
    static final TestCertificate NEITHER =
            TestCertificate.server("mx.example.com").make();

    /** What the DNS says about the host (RFC 7672 §2.1.1, §2.2), and what DANE demands for it. */
    enum DaneRow {
        USABLE("authenticate"),
        UNUSABLE("encrypt"),
        ADDRESS_INSECURE("none"),
        RECORDS_INSECURE("none"),
        RECORDS_ABSENT("none"),
        ADDRESS_BOGUS("delay"),
        ADDRESS_TIMEOUT("delay"),
        ADDRESS_INDETERMINATE("delay"),
        ADDRESS_ABSENT("delay"),
        RECORDS_BOGUS("delay"),
        RECORDS_SERVFAIL("delay"),
        RECORDS_TIMEOUT("delay");

        final String demand;

        DaneRow(String demand) {
            this.demand = demand;
        }
    }

    /** What is known of the policy (RFC 8461 §3, §5), and what it comes to. */
    enum StsRow {
        NOT_OFFERED("none"),
        NOT_GOT("none"),
        RECORD_UNKNOWN("none"),
        MODE_NONE("none"),
        TESTING("testing"),
        ENFORCE("enforce"),
        ENFORCE_REMEMBERED("enforce"),
        ENFORCE_REMEMBERED_NOT_GOT("enforce");

        final String demand;

        StsRow(String demand) {
            this.demand = demand;
        }
    }

    private World() {}

    static List<X509Certificate> shows(TestCertificate certificate) {
        return List.of(certificate.certificate());
    }

    static TlsaRecord record(int usage, TestCertificate certificate) {
        return TlsaRecord.of(
                TlsaUsage.of(usage).orElseThrow(),
                TlsaSelector.of(1).orElseThrow(),
                TlsaMatchingType.of(1).orElseThrow(),
                certificate.certificate());
    }

    static InMemoryDns dns(DaneRow dane, StsRow sts) {
        InMemoryDns.Builder dns = InMemoryDns.builder()
                .dnssec(DnssecStatus.SECURE)
                .mx("example.com", 10, "mx.example.com")
                .a("mta-sts.example.com", "5.6.7.8");
        addHost(dns, dane);
        switch (sts) {
            case NOT_OFFERED, ENFORCE_REMEMBERED -> {
                // no record
            }
            case RECORD_UNKNOWN -> dns.fail("_mta-sts.example.com", DnsType.TXT, DnsFailure.SERVER_FAILURE);
            case NOT_GOT, MODE_NONE, TESTING, ENFORCE, ENFORCE_REMEMBERED_NOT_GOT ->
                dns.txt("_mta-sts.example.com", "v=STSv1; id=2;");
        }
        return dns.build();
    }

    private static void addHost(InMemoryDns.Builder dns, DaneRow row) {
        if (row != DaneRow.ADDRESS_ABSENT) {
            dns.a("mx.example.com", "192.0.2.25");
        } else {
            dns.exists("mx.example.com");
        }
        switch (row) {
            case ADDRESS_INSECURE -> dns.dnssec("mx.example.com", DnssecStatus.INSECURE);
            case ADDRESS_INDETERMINATE -> dns.dnssec("mx.example.com", DnssecStatus.INDETERMINATE);
            case ADDRESS_BOGUS -> failAddresses(dns, DnsFailure.BOGUS);
            case ADDRESS_TIMEOUT -> failAddresses(dns, DnsFailure.TIMEOUT);
            case RECORDS_BOGUS -> dns.fail(TLSA, DnsFailure.BOGUS);
            case RECORDS_SERVFAIL -> dns.fail(TLSA, DnsFailure.SERVER_FAILURE);
            case RECORDS_TIMEOUT -> dns.fail(TLSA, DnsFailure.TIMEOUT);
            case RECORDS_INSECURE -> dns.dnssec(TLSA, DnssecStatus.INSECURE);
            case UNUSABLE -> dns.tlsa(TLSA, 0, 1, 1, "00".repeat(32));
            default -> {
                // as it is
            }
        }
        if (row == DaneRow.USABLE || row == DaneRow.RECORDS_INSECURE || row == DaneRow.ADDRESS_INSECURE) {
            dns.records(
                    DnsName.of(TLSA),
                    record(3, BOTH).rdata(),
                    record(3, DANE_ONLY).rdata());
        }
    }

    private static void failAddresses(InMemoryDns.Builder dns, DnsFailure failure) {
        dns.fail("mx.example.com", DnsType.A, failure).fail("mx.example.com", DnsType.AAAA, failure);
    }

    static String policy(String mode, boolean permitted) {
        return "version: STSv1\nmode: " + mode + "\nmx: " + (permitted ? "mx.example.com" : "other.example.com")
                + "\nmax_age: 604800\n";
    }

    static MtaStsPolicyFetcher fetcher(DnsResolver dns, StsRow sts, boolean permitted) {
        MtaStsPolicyCache cache = MtaStsPolicyCache.inMemory(10);
        if (sts == StsRow.ENFORCE_REMEMBERED || sts == StsRow.ENFORCE_REMEMBERED_NOT_GOT) {
            DnsResolver before = InMemoryDns.builder()
                    .txt("_mta-sts.example.com", "v=STSv1; id=1;")
                    .a("mta-sts.example.com", "5.6.7.8")
                    .build();
            fetcher(before, cache, file(policy("enforce", permitted))).fetch(DOMAIN);
        }
        PolicyResponse response = switch (sts) {
            case MODE_NONE -> file(policy("none", permitted));
            case TESTING -> file(policy("testing", permitted));
            case ENFORCE -> file(policy("enforce", permitted));
            default -> new PolicyResponse.Failed(PolicyFetchFailure.STATUS, "404");
        };
        return fetcher(dns, cache, response);
    }

    static MtaStsPolicyFetcher fetcher(DnsResolver dns, PolicyResponse response) {
        return fetcher(dns, MtaStsPolicyCache.inMemory(10), response);
    }

    private static MtaStsPolicyFetcher fetcher(DnsResolver dns, MtaStsPolicyCache cache, PolicyResponse response) {
        return MtaStsPolicyFetcher.builder()
                .resolver(dns)
                .cache(cache)
                .clock(NOW)
                .transport(request -> response)
                .build();
    }

    static PolicyResponse file(String text) {
        return PolicyResponse.Received.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    static OutboundTlsPlanner.Builder builder(DnsResolver dns) {
        return OutboundTlsPlanner.builder()
                .resolver(dns)
                .withoutMtaSts()
                .clock(NOW)
                .certificates(MxCertificateVerifier.trusting(List.of(ROOT.certificate()), NOW));
    }

    static OutboundTlsPlanner planner(DaneRow dane, StsRow sts, boolean permitted, boolean required) {
        InMemoryDns dns = dns(dane, sts);
        OutboundTlsPlanner.Builder builder = builder(dns).mtaSts(fetcher(dns, sts, permitted));
        return required ? builder.requireDane().build() : builder.build();
    }
}
