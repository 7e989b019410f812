package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.DomainName;
import org.mailauth.Parsed;

/** Records and policies: any octets have an outcome, and what is written reads back. */
class ParserLawsTest {
    private static final String HOSTILE = ";=: \t\r\n*.v1Si\u0000\u00FF";

    @Provide
    Arbitrary<MtaStsRecord> records() {
        return MtaStsArbitraries.records();
    }

    @Provide
    Arbitrary<MtaStsPolicy> policies() {
        return MtaStsArbitraries.policies();
    }

    @Provide
    Arbitrary<String> likeRecords() {
        return MtaStsArbitraries.mutated(records().map(MtaStsRecord::toText), HOSTILE);
    }

    @Provide
    Arbitrary<String> likePolicies() {
        return MtaStsArbitraries.mutated(policies().map(MtaStsPolicy::toText), HOSTILE);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void recordReadsBack(@ForAll("records") MtaStsRecord record) {
        assertThat(MtaStsRecord.of(record.toText())).isEqualTo(record);
        assertThat(MtaStsRecord.isMtaSts(record.toText())).isTrue();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void policyReadsBackWithoutAProblem(@ForAll("policies") MtaStsPolicy policy) {
        byte[] octets = policy.toText().getBytes(StandardCharsets.US_ASCII);
        assertThat(MtaStsPolicy.parse(octets)).isEqualTo(Parsed.of(policy));
        assertThat(MtaStsPolicy.of(policy.toText().replace("\r\n", "\n"))).isEqualTo(policy);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyRecordHasAnOutcome(@ForAll("likeRecords") String text) {
        Parsed<MtaStsRecord> parsed = MtaStsRecord.parse(text);
        assertThat(parsed.value().isPresent() || !parsed.problems().isEmpty()).isTrue();
        // What is a record survives being written.
        parsed.value()
                .ifPresent(
                        record -> assertThat(MtaStsRecord.of(record.toText())).isEqualTo(record));
        // No record is lost by the rule that discards what is none.
        parsed.value()
                .ifPresent(record -> assertThat(MtaStsRecord.isMtaSts(text)).isTrue());
        Statistics.label("record").collect(parsed.value().isPresent()).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 5);
            coverage.check(false).percentage(share -> share > 5);
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyPolicyHasAnOutcome(@ForAll("likePolicies") String text) {
        Parsed<MtaStsPolicy> parsed = MtaStsPolicy.parse(text.getBytes(StandardCharsets.ISO_8859_1));
        parsed.value()
                .ifPresent(
                        policy -> assertThat(MtaStsPolicy.of(policy.toText())).isEqualTo(policy));
        String outcome = parsed.value().isEmpty() ? "none" : parsed.problems().isEmpty() ? "clean" : "with problems";
        Statistics.label("policy").collect(outcome).coverage(coverage -> {
            coverage.check("none").percentage(share -> share > 5);
            coverage.check("clean").percentage(share -> share > 5);
            coverage.check("with problems").percentage(share -> share > 5);
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyOctetsHaveAnOutcome(@ForAll byte[] octets) {
        assertThat(MtaStsPolicy.parse(octets)).isNotNull();
        assertThat(MtaStsRecord.parse(new String(octets, StandardCharsets.ISO_8859_1)))
                .isNotNull();
        assertThat(PolicyFile.read(octets)).isEmpty();
    }

    @Provide
    Arbitrary<String> piles() {
        return Arbitraries.of("\n", ":", "mx:\n", "x:y\n", ";", "mode:\n", "mx: [\n")
                .map(piece -> piece.repeat(9000));
    }

    @Property(tries = 20)
    void mistakesWithoutNumberCostABoundedNumberOfProblems(@ForAll("piles") String pile) {
        assertThat(MtaStsPolicy.parse(pile.getBytes(StandardCharsets.US_ASCII)).problems())
                .hasSizeLessThan(110);
        assertThat(MtaStsRecord.parse("v=STSv1;" + pile).problems()).hasSizeLessThan(210);
    }

    /** A naive reading of RFC 8461 §4.1, label by label. */
    @Property
    void matchIsLabelByLabel(@ForAll("patterns") MxPattern pattern, @ForAll("hosts") DomainName host) {
        List<String> wanted = new ArrayList<>(pattern.domain().labels());
        if (pattern.isWildcard()) {
            wanted.add(0, "*");
        }
        boolean matches = wanted.size() == host.labelCount();
        for (int at = 0; matches && at < wanted.size(); at++) {
            matches = wanted.get(at).equals("*")
                    || wanted.get(at).equals(host.labels().get(at));
        }
        assertThat(pattern.matches(host)).isEqualTo(matches);
        Statistics.label("match")
                .collect(matches)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 3));
    }

    @Provide
    Arbitrary<MxPattern> patterns() {
        return Arbitraries.of("a.test", "*.test", "b.a.test", "*.a.test", "*.b.a.test", "test")
                .map(MxPattern::of);
    }

    @Provide
    Arbitrary<DomainName> hosts() {
        return Arbitraries.of("test", "a.test", "b.test", "b.a.test", "A.A.test", "a.b.a.test", "atest")
                .map(DomainName::of);
    }
}
