package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.message.Author;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.testkit.RecordingDns;

/** RFC 6376 §6.1: which of too many signatures are checked. */
class SignatureOrderTest {
    private static final String MESSAGE = "From: joe@example.com\r\n\r\nHi.\r\n";
    private static final String GOOD = HandSigner.rsa("rsa1024.pem")
            .sign(
                    MESSAGE,
                    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=r1; h=From; bh=@BH@; b=@B@",
                    "From");

    private static List<DomainName> names(String... names) {
        return List.of(names).stream().map(DomainName::of).toList();
    }

    private static List<DomainName> ordered(Author author, String... signers) {
        return SignatureOrder.authorFirst(names(signers), name -> name, author);
    }

    @Test
    void theAuthorsDomainComesFirstThenItsRelativesThenStrangersEachFromTheTop() {
        assertThat(ordered(
                        Author.of(DomainName.of("mail.example.com")),
                        "a.example",
                        "example.com",
                        "mail.example.com",
                        "x.mail.example.com",
                        "b.example",
                        "other.example.com"))
                .isEqualTo(names(
                        "mail.example.com",
                        "example.com",
                        "x.mail.example.com",
                        "a.example",
                        "b.example",
                        "other.example.com"));
    }

    @Test
    void everyDomainThatAnAmbiguousAuthorNamesCounts() {
        Author author = AuthorExtractor.extract(
                Checks.message("From: a@one.example, b@two.example\r\n\r\n").header());
        assertThat(ordered(author, "three.example", "two.example", "one.example"))
                .isEqualTo(names("two.example", "one.example", "three.example"));
    }

    @Test
    void withoutAnAuthorTheOrderIsThatOfTheMessage() {
        Author nobody = AuthorExtractor.extract(Checks.message("X: y\r\n\r\n").header());
        assertThat(ordered(nobody, "b.example", "a.example")).isEqualTo(names("b.example", "a.example"));
    }

    private static String strangers(int count) {
        StringBuilder fields = new StringBuilder();
        for (int copy = 0; copy < count; copy++) {
            fields.append("DKIM-Signature:")
                    .append(SignatureText.SOUND.with("d", "s" + copy + ".evil.example"))
                    .append("\r\n");
        }
        return fields.toString();
    }

    @Test
    void aHundredStrangersOnTopDoNotHideTheAuthorsSignatureAndTheOrderOfVerdictsStays() {
        RecordingDns dns = RecordingDns.over(FixedKeys.DNS);
        List<DkimVerification> verifications =
                Checks.verifier(dns).build().verify(Checks.message(strangers(100) + GOOD));
        assertThat(verifications).hasSize(101);
        Checks.assertReason(verifications.get(100), DkimReason.VERIFIED);
        assertThat(verifications.subList(0, 9))
                .extracting(DkimVerification::reason)
                .containsOnly(DkimReason.NO_KEY);
        assertThat(verifications.subList(9, 100)).allSatisfy(skipped -> {
            Checks.assertReason(skipped, DkimReason.SKIPPED);
            assertThat(skipped.result()).isEqualTo(DkimResult.NEUTRAL);
            assertThat(skipped.signingDomain()).isPresent();
        });
        assertThat(dns.count()).isEqualTo(10);
    }

    @Test
    void oneSignatureAllowedIsTheAuthorsOwn() {
        DkimVerifier verifier = Checks.verifier(FixedKeys.DNS).maxSignatures(1).build();
        assertThat(verifier.verify(Checks.message(strangers(3) + GOOD)))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.SKIPPED, DkimReason.SKIPPED, DkimReason.SKIPPED, DkimReason.VERIFIED);
    }
}
