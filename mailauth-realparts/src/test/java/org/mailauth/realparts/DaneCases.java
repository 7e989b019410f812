package org.mailauth.realparts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dane.DaneReason;
import org.mailauth.dane.DaneRequirement;
import org.mailauth.dane.TlsaMatchingType;
import org.mailauth.dane.TlsaRecord;
import org.mailauth.dane.TlsaSelector;
import org.mailauth.dane.TlsaUsage;
import org.mailauth.realparts.DaneCase.Peer;

/** The servers of the DANE lab: their names, records and certificates. Every server has an address of its own. */
final class DaneCases {
    private static final String PAST = "2021-01-01T00:00:00Z";
    private static final String PASSED = "2022-01-01T00:00:00Z";

    private final TestCertificate root = TestCertificate.authority("CN=Root").make();
    private final TestCertificate oldRoot =
            TestCertificate.authority("CN=Old Root").valid(PAST, PASSED).make();
    private final TestCertificate other =
            TestCertificate.server("nobody.example").make();

    private final List<DaneCase> cases = new ArrayList<>();
    private final Map<String, List<TestCertificate>> servers = new LinkedHashMap<>();
    private final StringBuilder secure = new StringBuilder();
    private final StringBuilder otherZone = new StringBuilder();
    private final StringBuilder bogus = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();

    DaneCases() {
        secure.append("plain IN NS ns\n");
        endEntities();
        trustAnchors();
        names();
        choices();
        zones();
        aliases();
        mailDomains();
    }

    List<DaneCase> all() {
        return List.copyOf(cases);
    }

    Map<String, List<TestCertificate>> servers() {
        return servers;
    }

    void fill(SignedZones zones) throws IOException {
        zones.unsigned("plain.secure.test", plain.toString());
        // what the parent says of these two: of the first nothing, of the second a key that it does not have
        zones.unsigned("_tcp.unsigned-records.secure.test", "_25 IN TLSA " + ee(other) + "\n");
        zones.unsigned("_tcp.bogus-records.secure.test", "_25 IN TLSA " + ee(other) + "\n");
        zones.signed("secure.test", secure.toString());
        zones.signed("other.test", otherZone.toString());
        zones.signedByStranger("bogus.test", bogus.toString());
    }

    private static TlsaRecord record(int usage, int selector, int type, TestCertificate certificate) {
        return TlsaRecord.of(
                TlsaUsage.of(usage).orElseThrow(),
                TlsaSelector.of(selector).orElseThrow(),
                TlsaMatchingType.of(type).orElseThrow(),
                certificate.certificate());
    }

    private static TlsaRecord ee(TestCertificate certificate) {
        return record(3, 1, 1, certificate);
    }

    private String server(TestCertificate... chain) {
        String address = "127.0.1." + (servers.size() + 1);
        servers.put(address, List.of(chain));
        return address;
    }

    /** A server in the secure zone, and its records. */
    private void add(String label, List<TlsaRecord> records, DaneReason reason, TestCertificate... chain) {
        add(label, records, reason, null, "", chain);
    }

    private void add(
            String label,
            List<TlsaRecord> records,
            DaneReason reason,
            @Nullable Peer peer,
            String difference,
            TestCertificate... chain) {
        String host = label + ".secure.test";
        secure.append(label + " IN A " + server(chain) + "\n");
        records.forEach(record -> secure.append("_25._tcp." + label + " IN TLSA " + record + "\n"));
        DaneRequirement requirement = records.stream().anyMatch(TlsaRecord::isUsable)
                ? DaneRequirement.AUTHENTICATED_TLS
                : DaneRequirement.ENCRYPTION;
        add(label, host, "", chain, requirement, "RECORDS", host, reason, peer, difference);
    }

    private void add(
            String title,
            String host,
            String nextHop,
            TestCertificate[] chain,
            DaneRequirement requirement,
            String why,
            String base,
            DaneReason reason,
            @Nullable Peer peer,
            String difference) {
        Peer expected = peer == null ? Peer.of(requirement, reason) : peer;
        cases.add(new DaneCase(
                title, host, nextHop, List.of(chain), requirement, why, base, reason, expected, difference));
    }

    private TestCertificate issued(String host) {
        return TestCertificate.server(host).issuedBy(root).make();
    }

