package org.mailauth.spf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.SmtpSession;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.spf.SpfRecord;
import org.mailauth.spf.SpfResult;
import org.mailauth.testkit.InMemoryDns;

class SpfFlatteningTest {
    private static final DomainName DOMAIN = DomainName.of("example.com");
    private static final String ZONE = """
            $TTL 300
            b.example.net TXT "v=spf1 ip4:198.51.100.0/25 -ip4:198.51.100.128/26 ip4:198.51.100.128/25 -all"
            h.example.com 60 A 192.0.2.1
            h.example.com AAAA 2001:db8::1
            m.example.com MX 10 h.example.com.
            i.example.net TXT "v=spf1 exists:%{i}.example.net -all"
            bad.example.net TXT "v=spf1 foo -all"
            loop.example.net TXT "v=spf1 include:loop.example.net -all"
            """;

    private static SpfFlattening flatten(String terms) {
        return SpfAnalyzer.builder()
                .resolver(InMemoryDns.of(ZONE))
                .build()
                .analyze(DOMAIN, "v=spf1 " + terms)
                .flattening();
    }

    private static void flattensTo(String terms, String expected) {
        SpfFlattening flattening = flatten(terms);
        assertThat(flattening.record()).as(flattening.toString()).contains("v=spf1 " + expected);
        assertThat(flattening.equivalent()).isTrue();
    }

    private static List<String> remarks(SpfFlattening flattening) {
        return flattening.remarks().stream().map(remark -> remark.code()).toList();
    }

    @Test
    void namesBecomeAddresses() {
        flattensTo("a:h.example.com -all", "ip4:192.0.2.1 ip6:2001:db8::1 -all");
        flattensTo("mx:m.example.com/24//64 ~all", "ip4:192.0.2.0/24 ip6:2001:db8::/64 ~all");
    }

    @Test
    void anIncludeBecomesWhatItPasses() {
        flattensTo("include:b.example.net -all", "ip4:198.51.100.0/25 ip4:198.51.100.192/26 -all");
        flattensTo("?include:b.example.net -all", "?ip4:198.51.100.0/25 ?ip4:198.51.100.192/26 -all");
    }

    @Test
    void aRedirectBecomesTheTermsThatItLeadsTo() {
        flattensTo(
                "ip4:192.0.2.1 redirect=b.example.net",
                "ip4:192.0.2.1 ip4:198.51.100.0/25 -ip4:198.51.100.128/26 ip4:198.51.100.128/25 -all");
    }

    @Test
    void neighboursOfOneQualifierAreMergedAndTheOrderOfOthersIsKept() {
        flattensTo("ip4:192.0.2.0/25 ip4:192.0.2.128/25 -all", "ip4:192.0.2.0/24 -all");
        flattensTo(
                "ip4:192.0.2.0/25 -ip4:192.0.2.128/32 ip4:192.0.2.128/25 -all",
                "ip4:192.0.2.0/25 -ip4:192.0.2.128 ip4:192.0.2.128/25 -all");
        flattensTo("-ip4:192.0.2.1 -all", "-all");
    }

    @Test
    void whatIsMatchedBeforeIsLeftOut() {
        flattensTo("ip4:192.0.2.0/24 -a:h.example.com -all", "ip4:192.0.2.0/24 -all");
        flattensTo("-all ip4:192.0.2.1", "-all");
    }

    @Test
    void theMissingEndIsSaid() {
        flattensTo("ip4:192.0.2.1", "ip4:192.0.2.1 ?all");
    }

    @Test
    void theOwnExplanationStays() {
        flattensTo(
                "a:h.example.com -all exp=%{i}.example.com", "ip4:192.0.2.1 ip6:2001:db8::1 -all exp=%{i}.example.com");
    }

    @Test
    void theExplanationOfSeveralRecordsIsLostAndThatIsSaid() {
        SpfFlattening flattening = flatten("-ip4:192.0.2.1 redirect=b.example.net exp=why.example.com");
        assertThat(flattening.record().orElseThrow()).doesNotContain("exp=");
        assertThat(remarks(flattening)).contains("spf.flatten.explanation");
    }

    @Test
    void termsThatAMessageDecidesStayInTheirPlaces() {
        SpfFlattening flattening = flatten("a:h.example.com exists:%{i}.example.com include:b.example.net ptr -all");
        assertThat(flattening.record())
                .contains("v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 exists:%{i}.example.com ip4:198.51.100.0/25"
                        + " ip4:198.51.100.192/26 ptr -all");
        assertThat(flattening.equivalent()).isTrue();
        assertThat(remarks(flattening)).containsExactly("spf.flatten.kept", "spf.flatten.kept", "spf.flatten.stale");
    }

