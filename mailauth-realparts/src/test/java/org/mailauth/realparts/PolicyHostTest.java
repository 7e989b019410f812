package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.conformance.certificates.TestCertificateBuilder;
import org.mailauth.mtasts.HttpsPolicyTransport;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import org.mailauth.testkit.InMemoryDns;

/**
 * Policies got from nginx through the whole fetcher, with records from named; and what mta-sts-query of
 * postfix-mta-sts-resolver makes of the same hosts.
 */
@Tag("real-parts")
class PolicyHostTest {
    private static final String POLICY = "version: STSv1\nmode: enforce\nmx: mail.good.test\nmax_age: 604800\n";
    private static final String FILE = "alias %s.txt;";
    private static final String TODAY = "TLSv1.2 TLSv1.3";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static Lab lab;
    private static Daemon outside;
    private static Daemon tls12;
    private static Daemon tls11;
    private static PolicyHosts.Behind cut;
    private static PolicyHosts.Behind cutChunks;
    private static TestCertificate root;
    private static int port;
    private static int tls12Port;
    private static int tls11Port;

    @BeforeAll
    static void open() throws IOException {
        root = TestCertificate.authority("CN=root").make();
        cut = new PolicyHosts.Behind(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n" + POLICY);
        cutChunks = new PolicyHosts.Behind(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(POLICY.length()) + "\r\n" + POLICY + "\r\n");
        List<PolicySite> sites = sites();
        lab = Lab.open(names(sites));
        Files.writeString(lab.folder().resolve("root.pem"), root.certificatePem());
        port = PolicyHosts.freePort();
        outside = start("nginx-outside", port, TODAY, sites);
        lab.start(
                "nginx-inside",
                PolicyHosts.command(folder("nginx-inside"), "127.0.0.1:443", TODAY, sites),
                List.of(Program.find("bash", "bash"), "-c", ": </dev/tcp/127.0.0.1/443 && echo up"));
        List<PolicySite> good = List.of(PolicySite.of("good.test", server("good.test"), FILE.formatted("good")));
        tls12Port = PolicyHosts.freePort();
        tls12 = start("nginx-tls-1.2", tls12Port, "TLSv1.2", good);
        tls11Port = PolicyHosts.freePort();
        tls11 = start("nginx-tls-1.1", tls11Port, "TLSv1 TLSv1.1", good);
    }

    private static Daemon start(String name, int port, String protocols, List<PolicySite> sites) throws IOException {
        Path folder = folder(name);
        List<String> command = PolicyHosts.command(folder, "127.0.0.1:" + port, protocols, sites);
        return Daemon.start(folder, name, command, () -> PolicyHosts.isUp(port));
    }

    /** A folder with the files that nginx serves. */
    private static Path folder(String name) throws IOException {
        Path folder = Files.createDirectory(lab.folder().resolve(name));
        Files.createDirectory(folder.resolve("temp"));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("good", ascii(POLICY));
        files.put("testing", ascii(POLICY.replace("enforce", "testing")));
        files.put("none", ascii("version: STSv1\r\nmode: none\r\nmax_age: 0\r\n"));
        files.put("junk", ascii("<html>not found</html>\n"));
        files.put("largest", ascii(POLICY + "x".repeat(65536 - POLICY.length())));
        files.put("larger", ascii(POLICY + "x".repeat(65537 - POLICY.length())));
        files.put("bomb", gzip(new byte[10 << 20]));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey() + ".txt"), file.getValue());
        }
        return folder;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] octets) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(octets);
        }
        return zipped.toByteArray();
    }

    private static TestCertificateBuilder certificate(String domain) {
        return TestCertificate.server("mta-sts." + domain).issuedBy(root);
    }

    private static TestCertificate server(String domain) {
        return certificate(domain).make();
    }

    private static List<PolicySite> sites() {
        List<PolicySite> sites = new ArrayList<>(sitesOfCertificates());
        Map<String, String> locations = new LinkedHashMap<>();
        locations.put("good.test", FILE.formatted("good"));
        locations.put("testing.test", FILE.formatted("testing"));
        locations.put("none.test", FILE.formatted("none"));
        locations.put("under_score.test", FILE.formatted("good"));
        locations.put("two-addresses.test", FILE.formatted("good"));
        locations.put("charset.test", "charset utf-8; charset_types text/plain; " + FILE.formatted("good"));
        locations.put("junk.test", FILE.formatted("junk"));
        locations.put("largest.test", FILE.formatted("largest"));
        locations.put("oversize.test", FILE.formatted("larger"));
        locations.put("oversize-chunks.test", "sub_filter absent x; sub_filter_types *; " + FILE.formatted("larger"));
        locations.put("chunks.test", "sub_filter absent x; sub_filter_types *; " + FILE.formatted("good"));
        locations.put("html.test", "default_type text/html; " + FILE.formatted("good"));
        locations.put("untyped.test", "default_type ''; " + FILE.formatted("good"));
        locations.put("gzip.test", "add_header Content-Encoding gzip; " + FILE.formatted("bomb"));
        locations.put("permanent.test", "return 301 https://mta-sts.good.test/.well-known/mta-sts.txt;");
        locations.put("found.test", "return 302 /other;");
        locations.put("absent.test", "return 404;");
        locations.put("broken.test", "return 500;");
        locations.put("empty.test", "return 204;");
        locations.put("hang-up.test", "return 444;");
        locations.put("slow.test", "limit_rate 200; " + FILE.formatted("largest"));
        locations.put("cut.test", "proxy_buffering off; proxy_pass http://127.0.0.1:" + cut.port() + ";");
        locations.put(
                "cut-chunks.test",
                "proxy_http_version 1.1; proxy_buffering off; proxy_pass http://127.0.0.1:" + cutChunks.port() + ";");
        locations.put("several-records.test", FILE.formatted("good"));
        locations.put("no-record.test", FILE.formatted("good"));
        locations.forEach((domain, location) -> sites.add(PolicySite.of(domain, server(domain), location)));
        return sites;
    }

    private static List<PolicySite> sitesOfCertificates() {
        String good = FILE.formatted("good");
        TestCertificate stranger = TestCertificate.authority("CN=root").make();
        TestCertificate between =
                TestCertificate.authority("CN=between").issuedBy(root).make();
        TestCertificate behind =
                TestCertificate.server("mta-sts.chain.test").issuedBy(between).make();
        return List.of(
                PolicySite.of("wildcard.test", server("wildcard.test", "*.wildcard.test"), good),
                PolicySite.of("broad-wildcard.test", server("broad-wildcard.test", "*.test"), good),
                PolicySite.of("part-wildcard.test", server("part-wildcard.test", "mta-*.part-wildcard.test"), good),
                PolicySite.of("other-name.test", server("other-name.test", "mta-sts.good.test"), good),
                PolicySite.of("domain-name.test", server("domain-name.test", "domain-name.test"), good),
                PolicySite.of(
                        "common-name.test",
                        TestCertificate.named("CN=mta-sts.common-name.test")
                                .purpose("1.3.6.1.5.5.7.3.1")
                                .issuedBy(root)
                                .make(),
                        good),
                PolicySite.of(
                        "expired.test",
                        certificate("expired.test")
                                .valid("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                                .make(),
                        good),
                PolicySite.of(
                        "future.test",
                        certificate("future.test")
                                .valid("2039-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
                                .make(),
                        good),
                PolicySite.of(
                        "stranger.test",
                        TestCertificate.server("mta-sts.stranger.test")
                                .issuedBy(stranger)
                                .make(),
                        good),
                PolicySite.of(
                        "self-signed.test",
                        TestCertificate.server("mta-sts.self-signed.test").make(),
                        good),
                new PolicySite("chain.test", List.of(behind, between), good),
                PolicySite.of(
                        "half-chain.test",
                        TestCertificate.server("mta-sts.half-chain.test")
                                .issuedBy(between)
                                .make(),
                        good));
    }

    private static TestCertificate server(String domain, String name) {
        return TestCertificate.named("CN=mta-sts." + domain)
                .dnsNames(name)
                .purpose("1.3.6.1.5.5.7.3.1")
                .issuedBy(root)
                .make();
    }

    private static InMemoryDns names(List<PolicySite> sites) {
        InMemoryDns.Builder names = InMemoryDns.builder();
        for (PolicySite site : sites) {
            names.a(site.host(), "127.0.0.1");
            if (!site.domain().equals("no-record.test")) {
                names.txt("_mta-sts." + site.domain(), "v=STSv1; id=20261130T0000;");
            }
        }
        names.txt("_mta-sts.several-records.test", "v=STSv1; id=2;");
        names.a("mta-sts.two-addresses.test", "127.0.0.77");
        names.txt("_mta-sts.nowhere.test", "v=STSv1; id=1;");
        names.txt("_mta-sts.refused.test", "v=STSv1; id=1;").a("mta-sts.refused.test", "127.0.0.77");
        names.txt("_mta-sts.unnamed.test", "v=STSv1; id=1;").a("mta-sts.unnamed.test", "127.0.0.1");
        return names.build();
    }

    @AfterAll
    static void close() throws IOException {
        for (AutoCloseable each : Arrays.asList(outside, tls12, tls11, cut, cutChunks, lab)) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private static MtaStsPolicyFetcher.Builder fetcher(Duration timeout) {
        return MtaStsPolicyFetcher.builder()
                .resolver(lab.resolver())
                .transport(HttpsPolicyTransport.builder()
                        .trustedCertificates(List.of(root.certificate()))
                        .build())
                .timeout(timeout)
                .allowPrivateAddresses()
                .port(port);
    }

    /** What we say, in a word, and the peer's word for the same. */
    private static String said(MtaStsLookup lookup) {
        if (lookup instanceof MtaStsLookup.Found found) {
            return found.policy().mode().name();
        }
        return lookup instanceof MtaStsLookup.NotOffered absent
                ? absent.reason().name()
                : ((MtaStsLookup.Failed) lookup).failure().name();
    }

    @ParameterizedTest(name = "{0}: {1}, and the peer: {2}")
    @CsvSource({
        "good.test, ENFORCE, VALID",
        "testing.test, TESTING, VALID",
        "none.test, NONE, VALID",
        "under_score.test, ENFORCE, VALID",
        "charset.test, ENFORCE, VALID",
        "largest.test, ENFORCE, VALID",
        "chunks.test, ENFORCE, VALID",
        "wildcard.test, ENFORCE, VALID",
        "chain.test, ENFORCE, VALID",
        "no-record.test, NO_RECORD, NONE",
        "nobody.test, NO_RECORD, NONE",
        "several-records.test, SEVERAL_RECORDS, NONE",
        "nowhere.test, UNRESOLVED, FETCH_ERROR",
        "refused.test, CONNECT, FETCH_ERROR",
        "unnamed.test, TLS, FETCH_ERROR",
        "other-name.test, CERTIFICATE_NAME, FETCH_ERROR",
        "domain-name.test, CERTIFICATE_NAME, FETCH_ERROR",
        "broad-wildcard.test, CERTIFICATE_NAME, FETCH_ERROR",
        "part-wildcard.test, CERTIFICATE_NAME, FETCH_ERROR",
        "common-name.test, CERTIFICATE_WITHOUT_DNS_ID, VALID",
        "expired.test, CERTIFICATE_EXPIRED, FETCH_ERROR",
        "future.test, CERTIFICATE_NOT_YET_VALID, FETCH_ERROR",
        "stranger.test, CERTIFICATE_UNTRUSTED, FETCH_ERROR",
        "half-chain.test, CERTIFICATE_UNTRUSTED, FETCH_ERROR",
        "self-signed.test, CERTIFICATE_SELF_SIGNED, FETCH_ERROR",
        "permanent.test, STATUS, FETCH_ERROR",
        "found.test, STATUS, FETCH_ERROR",
        "absent.test, STATUS, FETCH_ERROR",
        "broken.test, STATUS, FETCH_ERROR",
        "empty.test, STATUS, FETCH_ERROR",
        "html.test, MEDIA_TYPE, FETCH_ERROR",
        "untyped.test, MEDIA_TYPE, FETCH_ERROR",
        "oversize.test, TOO_LARGE, FETCH_ERROR",
        "oversize-chunks.test, TOO_LARGE, FETCH_ERROR",
        "gzip.test, PROTOCOL, FETCH_ERROR",
        "hang-up.test, TRUNCATED, FETCH_ERROR",
        "junk.test, POLICY_INVALID, FETCH_ERROR",
    })
    void policyHostIsAnsweredInItsOwnWay(String domain, String ours, String peers) throws IOException {
        MtaStsLookup lookup = fetcher(LIMIT).build().fetch(DomainName.of(domain));
        assertThat(said(lookup)).as("%s", lookup).isEqualTo(ours);
        assertThat(peer(domain)).startsWith("(<STSFetchResult." + peers + ":");
    }

    private static String peer(String domain) throws IOException {
        return lab.run(
                        LIMIT,
                        List.of(
                                Program.find("env", "coreutils"),
                                "SSL_CERT_FILE=" + lab.folder().resolve("root.pem"),
                                Program.find("mta-sts-query", "postfix-mta-sts-resolver"),
                                "-v",
                                "fatal",
                                domain))
                .orThrow()
                .out();
    }

    @Test
    void policyOfTwoAddressesIsGotFromTheOneThatAnswers() {
        assertThat(said(fetcher(LIMIT).build().fetch(DomainName.of("two-addresses.test"))))
                .isEqualTo("ENFORCE");
    }

    @ParameterizedTest
    @CsvSource({"cut.test", "cut-chunks.test"})
    void bodyThatNginxCutsIsTruncated(String domain) {
        assertThat(said(fetcher(LIMIT).build().fetch(DomainName.of(domain)))).isEqualTo("TRUNCATED");
    }

    @Test
    void slowBodyIsEndedByTheDeadline() {
        assertThat(said(fetcher(Duration.ofSeconds(3)).build().fetch(DomainName.of("slow.test"))))
                .isEqualTo("TIMEOUT");
    }

    /** RFC 8461 §7.1. The server would do it: openssl shows that it knows TLS 1.1. */
    @Test
    void tls12IsEnoughAndTls11IsATlsFailure() throws IOException {
        assertThat(said(fetcher(LIMIT).port(tls12Port).build().fetch(DomainName.of("good.test"))))
                .isEqualTo("ENFORCE");
        assertThat(said(fetcher(LIMIT).port(tls11Port).build().fetch(DomainName.of("good.test"))))
                .isEqualTo("TLS");
        Run openssl = Run.of(
                lab.folder(),
                LIMIT,
                List.of(
                        Program.find("openssl", "openssl"),
                        "s_client",
                        "-tls1_1",
                        "-cipher",
                        "ALL:@SECLEVEL=0",
                        "-servername",
                        "mta-sts.good.test",
                        "-connect",
                        "127.0.0.1:" + tls11Port));
        assertThat(openssl.orThrow().out()).contains("Protocol  : TLSv1.1");
    }

    /** Who else than a test would say that its policy host is at 127.0.0.1? */
    @Test
    void privateAddressIsRefusedUnlessItIsAllowed() {
        MtaStsPolicyFetcher strict = MtaStsPolicyFetcher.builder()
                .resolver(lab.resolver())
                .port(port)
                .build();
        assertThat(said(strict.fetch(DomainName.of("good.test")))).isEqualTo("ADDRESS_REFUSED");
    }

    @Test
    void authorityThatTheJdkKnowsNotIsUntrusted() {
        MtaStsPolicyFetcher ofTheJdk =
                fetcher(LIMIT).transport(HttpsPolicyTransport.system()).build();
        assertThat(said(ofTheJdk.fetch(DomainName.of("good.test")))).isEqualTo("CERTIFICATE_UNTRUSTED");
    }
}
