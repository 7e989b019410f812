package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.testkit.Ask.ask;
import static org.mailauth.testkit.Ask.data;
import static org.mailauth.testkit.Ask.texts;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

class InMemoryDnsTest {

    @Test
    void everyTypeIsFoundAsItWasAdded() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("example.com", "v=spf1 ", "-all")
                .a("example.com", "192.0.2.1", "192.0.2.2")
                .aaaa("example.com", "2001:db8::1", "::ffff:192.0.2.1")
                .mx("example.com", 10, "mail.example.com")
                .mx("example.com", 0, ".")
                .ptr("1.2.0.192.in-addr.arpa", "a.example.com", "b.example.com")
                .tlsa("_25._tcp.mail.example.com", 3, 1, 1, "ABCD")
                .build();

        assertThat(ask(dns, "example.com", DnsType.TXT).records(DnsRecord.Txt.class))
                .containsExactly(new DnsRecord.Txt(List.of("v=spf1 ", "-all")));
        assertThat(data(dns, "example.com", DnsType.A)).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(data(dns, "example.com", DnsType.AAAA))
                .containsExactly("2001:db8:0:0:0:0:0:1", "0:0:0:0:0:ffff:c000:201");
        assertThat(data(dns, "example.com", DnsType.MX)).containsExactly("10 mail.example.com.", "0 .");
        assertThat(data(dns, "1.2.0.192.in-addr.arpa", DnsType.PTR))
                .containsExactly("a.example.com.", "b.example.com.");
        assertThat(data(dns, "_25._tcp.mail.example.com", DnsType.TLSA)).containsExactly("3 1 1 abcd");
    }

    @Test
    void eachTxtCallIsOneRecordEvenWhenItIsEqualToAnother() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("example.com", "one")
                .txt("example.com", "two")
                .txt("EXAMPLE.com.", "one")
                .build();

        assertThat(texts(dns, "example.com")).containsExactly("one", "two", "one");
        assertThat(texts(InMemoryDns.of(dns.toZoneText()), "example.com")).containsExactly("one", "two");
    }

    @Test
    void longTextIsCutIntoStringsOf255Octets() {
        InMemoryDns dns =
                InMemoryDns.builder().txt("k.example.com", "x".repeat(511), "y").build();

        List<DnsRecord.Txt> records = ask(dns, "k.example.com", DnsType.TXT).records(DnsRecord.Txt.class);

        assertThat(records).hasSize(1);
        assertThat(records.get(0).strings()).containsExactly("x".repeat(255), "x".repeat(255), "x", "y");
    }

    @Test
    void aTextWithoutStringsIsOneEmptyString() {
        InMemoryDns dns = InMemoryDns.builder().txt("a.test").txt("b.test", "").build();

        assertThat(texts(dns, "a.test")).containsExactly("");
        assertThat(texts(dns, "b.test")).containsExactly("");
    }

    @Test
    void namesHoldAnyOctetAndAreComparedWithoutCase() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("Foo:Bar/baz\\032\\200.a\\.b.example.com", "odd")
                .txt(DomainName.of("K._domainkey.example.com").toDnsName(), "key")
                .build();

        assertThat(texts(dns, "foo:bar/baz \u00C8.a\\046b.EXAMPLE.com.")).containsExactly("odd");
        assertThat(texts(dns, "k._domainkey.example.com")).containsExactly("key");
        assertThat(ask(dns, "foo:bar/baz \u00C8.a.b.example.com", DnsType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void aNameWithoutTheTypeHasNoData() {
        InMemoryDns dns = InMemoryDns.builder()
                .a("example.com", "192.0.2.1")
                .exists("bare.test")
                .build();

        assertThat(ask(dns, "example.com", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, "bare.test", DnsType.A)).isInstanceOf(DnsAnswer.NoData.class);
    }

    @Test
    void aNameAboveAnotherExistsWithoutDataAndAllOthersDoNot() {
        InMemoryDns dns =
                InMemoryDns.builder().a("a.b.example.com", "192.0.2.1").build();

        assertThat(ask(dns, "b.example.com", DnsType.A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, "com", DnsType.A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, ".", DnsType.A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, "xb.example.com", DnsType.A)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(ask(dns, "ample.com", DnsType.A)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(ask(dns, "x.a.b.example.com", DnsType.A)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(ask(dns, "co", DnsType.A)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void noNameExistsInAnEmptyDnsButTheRoot() {
        InMemoryDns dns = InMemoryDns.builder().build();

        assertThat(ask(dns, ".", DnsType.A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, "com", DnsType.A)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void ttlsAreThoseSetWhenTheRecordsWereAddedAndTheShortestOfASetHolds() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("default.test", "x")
                .ttl(Duration.ofSeconds(60))
                .txt("short.test", "x")
                .ttl(Duration.ofSeconds(30))
                .txt("short.test", "y")
                .negativeTtl(Duration.ofSeconds(7))
                .build();

        assertThat(ask(dns, "default.test", DnsType.TXT).evidence().ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(ask(dns, "short.test", DnsType.TXT).evidence().ttl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(ask(dns, "short.test", DnsType.A).evidence().ttl()).isEqualTo(Duration.ofSeconds(7));
        assertThat(ask(dns, "absent.test", DnsType.A).evidence().ttl()).isEqualTo(Duration.ofSeconds(7));
        assertThat(ask(InMemoryDns.of(""), "x", DnsType.A).evidence().ttl()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aDnsDoesNotChangeWhenItsBuilderIsFilledFurther() {
        InMemoryDns.Builder builder = InMemoryDns.builder().txt("a.test", "one");
        InMemoryDns first = builder.build();
        InMemoryDns second = builder.txt("a.test", "two").exists("b.test").build();

        assertThat(texts(first, "a.test")).containsExactly("one");
        assertThat(ask(first, "b.test", DnsType.A)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(texts(second, "a.test")).containsExactly("one", "two");
    }

    @Test
    void toBuilderKeepsEverything() {
        InMemoryDns first = InMemoryDns.builder()
                .ttl(Duration.ofSeconds(9))
                .txt("a.test", "one")
                .cname("c.test", "a.test")
                .fail("f.test", DnsType.A, DnsFailure.REFUSED)
                .fail("f.test", DnsFailure.TIMEOUT)
                .dnssec("a.test", DnssecStatus.SECURE)
                .negativeTtl(Duration.ofSeconds(8))
                .build();

        InMemoryDns second = first.toBuilder().txt("new.test", "x").build();

        for (String name : List.of("a.test", "c.test", "f.test", "absent.test")) {
            for (DnsType type : DnsType.values()) {
                assertThat(ask(second, name, type)).isEqualTo(ask(first, name, type));
            }
        }
        assertThat(texts(second, "new.test")).containsExactly("x");
        assertThat(texts(first, "new.test")).isEmpty();
    }

    @Test
    void aQuestionWhoseDeadlineHasPassedTimesOut() {
        InMemoryDns dns = InMemoryDns.builder().txt("a.test", "x").build();
        DnsQuestion late = new DnsQuestion(DnsName.of("a.test"), DnsType.TXT, Deadline.after(Duration.ZERO));

        assertThat(dns.resolve(late))
                .isInstanceOfSatisfying(
                        DnsAnswer.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(DnsFailure.TIMEOUT));
    }

    @Test
    void anInterruptedThreadGetsThatAnswerAndStaysInterrupted() {
        InMemoryDns dns = InMemoryDns.builder().txt("a.test", "x").build();
        Thread.currentThread().interrupt();
        DnsAnswer answer = ask(dns, "a.test", DnsType.TXT);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer)
                .isInstanceOfSatisfying(
                        DnsAnswer.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(DnsFailure.INTERRUPTED));
    }

    @Test
    void aZoneFileIsLoadedAndItsErrorsNameFileAndLine(@TempDir Path folder) throws Exception {
        Path good = Files.writeString(folder.resolve("good.zone"), "example.com 60 TXT \"hello\"\n");
        Path bad = Files.writeString(folder.resolve("bad.zone"), "example.com 60 TXT \"hello\"\n\nexample.com FOO x\n");

        assertThat(texts(InMemoryDns.fromZoneFile(good), "example.com")).containsExactly("hello");
        Assertions.assertThatThrownBy(() -> InMemoryDns.fromZoneFile(bad))
                .isInstanceOf(ZoneFileException.class)
                .hasMessageContaining(bad + ": zone.type-unknown: line 3: \"FOO\" is no known record type");
        Assertions.assertThatThrownBy(() -> InMemoryDns.fromZoneFile(folder.resolve("absent.zone")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
