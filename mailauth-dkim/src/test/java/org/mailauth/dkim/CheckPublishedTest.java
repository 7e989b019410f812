package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.InMemoryDns;

/** Before anything is signed, the published key is compared with the one that would sign. */
class CheckPublishedTest {
    private static final String NAME = "r2._domainkey.example.com";
    private static final String OTHER = FixedKeys.record(FixedKeys.RSA_1024);
    private static final String OWN = FixedKeys.record(FixedKeys.RSA_2048);

    private static DkimSigner.Builder signer() {
        return DkimSigner.builder().signingDomain("example.com").key("r2", FixedKeys.RSA_2048);
    }

    private static PublishedKey check(DkimSigner.Builder signer, DnsResolver resolver) {
        List<PublishedKey> keys =
                signer.build().checkPublished(MessageDns.open(resolver, Budget.open(BudgetLimits.defaults())));
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    private static PublishedKey check(String... records) {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        for (String record : records) {
            dns.txt(NAME, record);
        }
        return check(signer(), dns.build());
    }

    private static void assertStatus(PublishedKey key, PublishedKey.Status status) {
        assertThat(key.status()).as(key.toString()).isEqualTo(status);
    }

    @Test
    void theKeyMatches() {
        PublishedKey key = check(OWN);
        assertStatus(key, PublishedKey.Status.MATCHES);
        assertThat(key.record()).isEqualTo(FixedKeys.RSA_2048.keyRecord());
        assertThat(key.selector()).hasToString("r2");
        assertThat(key).hasToString("r2: MATCHES");
    }

    @Test
    void theOtherFormOfTheSameKeyMatches() {
        // RFC 6376 §3.6.1 has RSAPublicKey where everybody writes SubjectPublicKeyInfo, whose first 24 octets wrap it.
        byte[] info = Base64.getDecoder().decode(FixedKeys.publicKey(FixedKeys.RSA_2048));
        byte[] bare = Arrays.copyOfRange(info, 24, info.length);
        String record = "v=DKIM1; p=" + Base64.getEncoder().encodeToString(bare);
        assertStatus(check(record), PublishedKey.Status.MATCHES);
    }

    @Test
    void aTestingKeyMatchesAndIsToldApart() {
        PublishedKey key = check(OWN.replace("; k=", "; t=y; k="));
        assertStatus(key, PublishedKey.Status.MATCHES);
        assertThat(key.detail()).contains("testing");
    }

    @Test
    void anotherKeyIsPublished() {
        assertStatus(check(OTHER), PublishedKey.Status.OTHER_KEY);
        assertStatus(check(FixedKeys.record(FixedKeys.ED25519)), PublishedKey.Status.OTHER_KEY);
        assertStatus(check(OTHER, "v=DKIM1; p="), PublishedKey.Status.OTHER_KEY);
    }

    @Test
    void amongSeveralRecordsTheKeyIsFound() {
        assertStatus(check("junk", OTHER, OWN), PublishedKey.Status.MATCHES);
    }

    @Test
    void behindThreeOtherKeysNoVerifierNeedLook() {
        PublishedKey key = check(OTHER, OTHER + "; n=2", OTHER + "; n=3", OWN);
        assertStatus(key, PublishedKey.Status.RESTRICTED);
        assertThat(key.detail()).contains("3 other keys");
    }

    @Test
    void theKeyWasRevoked() {
        PublishedKey key = check("v=DKIM1; p=");
        assertStatus(key, PublishedKey.Status.REVOKED);
        assertThat(key.record()).isPresent();
    }

    @Test
    void nothingIsPublished() {
        assertStatus(check(), PublishedKey.Status.ABSENT);
        assertStatus(check(signer(), InMemoryDns.builder().a(NAME, "192.0.2.1").build()), PublishedKey.Status.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "v=DKIM1; k=rsa; p=AAAA", "v=DKIM2; p=", "v=DKIM1; k=rsa"})
    void junkIsPublished(String record) {
        PublishedKey key = check(record);
        assertStatus(key, PublishedKey.Status.MALFORMED);
        assertThat(key.detail()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"h=sha1", "s=tlsrpt"})
    void theRecordDoesNotAllowTheUse(String tag) {
        PublishedKey key = check(OWN.replace("; k=", "; " + tag + "; k="));
        assertStatus(key, PublishedKey.Status.RESTRICTED);
        assertThat(key.detail()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"h=sha256", "h=sha1:sha256", "s=email", "s=*", "t=s", "t=x"})
    void theRecordAllowsTheUse(String tag) {
        assertStatus(check(OWN.replace("; k=", "; " + tag + "; k=")), PublishedKey.Status.MATCHES);
    }

    @Test
    void anExactDomainDoesNotAllowAnAgentBelowIt() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt(NAME, OWN.replace("; k=", "; t=s; k="))
                .build();
        assertStatus(check(signer().auid("", "mail.example.com"), dns), PublishedKey.Status.RESTRICTED);
        assertStatus(check(signer().auid("joe", "example.com"), dns), PublishedKey.Status.MATCHES);
    }

    @ParameterizedTest
    @EnumSource(
            value = DnsFailure.class,
            names = {"TIMEOUT", "SERVER_FAILURE", "REFUSED", "NETWORK", "BOGUS"})
    void theDnsGivesNoAnswer(DnsFailure failure) {
        PublishedKey key =
                check(signer(), InMemoryDns.builder().fail(NAME, failure).build());
        assertStatus(key, PublishedKey.Status.TEMPORARY_FAILURE);
        assertThat(key.detail()).contains(failure.text());
    }

    @Test
    void aKeyWithoutAPublicHalfCannotBeCompared() {
        PrivateKey hidden = new PrivateKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return null;
            }

            @Override
            public byte[] getEncoded() {
                return null;
            }
        };
        DkimSigner.Builder signer =
                DkimSigner.builder().signingDomain("example.com").key("r2", SigningKey.of(hidden));
        assertStatus(check(signer, FixedKeys.DNS), PublishedKey.Status.NOT_COMPARABLE);
        assertStatus(
                check(signer, InMemoryDns.builder().txt(NAME, "v=DKIM1; p=").build()), PublishedKey.Status.REVOKED);
    }

    @Test
    void dnssecIsTold() {
        InMemoryDns dns =
                InMemoryDns.builder().txt(NAME, OWN).dnssec(DnssecStatus.SECURE).build();
        assertThat(check(signer(), dns).dnssec()).isEqualTo(DnssecStatus.SECURE);
    }

    @Test
    void eachKeyIsCheckedAtItsSelector() {
        MessageDns dns = MessageDns.open(FixedKeys.DNS, Budget.open(BudgetLimits.defaults()));
        List<PublishedKey> keys = signer().key("ed", FixedKeys.ED25519)
                .key("r1", FixedKeys.ED25519)
                .key("none", FixedKeys.ED25519)
                .build()
                .checkPublished(dns);
        assertThat(keys)
                .extracting(PublishedKey::status)
                .containsExactly(
                        PublishedKey.Status.MATCHES,
                        PublishedKey.Status.MATCHES,
                        PublishedKey.Status.OTHER_KEY,
                        PublishedKey.Status.ABSENT);
    }
}