    private void endEntities() {
        TestCertificate good = TestCertificate.server("ee-good.secure.test").make();
        TestCertificate odd =
                TestCertificate.server("elsewhere.example").valid(PAST, PASSED).make();
        add("ee-good", List.of(ee(good)), DaneReason.DANE_EE_MATCH, good);
        add("ee-wrong", List.of(ee(other)), DaneReason.NO_MATCH, good);
        add("ee-expired-and-of-another-name", List.of(ee(odd)), DaneReason.DANE_EE_MATCH, odd);
        add("ee-of-the-issuer", List.of(ee(root)), DaneReason.NO_MATCH, issued("ee-of-the-issuer.secure.test"), root);
        add("ee-whole-certificate", List.of(record(3, 0, 0, good)), DaneReason.DANE_EE_MATCH, good);
        add("unusable", List.of(record(1, 1, 1, other)), DaneReason.NO_USABLE_RECORDS, good);
        add("unusable-digest", List.of(TlsaRecord.of("3 1 1 abcd")), DaneReason.NO_USABLE_RECORDS, good);
        add("unusable-full", List.of(TlsaRecord.of("3 1 0 abcd")), DaneReason.NO_USABLE_RECORDS, good);
        add("weak-digest", List.of(ee(good), record(3, 1, 2, other)), DaneReason.NO_MATCH, good);
    }

    private void trustAnchors() {
        TestCertificate middle =
                TestCertificate.authority("CN=Middle").issuedBy(root).make();
        TestCertificate below =
                TestCertificate.server("ta-long.secure.test").issuedBy(middle).make();
        add("ta-good", List.of(record(2, 0, 1, root)), DaneReason.DANE_TA_MATCH, issued("ta-good.secure.test"), root);
        add("ta-long", List.of(record(2, 1, 2, root)), DaneReason.DANE_TA_MATCH, below, middle, root);
        add("ta-not-sent", List.of(record(2, 0, 1, root)), DaneReason.NO_MATCH, issued("ta-not-sent.secure.test"));
        add(
                "ta-in-the-record",
                List.of(record(2, 0, 0, root)),
                DaneReason.DANE_TA_MATCH,
                issued("ta-in-the-record.secure.test"));
        add("ta-bare-key", List.of(record(2, 1, 0, root)), DaneReason.DANE_TA_MATCH, issued("ta-bare-key.secure.test"));
        add("ta-beside", List.of(record(2, 0, 1, root)), DaneReason.NO_MATCH, other, root);
        TestCertificate expired = TestCertificate.server("ta-expired.secure.test")
                .issuedBy(root)
                .valid(PAST, PASSED)
                .make();
        add("ta-expired", List.of(record(2, 0, 1, root)), DaneReason.EXPIRED, expired, root);
    }

    private void names() {
        List<TlsaRecord> records = List.of(record(2, 0, 1, root));
        add("ta-name", records, DaneReason.NAME_MISMATCH, issued("elsewhere.example"), root);
        add("ta-wildcard", records, DaneReason.DANE_TA_MATCH, issued("*.secure.test"), root);
        add("ta-part-wildcard", records, DaneReason.NAME_MISMATCH, issued("ta-part*.secure.test"), root);
        TestCertificate common =
                TestCertificate.named("CN=ta-common.secure.test").issuedBy(root).make();
        add("ta-common", records, DaneReason.DANE_TA_MATCH, common, root);
        TestCertificate hidden = TestCertificate.named("CN=ta-common-hidden.secure.test")
                .dnsNames("elsewhere.example")
                .issuedBy(root)
                .make();
        add("ta-common-hidden", records, DaneReason.NAME_MISMATCH, hidden, root);
    }

    /** What the RFCs leave to the client. */
    private void choices() {
        TestCertificate self =
                TestCertificate.server("ta-is-the-server.secure.test").make();
        add("ta-is-the-server", List.of(record(2, 0, 1, self)), DaneReason.NO_MATCH, self);
        TestCertificate byOld =
                TestCertificate.server("ta-old.secure.test").issuedBy(oldRoot).make();
        add("ta-old", List.of(record(2, 0, 1, oldRoot)), DaneReason.EXPIRED, byOld, oldRoot);
        TestCertificate notAuthority =
                TestCertificate.server("leaf.example").issuedBy(root).make();
        TestCertificate byLeaf = TestCertificate.server("ta-no-authority.secure.test")
                .issuedBy(notAuthority)
                .make();
        add(
                "ta-no-authority",
                List.of(record(2, 0, 1, notAuthority)),
                DaneReason.UNTRUSTED_CHAIN,
                byLeaf,
                notAuthority);
        TestCertificate client = TestCertificate.named("CN=ta-for-clients.secure.test")
                .dnsNames("ta-for-clients.secure.test")
                .purpose("1.3.6.1.5.5.7.3.2")
                .issuedBy(root)
                .make();
        add("ta-for-clients", List.of(record(2, 0, 1, root)), DaneReason.UNTRUSTED_CHAIN, client, root);
    }

