package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.Author;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** What holds for every zone, author and heap of identifiers. */
class EvaluationLawsTest {

    @Provide
    Arbitrary<DmarcArbitraries.Zone> zone() {
        return DmarcArbitraries.zones();
    }

    @Provide
    Arbitrary<DmarcArbitraries.Zone> answering() {
        return DmarcArbitraries.answeringZones();
    }

    @Provide
    Arbitrary<DmarcArbitraries.Zone> plain() {
        return DmarcArbitraries.plainZones();
    }

    @Provide
    Arbitrary<String> name() {
        return DmarcArbitraries.names();
    }

    @Provide
    Arbitrary<List<AuthenticatedIdentifier>> identifiers() {
        return DmarcArbitraries.identifiers().list().ofMaxSize(4);
    }

    /** More identifiers than walks are made for. */
    @Provide
    Arbitrary<List<AuthenticatedIdentifier>> heap() {
        Arbitrary<String> many =
                Arbitraries.integers().between(0, 40).map(number -> "a.b.c.d.e.f.n" + number + ".example.com");
        return DmarcArbitraries.identifiers(many, DmarcArbitraries.results())
                .list()
                .ofMaxSize(40);
    }

    /** Failing identifiers of anybody, and identifiers of strangers with any result. */
    @Provide
    Arbitrary<List<AuthenticatedIdentifier>> chaff() {
        Arbitrary<String> strangers = Arbitraries.of("evil.test", "example.com.evil.test", "evil.com", "test");
        return Arbitraries.oneOf(
                        DmarcArbitraries.identifiers(DmarcArbitraries.names(), DmarcArbitraries.failures()),
                        DmarcArbitraries.identifiers(strangers, DmarcArbitraries.results()),
                        DmarcArbitraries.identifiers())
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static DmarcEvaluation evaluate(
            DnsResolver dns, DmarcMode mode, String author, List<AuthenticatedIdentifier> identifiers) {
        return DmarcEvaluator.builder()
                .resolver(dns)
                .mode(mode)
                .build()
                .evaluate(Author.of(DomainName.of(author)), identifiers);
    }

    /** The mode, with a random source that gives the same to each evaluation. */
    private static DmarcMode mode(boolean current) {
        return current ? DmarcMode.rfc9989() : legacy();
    }

    private static DmarcMode legacy() {
        return DmarcMode.rfc7489(DmarcScene.FINDER, new Random(7));
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void evaluationAgreesWithThePlainOneWhereEveryQuestionIsAnswered(
            @ForAll("answering") DmarcArbitraries.Zone zone,
            @ForAll("name") String author,
            @ForAll("identifiers") List<AuthenticatedIdentifier> identifiers) {
        DmarcEvaluation evaluation = evaluate(zone.dns(), DmarcMode.rfc9989(), author, identifiers);
        NaiveDmarc naive = new NaiveDmarc(zone);
        String found = evaluation.result().word() + " "
                + evaluation.policyDomain().map(DomainName::toString).orElse("") + " "
                + evaluation.publishedPolicy().map(DmarcPolicy::word).orElse("") + " "
                + evaluation.appliedPolicy().map(DmarcPolicy::word).orElse("");
        String trace = zone + "\n" + evaluation.trace();
        assertThat(found).as(trace).isEqualTo(naive.evaluate(author, identifiers));
        assertThat(evaluation.organizationalDomain().map(DomainName::toString))
                .as(trace)
                .contains(naive.organization(author));
        Statistics.label("result").collect(evaluation.result());
        Statistics.label("result").coverage(coverage -> {
            coverage.check(DmarcResult.PASS).percentage(share -> share > 3);
            coverage.check(DmarcResult.FAIL).percentage(share -> share > 15);
            coverage.check(DmarcResult.NONE).percentage(share -> share > 10);
            coverage.check(DmarcResult.TEMPERROR).percentage(share -> share > 1);
        });
        Statistics.label("tag").collect(evaluation.policyReason());
        Statistics.label("tag").coverage(coverage -> {
            for (PolicyReason reason : PolicyReason.values()) {
                coverage.check(Optional.of(reason)).count(times -> times > 3);
            }
        });
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void questionsStayWithinTheBoundAndNoneIsAskedTwice(
            @ForAll("zone") DmarcArbitraries.Zone zone,
            @ForAll("name") String author,
            @ForAll("heap") List<AuthenticatedIdentifier> heap,
            @ForAll boolean current) {
        RecordingDns dns = RecordingDns.over(zone.dns());
        DmarcEvaluation evaluation = evaluate(dns, mode(current), author, heap);
        // One author domain: a walk and its existence, and the walks of identifiers.
        int most = current ? 8 + 1 + 8 * DmarcEvaluator.MAX_IDENTIFIER_WALKS : 2;
        assertThat(dns.count()).as(evaluation.trace().toString()).isLessThanOrEqualTo(most);
        assertThat(most).isLessThanOrEqualTo(DmarcEvaluator.MAX_DNS_QUESTIONS);
        assertThat(new HashSet<>(dns.questions())).hasSize(dns.count());
        Statistics.label("questions").collect(dns.count() > 20);
        Statistics.label("questions").coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void questionsForAmbiguousAuthorsStayWithinTheBound(
            @ForAll("zone") DmarcArbitraries.Zone zone,
            @ForAll("heap") List<AuthenticatedIdentifier> heap,
            @ForAll("identifiers") List<AuthenticatedIdentifier> more) {
        RecordingDns dns = RecordingDns.over(zone.dns());
        String addresses =
                heap.stream().map(identifier -> ", a@" + identifier.domain()).collect(Collectors.joining());
        Author author = DmarcScene.author("From: x@example.com, y@a.example.net" + addresses);
        List<AuthenticatedIdentifier> all = new ArrayList<>(heap);
        all.addAll(more);
        DmarcEvaluation evaluation =
                DmarcEvaluator.builder().resolver(dns).build().evaluate(author, all);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.AMBIGUOUS);
        assertThat(dns.count()).isLessThanOrEqualTo(DmarcEvaluator.MAX_DNS_QUESTIONS);
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void identifiersThatFailOrAreNotAlignedChangeNothing(
            @ForAll("zone") DmarcArbitraries.Zone zone,
            @ForAll("name") String author,
            @ForAll("identifiers") List<AuthenticatedIdentifier> identifiers,
            @ForAll("chaff") List<AuthenticatedIdentifier> chaff,
            @ForAll boolean current) {
        InMemoryDns dns = zone.dns();
        List<AuthenticatedIdentifier> more = new ArrayList<>();
        for (AuthenticatedIdentifier each : chaff) {
            Alignment.Verdict verdict = evaluate(dns, mode(current), author, List.of(each))
                    .alignments()
                    .get(0)
                    .verdict();
            boolean failed = !each.isPass() && !each.result().equals("temperror");
            if (failed || verdict == Alignment.Verdict.NOT_ALIGNED) {
                more.add(each);
            }
        }
        DmarcEvaluation before = evaluate(dns, mode(current), author, identifiers);
        List<AuthenticatedIdentifier> all = new ArrayList<>(more);
        all.addAll(identifiers);
        DmarcEvaluation after = evaluate(dns, mode(current), author, all);
        assertSame(before, after);
        Statistics.label("result").collect(before.result());
        Statistics.label("result").coverage(coverage -> {
            coverage.check(DmarcResult.PASS).percentage(share -> share > 3);
            coverage.check(DmarcResult.FAIL).percentage(share -> share > 15);
            coverage.check(DmarcResult.TEMPERROR).percentage(share -> share > 1);
        });
    }

    private static void assertSame(DmarcEvaluation before, DmarcEvaluation after) {
        String traces = before.trace() + "\n" + after.trace();
        assertThat(after.result()).as(traces).isEqualTo(before.result());
        assertThat(after.outcome()).as(traces).isEqualTo(before.outcome());
        assertThat(after.publishedPolicy()).as(traces).isEqualTo(before.publishedPolicy());
        assertThat(after.appliedPolicy()).as(traces).isEqualTo(before.appliedPolicy());
        assertThat(after.policyDomain()).as(traces).isEqualTo(before.policyDomain());
        assertThat(after.organizationalDomain()).as(traces).isEqualTo(before.organizationalDomain());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void resultOutcomeAndEvidenceFitTogether(
            @ForAll("zone") DmarcArbitraries.Zone zone,
            @ForAll("name") String author,
            @ForAll("identifiers") List<AuthenticatedIdentifier> identifiers,
            @ForAll boolean current) {
        DmarcEvaluation evaluation = evaluate(zone.dns(), mode(current), author, identifiers);
        String trace = evaluation.trace().toString();
        boolean aligned = evaluation.alignments().stream().anyMatch(Alignment::counts);
        boolean mild = evaluation.appliedPolicy().equals(Optional.of(DmarcPolicy.NONE));
        assertThat(evaluation.alignments()).hasSameSizeAs(identifiers);
        assertThat(evaluation.result() == DmarcResult.PASS).as(trace).isEqualTo(aligned);
        assertThat(evaluation.result()).isNotEqualTo(DmarcResult.PERMERROR);
        switch (evaluation.result()) {
            case PASS -> assertThat(evaluation.publishedPolicy()).as(trace).isPresent();
            case NONE -> assertThat(evaluation.publishedPolicy()).as(trace).isEmpty();
            case TEMPERROR ->
                assertThat(evaluation.outcome()).as(trace).isEqualTo(mild ? DmarcOutcome.ACCEPT : DmarcOutcome.DEFER);
            default ->
                assertThat(evaluation.outcome() == DmarcOutcome.ACCEPT)
                        .as(trace)
                        .isEqualTo(mild);
        }
        assertThat(evaluation.methodResult().problems()).isEmpty();
        assertThat(evaluation.methodResult().value("policy", "dmarc"))
                .isEqualTo(evaluation.appliedPolicy().map(DmarcPolicy::word));
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void spellingOfNamesChangesNothing(
            @ForAll("zone") DmarcArbitraries.Zone zone,
            @ForAll("name") String author,
            @ForAll("identifiers") List<AuthenticatedIdentifier> identifiers,
            @ForAll boolean dot) {
        InMemoryDns.Builder records = InMemoryDns.builder();
        zone.records()
                .forEach((domain, texts) -> texts.forEach(text -> records.txt("_dmarc." + encoded(domain), text)));
        InMemoryDns.Builder shouted = InMemoryDns.builder();
        zone.records()
                .forEach((domain, texts) -> texts.forEach(
                        text -> shouted.txt("_dmarc." + encoded(domain).toUpperCase(Locale.ROOT), shout(text))));
        List<AuthenticatedIdentifier> plain = new ArrayList<>();
        List<AuthenticatedIdentifier> respelled = new ArrayList<>();
        for (AuthenticatedIdentifier each : identifiers) {
            String domain = each.domain().toString();
            plain.add(with(each, encoded(domain)));
            respelled.add(with(each, respelled(domain, dot)));
        }
        DmarcEvaluation first = evaluate(records.build(), DmarcMode.rfc9989(), encoded(author), plain);
        DmarcEvaluation second = evaluate(shouted.build(), DmarcMode.rfc9989(), respelled(author, dot), respelled);
        assertSame(first, second);
        assertThat(second.alignments()).isEqualTo(first.alignments());
    }

    /** A name with an A-label in place of one label. */
    private static String encoded(String domain) {
        return domain.replace("example", "xn--bcher-kva");
    }

    private static String respelled(String domain, boolean dot) {
        return domain.toUpperCase(Locale.ROOT).replace("EXAMPLE", "B\u00dcCHER") + (dot ? "." : "");
    }

    /** A record in upper case, but for its version. */
    private static String shout(String text) {
        return text.startsWith("v=DMARC1")
                ? "v=DMARC1" + text.substring("v=DMARC1".length()).toUpperCase(Locale.ROOT)
                : text;
    }

    private static AuthenticatedIdentifier with(AuthenticatedIdentifier identifier, String domain) {
        return new AuthenticatedIdentifier(
                identifier.kind(), DomainName.of(domain), identifier.result(), identifier.selector());
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void bothStandardsAgreeWhereNoTagOfOneIsUsedAndOrganizationsAreTheSame(
            @ForAll("plain") DmarcArbitraries.Zone zone,
            @ForAll("name") String author,
            @ForAll("identifiers") List<AuthenticatedIdentifier> identifiers) {
        NaiveDmarc naive = new NaiveDmarc(zone);
        boolean same = sameOrganization(naive, author)
                && identifiers.stream()
                        .allMatch(each -> sameOrganization(naive, each.domain().toString()));
        if (same) {
            InMemoryDns dns = zone.dns();
            DmarcComparison comparison = DmarcEvaluator.builder()
                    .resolver(dns)
                    .build()
                    .compare(
                            legacy(),
                            Author.of(DomainName.of(author)),
                            identifiers,
                            MessageDns.open(dns, Budget.open(BudgetLimits.defaults())));
            assertThat(comparison.differences())
                    .as(comparison.first().trace() + "\n" + comparison.second().trace())
                    .isEmpty();
            Statistics.label("result").collect(comparison.first().result());
        }
        Statistics.label("comparable").collect(same);
        Statistics.label("comparable").coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
    }

    private static boolean sameOrganization(NaiveDmarc naive, String domain) {
        DomainName name = DomainName.of(domain);
        return naive.organization(domain)
                .equals(DmarcScene.FINDER
                        .organizationalDomain(name)
                        .orElse(name)
                        .toString());
    }
}
