package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.mailauth.testkit.InMemoryDns;

class DkimKeyRecordLawsTest {
    private static final String RSA = FixedKeys.publicKey(FixedKeys.RSA_1024);
    private static final String ED25519 = FixedKeys.publicKey(FixedKeys.ED25519);

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final String SIGNED = HandSigner.rsa("rsa1024.pem")
            .sign(
                    "From: joe@example.com\r\n\r\nHi.\r\n",
                    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=r1; h=From; bh=@BH@; b=@B@",
                    "From");

    /** Tags in any order and number, most of them sound. */
    @Provide
    Arbitrary<String> records() {
        Arbitrary<String> tag = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("p=" + RSA, "p=" + ED25519, "p=", "k=rsa", "k=ed25519")),
                Tuple.of(4, Arbitraries.of("h=sha256", "h=", "h=a: b", "s=email", "s=*", "s=", "t=y:s", "t=", "t=:")),
                Tuple.of(
                        4,
                        Arbitraries.of("n=", "n=a b", "n==C3=BC", "n=\u00c3\u00bc", "n=\u00ff", "n=|;", "g=x", "x=y")),
                Tuple.of(1, Arbitraries.of("", " ", "v=DKIM2", "k=x", "p=!", "\u0000", "junk", "1=2")));
        return tag.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(tags -> String.join("; ", tags))
                .flatMap(tags -> Arbitraries.of(tags, "v=DKIM1; " + tags, "v=DKIM1;" + tags + ";", " " + tags + " "));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRecordIsReadBackFromItsText(@ForAll("records") String text) {
        DkimKeyRecord.parse(text).value().ifPresent(record -> {
            assertThat(DkimKeyRecord.parse(record.toText()).problems()).isEmpty();
            assertThat(DkimKeyRecord.parse(record.toText()).value()).hasValue(record);
            assertThat(record.toText()).startsWith("v=DKIM1; ");
        });
    }

    @Property
    void noTextMakesItThrow(@ForAll byte[] octets) {
        DkimKeyRecord.parse(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** The octets come out of a zone that an attacker writes. */
    @Property(tries = 1500)
    void noOctetsInPlaceOfAKeyMakeItThrow(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 161) Integer> places,
            @ForAll byte octet,
            @ForAll @IntRange(min = 1, max = 162) int length) {
        byte[] der = Base64.getDecoder().decode(RSA);
        places.forEach(place -> der[place] = octet);
        String key = Base64.getEncoder().encodeToString(Arrays.copyOf(der, length));
        DkimKeyRecord.parse("p=" + key).value().ifPresent(record -> {
            assertThat(record.keyBits()).isBetween(1, 8 * 162);
            // A key that can be read can be used, by any provider: what it verifies is another matter.
            InMemoryDns dns = InMemoryDns.builder()
                    .txt("r1._domainkey.example.com", record.toText())
                    .build();
            DkimVerifier.Builder verifier =
                    Checks.verifier(dns).acceptance(SignatureAcceptance.strict().unsafeAcceptingSmallRsaKeys());
            Checks.verify(verifier.build(), SIGNED);
            Checks.verify(verifier.provider(BOUNCY_CASTLE).build(), SIGNED);
        });
    }
}