    private void zones() {
        TestCertificate[] chain = {other};
        plain.append("host IN A " + server(other) + "\n_25._tcp.host IN TLSA " + ee(root) + "\n");
        none("insecure-zone", "host.plain.secure.test", "INSECURE_ADDRESS", chain);
        secure.append("no-records IN A " + server(other) + "\n");
        none("no-records", "no-records.secure.test", "NO_RECORDS", chain);
        secure.append("unsigned-records IN A " + server(other) + "\n_tcp.unsigned-records IN NS ns\n");
        none("unsigned-records", "unsigned-records.secure.test", "INSECURE_RECORDS", chain);
        secure.append("bogus-records IN A " + server(other) + "\n_tcp.bogus-records IN NS ns\n"
                + "_tcp.bogus-records IN DS 12345 13 2 " + "ab".repeat(32) + "\n");
        delay("bogus-records", "bogus-records.secure.test", "BOGUS", chain);
        bogus.append("host IN A " + server(other) + "\n");
        delay("bogus-zone", "host.bogus.test", "BOGUS", chain);
        delay("no-such-host", "no-such-host.secure.test", "NO_ADDRESS", chain);
    }

    private void none(String title, String host, String why, TestCertificate... chain) {
        add(title, host, "", chain, DaneRequirement.NONE, why, host, DaneReason.NOT_OFFERED, null, "");
    }

    private void delay(String title, String host, String why, TestCertificate... chain) {
        add(title, host, "", chain, DaneRequirement.DELAY, why, host, DaneReason.UNREACHABLE, null, "");
    }

    private void aliases() {
        TestCertificate target = TestCertificate.server("target.other.test").make();
        TestCertificate[] chain = {target};
        otherZone.append("target IN A " + server(target) + "\n_25._tcp.target IN TLSA " + ee(target) + "\n");
        secure.append("alias-with-records-at-its-end IN CNAME target.other.test.\n");
        alias("alias-with-records-at-its-end", "target.other.test", chain);
        otherZone.append("bare IN A " + server(target) + "\n");
        secure.append("alias-with-records-of-its-own IN CNAME bare.other.test.\n"
                + "_25._tcp.alias-with-records-of-its-own IN TLSA " + ee(target) + "\n");
        alias("alias-with-records-of-its-own", "alias-with-records-of-its-own.secure.test", chain);
        plain.append("target IN A " + server(target) + "\n");
        secure.append("alias-into-an-insecure-zone IN CNAME target.plain.secure.test.\n"
                + "_25._tcp.alias-into-an-insecure-zone IN TLSA " + ee(target) + "\n");
        alias("alias-into-an-insecure-zone", "alias-into-an-insecure-zone.secure.test", chain);
        plain.append("alias IN CNAME target.other.test.\n");
        none("insecure-alias", "alias.plain.secure.test", "INSECURE_ALIAS", chain);
        secure.append("record-alias IN A " + server(target) + "\n"
                + "_25._tcp.record-alias IN CNAME _25._tcp.target.other.test.\n");
        alias("record-alias", "record-alias.secure.test", chain);
    }

    private void alias(String title, String base, TestCertificate... chain) {
        add(
                title,
                title + ".secure.test",
                "",
                chain,
                DaneRequirement.AUTHENTICATED_TLS,
                "RECORDS",
                base,
                DaneReason.DANE_EE_MATCH,
                null,
                "");
    }

    private void mailDomains() {
        TestCertificate domain = issued("secure.test");
        TestCertificate[] chain = {domain, root};
        secure.append(
                "@ IN MX 10 mx\nmx IN A " + server(chain) + "\n_25._tcp.mx IN TLSA " + record(2, 0, 1, root) + "\n");
        add(
                "certificate-of-the-mail-domain",
                "mx.secure.test",
                "secure.test",
                chain,
                DaneRequirement.AUTHENTICATED_TLS,
                "RECORDS",
                "mx.secure.test",
                DaneReason.DANE_TA_MATCH,
                null,
                "");
        TestCertificate[] insecure = {issued("plain.secure.test"), root};
        plain.append("@ IN MX 10 mx2.secure.test.\n");
        secure.append("mx2 IN A " + server(insecure) + "\n_25._tcp.mx2 IN TLSA " + record(2, 0, 1, root) + "\n");
        add(
                "certificate-of-a-mail-domain-with-an-insecure-mx",
                "mx2.secure.test",
                "plain.secure.test",
                insecure,
                DaneRequirement.AUTHENTICATED_TLS,
                "RECORDS",
                "mx2.secure.test",
                DaneReason.NAME_MISMATCH,
                Peer.VERIFIED,
                "RFC 7672 §3.2.2: with an insecure MX record the MX hostname is the only reference identifier");
    }
}
