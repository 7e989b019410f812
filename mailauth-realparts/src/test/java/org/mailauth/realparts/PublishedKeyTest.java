package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/**
 * A key published in all the ways that a master file has: read from the file, and asked from a name server that serves
 * it, it leads to the same verdict.
 */
@Tag("real-parts")
class PublishedKeyTest {
    private static final int LONGEST_STRING = 255;

    private static SigningKey key;
    private static SameZone zone;

    @BeforeAll
    static void open() throws IOException {
        SecureRandom random = new SecureRandom();
        key = SigningKey.generateRsa(2048, random);
        String keys = Files.readString(Path.of(Lab.resource("published-keys.zone")))
                .replace("{OTHER}", strings(SigningKey.generateRsa(2048, random), LONGEST_STRING, " "))
                .replace("{LINES}", strings(key, 40, "\n  "))
                .replace("{KEY}", strings(key, LONGEST_STRING, " "));
        zone = SameZone.of(RootZone.text(InMemoryDns.builder().build()) + keys);
    }

    private static String strings(SigningKey key, int length, String between) {
        String record = key.keyRecord().orElseThrow().toText();
        return String.join(
                between,
                List.of(record.split("(?<=\\G.{" + length + "})")).stream()
                        .map(string -> '"' + string + '"')
                        .toList());
    }

    @AfterAll
    static void close() {
        if (zone != null) {
            zone.close();
        }
    }

    @ParameterizedTest(name = "{0}._domainkey.{1}: {2}")
    @CsvSource({
        "plain, key.test, VERIFIED",
        "PLAIN, Key.TEST, VERIFIED",
        "upper, key.test, VERIFIED",
        "lines, key.test, VERIFIED",
        "escapes, key.test, VERIFIED",
        "long, key.test, VERIFIED",
        "testing, key.test, VERIFIED",
        "two, key.test, VERIFIED",
        "junk, key.test, VERIFIED",
        "alias, key.test, VERIFIED",
        "chain, key.test, VERIFIED",
        "below.nothing, key.test, VERIFIED",
        "any, wild.key.test, VERIFIED",
        "any.thing, wild.key.test, VERIFIED",
        "wrong, key.test, SIGNATURE_MISMATCH",
        "empty, key.test, KEY_MALFORMED",
        "octets, key.test, KEY_MALFORMED",
        "revoked, key.test, KEY_REVOKED",
        "absent, key.test, NO_KEY",
        "nodata, key.test, NO_KEY",
        "nothing, key.test, NO_KEY",
        "astray, key.test, NO_KEY",
        "pointless, key.test, NO_KEY",
        "absent, elsewhere.test, NO_KEY",
        "loop, key.test, KEY_UNAVAILABLE",
    })
    void publishedKeyLeadsToTheSameVerdict(String selector, String domain, DkimReason reason) {
        Message unsigned = Message.of(SampleMessage.plain().octets());
        DkimSigner signer =
                DkimSigner.builder().signingDomain(domain).key(selector, key).build();
        Message signed = unsigned.withPrepended(signer.sign(unsigned).orElseThrow());
        List<ConclusionOfDkim> inMemory = conclusions(signed, zone.inMemory());
        assertThat(inMemory).extracting(ConclusionOfDkim::reason).containsExactly(reason);
        assertThat(conclusions(signed, zone.overNetwork())).isEqualTo(inMemory);
    }

    private static List<ConclusionOfDkim> conclusions(Message message, DnsResolver resolver) {
        return ConclusionOfDkim.of(
                DkimVerifier.builder().resolver(resolver).build().verify(message));
    }
}