    @Test
    void anIncludeThatAMessageDecidesStaysWhole() {
        flattensTo(
                "include:i.example.net a:h.example.com -all",
                "include:i.example.net ip4:192.0.2.1 ip6:2001:db8::1 -all");
        flattensTo("a:h.example.com redirect=i.example.net", "ip4:192.0.2.1 ip6:2001:db8::1 redirect=i.example.net");
    }

    @Test
    void sourcesAndTheShortestTimeAreNamed() {
        SpfFlattening flattening = flatten("a:h.example.com include:b.example.net -all");
        assertThat(flattening.sources())
                .contains(new SpfFlattening.Source(
                        DomainName.of("h.example.com").toDnsName(), DnsType.A, Duration.ofSeconds(60)))
                .extracting(source -> source.name() + " " + source.type())
                .containsExactly("h.example.com A", "h.example.com AAAA", "b.example.net TXT");
        assertThat(flattening.remarks().get(0).text()).contains("3 answers", "60 seconds");
    }

    @Test
    void aPolicyInErrorIsNotFlattened() {
        assertThat(remarks(flatten("include:bad.example.net -all"))).containsExactly("spf.flatten.error");
        assertThat(remarks(flatten("include:loop.example.net -all"))).containsExactly("spf.flatten.error");
        assertThat(remarks(flatten("redirect=nobody.example.net"))).containsExactly("spf.flatten.error");
        assertThat(remarks(flatten("foo -all"))).containsExactly("spf.flatten.no-record");
    }

    @Test
    void aPolicyOverTheLimitsIsFlattenedAndTheDifferenceIsSaid() {
        SpfFlattening flattening = flatten("a:h.example.com ".repeat(11) + "-all");
        assertThat(flattening.record()).contains("v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all");
        assertThat(flattening.equivalent()).isFalse();
        assertThat(remarks(flattening)).contains("spf.flatten.errors");
    }

    @Test
    void aLongRecordIsCutAndSplit() {
        String terms = IntStream.range(0, 80)
                .mapToObj(host -> "ip4:192.0.2." + 2 * host)
                .collect(Collectors.joining(" "));
        SpfFlattening flattening = flatten(terms + " -all");
        assertThat(flattening.strings()).hasSizeGreaterThan(4).allMatch(string -> string.length() <= 255);
        assertThat(String.join("", flattening.strings()))
                .isEqualTo(flattening.record().orElseThrow());
        assertThat(flattening.split().get(0).record()).startsWith("v=spf1 include:_spf1.example.com include:_spf2");
        assertThat(flattening.split())
                .allMatch(part -> part.name().length() + part.record().length() <= 450)
                .allMatch(part -> SpfRecord.parse(part.record()).value().isPresent());
        assertThat(remarks(flattening)).containsExactly("spf.flatten.long");
    }

    @Test
    void aRecordThatWouldNeedTooManySmallOnesIsNotSplit() {
        String terms = IntStream.range(0, 400)
                .mapToObj(host -> "ip4:192.0." + host / 100 + "." + 2 * (host % 100))
                .collect(Collectors.joining(" "));
        SpfFlattening flattening = flatten(terms + " -all");
        assertThat(flattening.record()).isPresent();
        assertThat(flattening.split()).isEmpty();
        assertThat(remarks(flattening)).containsExactly("spf.flatten.long");
    }

    @Provide
    Arbitrary<String> longPolicies() {
        Arbitrary<String> term = Combinators.combine(
                        Arbitraries.of("", "", "", "", "", "", "-", "~", "?"),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(28, 32))
                .as((sign, host, length) -> sign + "ip4:192.0.2." + host + "/" + length);
        return term.list()
                .ofMinSize(20)
                .ofMaxSize(150)
                .map(terms -> "v=spf1 " + String.join(" ", terms) + " exists:%{l}.example.com -all");
    }

    @Property(tries = 100)
    void theSplitRecordsGiveTheSameResults(@ForAll("longPolicies") String record, @ForAll Random random) {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("example.com", record)
                .a("yes.example.com", "127.0.0.2")
                .build();
        SpfFlattening flattening =
                SpfAnalyzer.builder().resolver(dns).build().analyze(DOMAIN).flattening();
        assertThat(flattening.equivalent()).isTrue();
        if (!flattening.split().isEmpty()) {
            DnsResolver split = AnalyzerZones.republished(dns, flattening.split());
            for (int client = 0; client < 20; client++) {
                String ip = "192.0.2." + random.nextInt(256);
                String from = random.nextBoolean() ? "yes@example.com" : "no@example.com";
                assertThat(evaluate(split, ip, from)).isEqualTo(evaluate(dns, ip, from));
            }
        }
    }

    private static SpfResult evaluate(DnsResolver dns, String ip, String from) {
        SmtpSession session = SmtpSession.builder()
                .clientIp(ip)
                .helo("h.example.net")
                .mailFrom(from)
                .build();
        return SpfEvaluator.builder()
                .resolver(dns)
                .build()
                .checkMailFrom(session)
                .result();
    }
}
