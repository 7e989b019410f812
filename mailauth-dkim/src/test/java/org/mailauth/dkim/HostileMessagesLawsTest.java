package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import org.mailauth.internal.text.Visible;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** Messages and zones of attackers: whatever they hold, each signature gets one verdict, and no exception comes out. */
class HostileMessagesLawsTest {
    private static final DnsName NAME = DnsName.of("r1._domainkey.example.com");
    private static final String KEY = "p=" + FixedKeys.publicKey(FixedKeys.RSA_1024);

    private record Tag(String name, String value) {}

    record Hostile(List<String> fields, List<String> records, String mail) {
        String text() {
            return String.join("", fields) + mail;
        }

        InMemoryDns zone() {
            InMemoryDns.Builder dns = InMemoryDns.builder().exists(NAME);
            for (String record : records) {
                if (record.equals("TIMEOUT")) {
                    dns.fail(NAME, DnsType.TXT, DnsFailure.TIMEOUT);
                } else {
                    dns.txt(NAME, record);
                }
            }
            return dns.build();
        }
    }

    @Provide
    Arbitrary<Hostile> hostile() {
        return Combinators.combine(fields().list().ofMinSize(1).ofMaxSize(4), records(), Mails.mails())
                .as(Hostile::new);
    }

    /** Signature fields whose hashes fit a body of nothing, sound but for a tag or two. */
    private static Arbitrary<String> fields() {
        Arbitrary<Tag> tag = Arbitraries.frequencyOf(
                Tuple.of(3, harmless()),
                Tuple.of(2, Combinators.combine(names(), Mails.values()).as(Tag::new)),
                Tuple.of(
                        2,
                        Combinators.combine(names(), Arbitraries.of("", " ", "=", "A".repeat(172), "\u0000", "1"))
                                .as(Tag::new)));
        return Combinators.combine(tag.list().ofMaxSize(2), Arbitraries.of("DKIM-Signature:", "dkim-signature :"))
                .as((tags, start) -> {
                    SignatureText text = SignatureText.SOUND
                            .with("c", "relaxed/relaxed")
                            .with("l", "0")
                            .with("b", "A".repeat(171) + "=");
                    for (Tag one : tags) {
                        text = text.with(one.name(), one.value());
                    }
                    return start + text + "\r\n";
                });
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("v", "a", "b", "bh", "c", "d", "h", "i", "l", "q", "s", "t", "x", "z", "n", "B", "1");
    }

    private static Arbitrary<Tag> harmless() {
        return Arbitraries.of(
                new Tag("h", "From:From:To:DKIM-Signature:DKIM-Signature"),
                new Tag("h", " from \r\n\t: x-absent"),
                new Tag("c", "simple/relaxed"),
                new Tag("i", "=C3=BC@mail.example.com"),
                new Tag("t", "1"),
                new Tag("x", "999999999999"),
                new Tag("z", "From:=00|\u00ff"),
                new Tag("unknown", "\u00ff"),
                new Tag("b", "AAAA"));
    }

    private static Arbitrary<List<String>> records() {
        Arbitrary<String> sound = Arbitraries.of(KEY, "t=y; " + KEY, "h=sha256; s=*; n=\u00ff; " + KEY);
        Arbitrary<String> broken = Arbitraries.of(
                "", "junk", "v=spf1 -all", "p=", "p=AAAA", "k=dsa; " + KEY, "s=x; " + KEY, "h=sha1; " + KEY, "TIMEOUT");
        return Arbitraries.frequencyOf(Tuple.of(4, sound), Tuple.of(1, broken))
                .list()
                .ofMaxSize(4);
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void everySignatureGetsOneVerdictAndNoneAPass(@ForAll("hostile") Hostile hostile) {
        Message message = Checks.message(hostile.text());
        RecordingDns dns = RecordingDns.over(hostile.zone());
        Budget budget = Budget.open(BudgetLimits.defaults());
        List<DkimVerification> verifications =
                Checks.verifier(dns).build().verify(message, MessageDns.open(dns, budget));
        assertThat(verifications)
                .extracting(DkimVerification::field)
                .isEqualTo(message.header().named("DKIM-Signature"));
        for (DkimVerification verification : verifications) {
            assertThat(verification.result()).isNotIn(DkimResult.PASS, DkimResult.NONE);
            assertThat(verification.reason()).isNotEqualTo(DkimReason.VERIFIED);
            assertThat(verification.detail()).isNotEmpty().isEqualTo(Visible.of(verification.detail()));
            assertThat(verification.methodResult().toString()).doesNotContain("\r", "\n", "\u0000");
        }
        assertThat(dns.count()).isLessThanOrEqualTo(verifications.size());
        long operations = budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS);
        assertThat(operations).isLessThanOrEqualTo(3L * verifications.size());
        Statistics.label("reached cryptography")
                .collect(operations > 0)
                .coverage(checker -> checker.check(true).percentage(share -> share >= 20));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void noOctetsBehindTheFieldNameMakeItThrow(@ForAll byte[] octets) {
        Message message = Checks.message("DKIM-Signature:" + Mails.text(octets) + "\r\nFrom: a\r\n\r\n");
        assertThat(Checks.verifier(FixedKeys.DNS).build().verify(message))
                .isNotEmpty()
                .noneMatch(verification -> verification.result() == DkimResult.PASS);
    }
}
