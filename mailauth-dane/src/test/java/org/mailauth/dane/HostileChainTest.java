package org.mailauth.dane;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.conformance.certificates.TestCertificate;

/** Chains that are made to cost something. */
class HostileChainTest {
    private static final TestCertificate ROOT =
            TestCertificate.authority("CN=Root").make();

    private static DaneReason reason(TlsaRecord record, List<TestCertificate> chain) {
        return Sample.verify(Sample.demand(record), chain.toArray(TestCertificate[]::new))
                .reason();
    }

    /** Certificates of one name and one key: each issues each other, and the ways among them are without number. */
    private static List<TestCertificate> circle(int count) {
        KeyPair keys = TestCertificate.newKeys();
        List<TestCertificate> chain = new ArrayList<>();
        TestCertificate first = TestCertificate.authority("CN=Same").keys(keys).make();
        chain.add(TestCertificate.server("mx.example.com").issuedBy(first).make());
        for (int i = 0; i < count; i++) {
            chain.add(TestCertificate.authority("CN=Same").keys(keys).make());
        }
        return chain;
    }

    @Test
    void certificatesThatIssueEachOtherEndTheSearch() {
        assertThat(reason(Sample.record(2, 0, 1, ROOT), circle(19))).isEqualTo(DaneReason.CHAIN_TOO_COMPLEX);
    }

    @Test
    void anchorAmongThemIsFoundAllTheSame() {
        List<TestCertificate> chain = circle(6);
        assertThat(reason(Sample.record(2, 0, 1, chain.get(4)), chain)).isEqualTo(DaneReason.DANE_TA_MATCH);
    }

    @Test
    void moreCertificatesThanAreLookedAtAreRefusedByTrustAnchorOnly() {
        List<TestCertificate> chain = new ArrayList<>();
        TestCertificate server =
                TestCertificate.server("mx.example.com").issuedBy(ROOT).make();
        chain.add(server);
        chain.add(ROOT);
        for (int i = 0; i < PathSearch.MAX_CERTIFICATES; i++) {
            chain.add(TestCertificate.server("stray.example").make());
        }
        assertThat(reason(Sample.record(2, 0, 1, ROOT), chain)).isEqualTo(DaneReason.CHAIN_TOO_COMPLEX);
        assertThat(reason(Sample.record(3, 1, 1, server), chain)).isEqualTo(DaneReason.DANE_EE_MATCH);
        assertThat(reason(Sample.record(2, 0, 1, ROOT), chain.subList(0, PathSearch.MAX_CERTIFICATES + 1)))
                .isEqualTo(DaneReason.DANE_TA_MATCH);
    }

    @Test
    void pathThatIsTooLongIsRefused() {
        List<TestCertificate> down = new ArrayList<>(List.of(ROOT));
        for (int i = 0; i < PathSearch.MAX_LENGTH; i++) {
            down.add(
                    0,
                    TestCertificate.authority("CN=" + i).issuedBy(down.get(0)).make());
        }
        TestCertificate server =
                TestCertificate.server("mx.example.com").issuedBy(down.get(0)).make();
        List<TestCertificate> tooLong = new ArrayList<>(List.of(server));
        tooLong.addAll(down);
        assertThat(reason(Sample.record(2, 0, 1, ROOT), tooLong)).isEqualTo(DaneReason.CHAIN_TOO_COMPLEX);
        TestCertificate higher =
                TestCertificate.server("mx.example.com").issuedBy(down.get(1)).make();
        List<TestCertificate> longest = new ArrayList<>(List.of(higher));
        longest.addAll(down.subList(1, down.size()));
        assertThat(reason(Sample.record(2, 0, 1, ROOT), longest)).isEqualTo(DaneReason.DANE_TA_MATCH);
    }

    @Test
    void moreKeysThanAreTriedAreRefused() {
        TestCertificate server =
                TestCertificate.server("mx.example.com").issuedBy(ROOT).make();
        List<TlsaRecord> records = new ArrayList<>(List.of(Sample.record(2, 1, 0, ROOT)));
        while (records.size() < PathSearch.MAX_BARE_KEYS) {
            records.add(
                    Sample.record(2, 1, 0, TestCertificate.authority("CN=Stray").make()));
        }
        assertThat(reason(records, server)).isEqualTo(DaneReason.DANE_TA_MATCH);
        records.add(Sample.record(2, 1, 0, TestCertificate.authority("CN=Stray").make()));
        assertThat(reason(records, server)).isEqualTo(DaneReason.CHAIN_TOO_COMPLEX);
    }

    private static DaneReason reason(List<TlsaRecord> records, TestCertificate server) {
        return Sample.verify(Sample.demand(records.toArray(TlsaRecord[]::new)), server)
                .reason();
    }

    @Test
    void manyNamesAreBounded() {
        String[] names = new String[3000];
        for (int i = 0; i < names.length; i++) {
            names[i] = "n" + i + ".example";
        }
        names[2999] = "mx.example.com";
        TestCertificate server =
                TestCertificate.named("CN=x").dnsNames(names).issuedBy(ROOT).make();
        assertThat(reason(Sample.record(2, 0, 1, ROOT), List.of(server, ROOT))).isEqualTo(DaneReason.NAME_MISMATCH);
    }
}
