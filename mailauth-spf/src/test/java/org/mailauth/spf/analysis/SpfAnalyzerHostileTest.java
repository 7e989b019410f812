package org.mailauth.spf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.testkit.InMemoryDns;

/** Whatever strangers publish, an analysis ends, and says what it knows. */
@Timeout(600)
class SpfAnalyzerHostileTest {
    private static final DomainName DOMAIN = DomainName.of("example.com");

    private static SpfAnalysis analyze(DnsResolver dns) {
        SpfAnalysis analysis = SpfAnalyzer.builder().resolver(dns).build().analyze(DOMAIN);
        assertThat(analysis.toString()).isNotEmpty();
        return analysis;
    }

    private static String alternating(int terms) {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int term = 0; term < terms; term++) {
            record.append(term % 2 == 0 ? " ip4:" : " -ip4:");
            record.append(10 + term % 200)
                    .append('.')
                    .append(term / 200)
                    .append(".1.")
                    .append(term % 7);
        }
        return record.toString();
    }

    @Test
    void aRecordOf64KibibytesIsAnalysedOrGivenUp() {
        SpfAnalysis analysis = analyze(
                InMemoryDns.builder().txt("example.com", alternating(4200)).build());
        assertThat(analysis.findings().size()).isLessThanOrEqualTo(1001);
    }

    @Test
    void manyLargeRecordsThatIncludeEachOtherEnd() {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        String includes = " include:p1.test include:p2.test include:p3.test include:p4.test include:p5.test";
        dns.txt("example.com", alternating(2000) + includes);
        for (int policy = 1; policy <= 5; policy++) {
            dns.txt("p" + policy + ".test", alternating(2000 + policy) + includes);
        }
        SpfAnalysis analysis = analyze(dns.build());
        assertThat(analysis.worstCase().bounded()).isFalse();
        assertThat(analysis.findings()).extracting(SpfFinding::code).contains("spf.lint.cycle");
    }

    @Test
    void includesThatDoubleAtEveryLevelEnd() {
        InMemoryDns.Builder dns =
                InMemoryDns.builder().txt("example.com", "v=spf1 include:l0.test include:l0.test -all");
        for (int level = 0; level < 40; level++) {
            String next = " include:l" + (level + 1) + ".test";
            dns.txt("l" + level + ".test", "v=spf1 ip4:192.0.2." + level + next + next + " -all");
        }
        dns.txt("l40.test", "v=spf1 -all");
        SpfAnalysis analysis = analyze(dns.build());
        assertThat(analysis.complete()).isFalse();
        assertThat(analysis.worstCase().dnsTerms()).isGreaterThan(10);
    }

    @Test
    void aChainAsLongAsTheLimitOfTermsAllowsDoesNotOverflowTheStack() {
        InMemoryDns.Builder dns = InMemoryDns.builder().txt("example.com", "v=spf1 include:l0.test -all");
        for (int level = 0; level < 250; level++) {
            dns.txt("l" + level + ".test", "v=spf1 include:l" + (level + 1) + ".test ip4:192.0.2." + level);
        }
        SpfAnalysis analysis = SpfAnalyzer.builder()
                .resolver(dns.build())
                .limits(new SpfAnalyzerLimits(200, 1000, Duration.ofMinutes(1)))
                .build()
                .analyze(DOMAIN);
        assertThat(analysis.complete()).isFalse();
        assertThat(analysis.toString()).contains("spf.lint.dns-terms");
    }

    @Test
    void thousandsOfAddressesBehindEveryNameEnd() {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        StringBuilder record = new StringBuilder("v=spf1");
        for (int host = 0; host < 30; host++) {
            record.append(host % 2 == 0 ? " a:h" : " ?a:h").append(host).append(".test");
            for (int address = 0; address < 1000; address++) {
                dns.a("h" + host + ".test", host + "." + (address / 250) + "." + (address % 250) + ".1");
            }
        }
        SpfAnalysis analysis = analyze(dns.txt("example.com", record + " -all").build());
        assertThat(analysis.authorized().ip4()).isEqualTo(5000);
    }

    @Test
    void anInterruptedThreadEndsTheAnalysisAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        SpfAnalysis analysis =
                analyze(InMemoryDns.builder().txt("example.com", "v=spf1 -all").build());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(analysis.complete()).isFalse();
    }

    @Test
    void aResolverThatOnlyFailsIsSaidToFail() {
        for (DnsFailure failure : DnsFailure.values()) {
            SpfAnalysis analysis = analyze(question -> new DnsAnswer.Failed(failure, "no"));
            assertThat(analysis.findings()).isNotEmpty();
            assertThat(analysis.authorized().ip4()).isZero();
        }
    }

    @Test
    void recordsOfWrongTypesInAnAnswerAreNotTaken() {
        DnsRecord.Mx strange = new DnsRecord.Mx(1, DOMAIN.toDnsName());
        SpfAnalysis analysis = analyze(question -> new DnsAnswer.Found(List.of(strange), DnsAnswer.Evidence.NONE));
        assertThat(analysis.findings()).extracting(SpfFinding::code).contains("spf.lint.no-record");
    }
}
