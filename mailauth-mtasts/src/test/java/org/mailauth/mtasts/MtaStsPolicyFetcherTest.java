package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.mtasts.MtaStsLookup.Reason;
import org.mailauth.mtasts.MtaStsLookup.Source;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns.Asked;

/** Discovery, fetch and application of policies (RFC 8461 §3.3, §3.4, §5.1). */
class MtaStsPolicyFetcherTest {
    private final Scene scene = new Scene();

    private static List<String> codes(MtaStsLookup lookup) {
        return lookup.problems().stream().map(Problem::code).toList();
    }

    private static MtaStsPolicy enforce() {
        return MtaStsPolicy.of(Scene.ENFORCE);
    }

    @Test
    void firstMailGetsThePolicyFromThePolicyHost() {
        MtaStsLookup.Found found = scene.found();
        assertThat(found)
                .isEqualTo(new MtaStsLookup.Found(
                        Scene.DOMAIN, enforce(), "1", Source.FRESH, Scene.START, Optional.empty(), List.of()));
        assertThat(found.expiresAt()).isEqualTo(Scene.START.plus(Duration.ofDays(7)));
        PolicyRequest request = scene.requests.get(0);
        assertThat(request.policyHost()).isEqualTo(DomainName.of("mta-sts.example.com"));
        assertThat(request.addresses().toString()).isEqualTo("[/5.6.7.8]");
        assertThat(request.port()).isEqualTo(443);
        assertThat(request.maxOctets()).isEqualTo(65536);
        assertThat(scene.questions.questions())
                .containsExactly(
                        Asked.of("_mta-sts.example.com", DnsType.TXT),
                        Asked.of("mta-sts.example.com", DnsType.AAAA),
                        Asked.of("mta-sts.example.com", DnsType.A));
    }

    @Test
    void nextMailCostsOneQuestion() {
        scene.fetch();
        scene.clock.advance(Duration.ofDays(1));
        scene.questions.clear();
        MtaStsLookup.Found found = scene.found();
        assertThat(found.source()).isEqualTo(Source.CACHE);
        assertThat(found.age(scene.clock.instant())).isEqualTo(Duration.ofDays(1));
        assertThat(scene.questions.questions()).containsExactly(Asked.of("_mta-sts.example.com", DnsType.TXT));
        assertThat(scene.requests).hasSize(1);
    }

    // RFC 8461 §5.1, §10.2: a downgrade needs more than to hide the record.
    @Test
    void policyOutlivesItsRecord() {
        scene.fetch();
        scene.dns = InMemoryDns.builder().build();
        MtaStsLookup.Found found = scene.found();
        assertThat(found.source()).isEqualTo(Source.CACHE_RECORD_MISSING);
        assertThat(found.policy()).isEqualTo(enforce());
        scene.dns = Scene.zone("v=STSv1; id=1", "v=STSv1; id=2");
        assertThat(scene.found().source()).isEqualTo(Source.CACHE_RECORD_MISSING);
        assertThat(codes(scene.found())).containsExactly("mtasts.several-records");
        assertThat(scene.requests).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(DnsFailure.class)
    void policyOutlivesAnyFailureOfTheDns(DnsFailure failure) {
        scene.fetch();
        scene.dns = Scene.withoutAnswer(failure);
        assertThat(scene.found().source()).isEqualTo(Source.CACHE_RECORD_UNKNOWN);
        assertThat(codes(scene.found())).containsExactly("mtasts.record-unknown");
    }

    @Test
    void policyEndsWithItsMaxAgeAndNotBefore() {
        scene.fetch();
        scene.dns = InMemoryDns.builder().build();
        scene.clock.advance(Duration.ofDays(7).minusNanos(1));
        assertThat(scene.fetch()).isInstanceOf(MtaStsLookup.Found.class);
        scene.clock.advance(Duration.ofNanos(1));
        assertThat(scene.fetch()).isEqualTo(new MtaStsLookup.NotOffered(Scene.DOMAIN, Reason.NO_RECORD, List.of()));
    }

    @Test
    void newIdGetsTheNewPolicy() {
        scene.fetch();
        scene.dns = Scene.zone("v=STSv1; id=2;");
        scene.response = Scene.file(Scene.OTHER);
        MtaStsLookup.Found found = scene.found();
        assertThat(found.source()).isEqualTo(Source.FRESH);
        assertThat(found.id()).isEqualTo("2");
        assertThat(found.policy()).isEqualTo(MtaStsPolicy.of(Scene.OTHER));
    }

    @ParameterizedTest
    @EnumSource(names = "RECORD_UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void newPolicyThatCannotBeGotLeavesTheOldOne(PolicyFetchFailure failure) {
        scene.fetch();
        scene.dns = Scene.zone("v=STSv1; id=2;");
        scene.response = Scene.failure(failure);
        MtaStsLookup.Found found = scene.found();
        assertThat(found.source()).isEqualTo(Source.CACHE_FETCH_FAILED);
        assertThat(found.fetchFailure()).contains(failure);
        assertThat(found.policy()).isEqualTo(enforce());
        assertThat(found.id()).isEqualTo("1");
        assertThat(found.fetchedAt()).isEqualTo(Scene.START);
    }

    @Test
    void expiryCountsFromTheLastFetch() {
        scene.fetch();
        scene.clock.advance(Duration.ofDays(5));
        MtaStsLookup refreshed = scene.fetcher().refresh(Scene.DOMAIN);
        assertThat(((MtaStsLookup.Found) refreshed).source()).isEqualTo(Source.FRESH);
        scene.clock.advance(Duration.ofDays(6));
        assertThat(scene.found().source()).isEqualTo(Source.CACHE);
    }

    @Test
    void refreshGetsThePolicyEvenWithoutARecord() { // RFC 8461 §3.3
        scene.fetch();
        scene.dns = Scene.zone();
        scene.response = Scene.file(Scene.OTHER);
        MtaStsLookup refreshed = scene.fetcher().refresh(Scene.DOMAIN);
        assertThat(((MtaStsLookup.Found) refreshed).policy()).isEqualTo(MtaStsPolicy.of(Scene.OTHER));
        assertThat(((MtaStsLookup.Found) refreshed).id()).isEqualTo("1");
    }

    // RFC 8461 §3.3: without a policy mail goes out as if there were no MTA-STS; the failure is worth a report.
    @Test
    void firstFetchThatFailsIsAFailureOfItsKind() {
        scene.response = Scene.failure(PolicyFetchFailure.CERTIFICATE_NAME);
        MtaStsLookup.Failed failed = scene.failed();
        assertThat(failed.id()).contains("1");
        assertThat(failed.failure().kind()).isEqualTo(PolicyFetchFailure.Kind.CERTIFICATE);
        assertThat(failed.appliedPolicy()).isEmpty();
        assertThat(failed.retryAt()).contains(Scene.START.plus(Duration.ofMinutes(5)));
    }

    @Test
    void policyHostIsLeftAloneForFiveMinutesPerId() { // RFC 8461 §3.3
        scene.response = Scene.failure(PolicyFetchFailure.CONNECT);
        scene.fetch();
        scene.response = Scene.file(Scene.ENFORCE);
        scene.clock.advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(scene.failed().failure()).isEqualTo(PolicyFetchFailure.CONNECT);
        assertThat(scene.requests).hasSize(1);
        scene.dns = Scene.zone("v=STSv1; id=2;");
        assertThat(scene.found().id()).isEqualTo("2");
    }

    @Test
    void afterFiveMinutesItIsAskedAgain() {
        scene.response = Scene.failure(PolicyFetchFailure.CONNECT);
        scene.fetch();
        scene.response = Scene.file(Scene.ENFORCE);
        scene.clock.advance(Duration.ofMinutes(5));
        assertThat(scene.found().source()).isEqualTo(Source.FRESH);
    }

    @Test
    void refreshWaitsToo() {
        scene.fetch();
        scene.response = Scene.failure(PolicyFetchFailure.TIMEOUT);
        scene.fetcher().refresh(Scene.DOMAIN);
        scene.fetcher().refresh(Scene.DOMAIN);
        assertThat(scene.requests).hasSize(2);
        assertThat(scene.found().source()).isEqualTo(Source.CACHE);
    }

    @Test
    void interruptedFetchIsNoFailureOfThePolicyHost() {
        scene.response = Scene.failure(PolicyFetchFailure.INTERRUPTED);
        assertThat(scene.failed().retryAt()).isEmpty();
        scene.response = Scene.file(Scene.ENFORCE);
        assertThat(scene.found().source()).isEqualTo(Source.FRESH);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "307", "204", "206", "304", "404", "500"})
    void anyStatusButTwoHundredIsAFailure(int status) { // RFC 8461 §3.3
        scene.response =
                PolicyResponse.Received.of(status, "text/plain", Scene.ENFORCE.getBytes(StandardCharsets.US_ASCII));
        assertThat(scene.failed().failure()).isEqualTo(PolicyFetchFailure.STATUS);
        assertThat(scene.failed().failure().kind()).isEqualTo(PolicyFetchFailure.Kind.FETCH);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, true",
        "TEXT/Plain;charset=utf-8, true",
        "text/plain ; charset=iso-8859-1; x=y, true",
        "text/plain;, true",
        "text/html, false",
        "text/plainx, false",
        "application/octet-stream, false",
        "'', false",
        ", false"
    })
    void mediaTypeIsPlainText(String type, boolean good) { // RFC 8461 §3.2
        scene.response = PolicyResponse.Received.of(200, type, Scene.ENFORCE.getBytes(StandardCharsets.US_ASCII));
        MtaStsLookup lookup = scene.fetch();
        assertThat(lookup instanceof MtaStsLookup.Found).isEqualTo(good);
        if (lookup instanceof MtaStsLookup.Failed failed) {
            assertThat(failed.failure()).isEqualTo(PolicyFetchFailure.MEDIA_TYPE);
        }
    }

    @Test
    void bodyOverTheLimitIsRefusedWhateverTheTransportDid() {
        String large = Scene.ENFORCE + "x".repeat(65536);
        scene.response = Scene.file(large);
        assertThat(scene.failed().failure()).isEqualTo(PolicyFetchFailure.TOO_LARGE);
    }

    @Test
    void fileThatIsNoPolicyIsAFailureOfItsKind() {
        scene.response = Scene.file("<html>");
        MtaStsLookup.Failed failed = scene.failed();
        assertThat(failed.failure()).isEqualTo(PolicyFetchFailure.POLICY_INVALID);
        assertThat(failed.failure().kind()).isEqualTo(PolicyFetchFailure.Kind.POLICY);
        assertThat(codes(failed)).contains("mtasts.version-missing", "mtasts.line");
    }

    @Test
    void withoutAnswerAboutTheRecordNothingIsKnown() {
        scene.dns = Scene.withoutAnswer(DnsFailure.TIMEOUT);
        MtaStsLookup.Failed failed = scene.failed();
        assertThat(failed.failure()).isEqualTo(PolicyFetchFailure.RECORD_UNKNOWN);
        assertThat(failed.id()).isEmpty();
        assertThat(scene.requests).isEmpty();
    }

    @Test
    void recordThatIsNoneOffersNoPolicy() {
        scene.dns = Scene.zone("v=STSv1; id=a-b");
        assertThat(scene.fetch()).isInstanceOfSatisfying(MtaStsLookup.NotOffered.class, notOffered -> {
            assertThat(notOffered.reason()).isEqualTo(Reason.RECORD_INVALID);
            assertThat(codes(notOffered)).containsExactly("mtasts.id");
        });
        scene.dns = Scene.zone("v=STSv1; id=1", "v=STSv1; broken");
        assertThat(((MtaStsLookup.NotOffered) scene.fetch()).reason()).isEqualTo(Reason.SEVERAL_RECORDS);
    }

    @Test
    void recordIsFoundBehindAnAlias() { // RFC 8461 §3.1
        scene.dns = InMemoryDns.builder()
                .cname("_mta-sts.example.com", "_mta-sts.provider.example")
                .txt("_mta-sts.provider.example", "v=STSv1; ", "id=7;")
                .cname("mta-sts.example.com", "host.provider.example")
                .a("host.provider.example", Scene.PUBLIC_ADDRESS)
                .build();
        assertThat(scene.found().id()).isEqualTo("7");
        assertThat(scene.requests.get(0).policyHost()).isEqualTo(DomainName.of("mta-sts.example.com"));
    }

    @Test
    void domainAboveSaysNothing() { // RFC 8461 §3.4
        assertThat(scene.fetcher().fetch(DomainName.of("sub.example.com"))).isInstanceOf(MtaStsLookup.NotOffered.class);
        assertThat(scene.questions.questions()).containsExactly(Asked.of("_mta-sts.sub.example.com", DnsType.TXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "LONG"})
    void addressesAndNamesTooLongHaveNoPolicy(String name) {
        String text = name.equals("LONG") ? ("a".repeat(60) + ".").repeat(4) + "example" : name;
        assertThat(((MtaStsLookup.NotOffered) scene.fetcher().fetch(DomainName.of(text))).reason())
                .isEqualTo(Reason.NO_POLICY_DOMAIN);
        assertThat(scene.questions.count()).isZero();
    }

    @Test
    void policyHostWithoutAddressIsAFailure() {
        scene.dns = InMemoryDns.builder()
                .txt("_mta-sts.example.com", "v=STSv1; id=1")
                .fail("mta-sts.example.com", DnsType.AAAA, DnsFailure.SERVER_FAILURE)
                .build();
        assertThat(scene.failed().failure()).isEqualTo(PolicyFetchFailure.UNRESOLVED);
        assertThat(scene.failed().problems().get(0).text()).contains("the server failed", "no such record");
    }

    @Test
    void oneFamilyOfAddressesIsEnough() {
        scene.dns = Scene.zone("v=STSv1; id=1").toBuilder()
                .fail("mta-sts.example.com", DnsType.AAAA, DnsFailure.SERVER_FAILURE)
                .build();
        assertThat(scene.found().source()).isEqualTo(Source.FRESH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fe80::1", "fd00::1"})
    void privateAddressIsRefused(String address) {
        InMemoryDns.Builder zone = InMemoryDns.builder().txt("_mta-sts.example.com", "v=STSv1; id=1");
        scene.dns = (address.contains(":")
                        ? zone.aaaa("mta-sts.example.com", address)
                        : zone.a("mta-sts.example.com", address))
                .build();
        assertThat(scene.failed().failure()).isEqualTo(PolicyFetchFailure.ADDRESS_REFUSED);
        assertThat(scene.requests).isEmpty();
        MtaStsPolicyFetcher open = scene.builder().allowPrivateAddresses().build();
        assertThat(open.fetch(Scene.DOMAIN)).isInstanceOf(MtaStsLookup.Found.class);
    }

    @Test
    void ofManyAddressesEightPublicOnesAreTriedFamiliesInTurn() {
        InMemoryDns.Builder zone = InMemoryDns.builder()
                .txt("_mta-sts.example.com", "v=STSv1; id=1")
                .a("mta-sts.example.com", "10.0.0.1");
        for (int number = 1; number < 50; number++) {
            zone.a("mta-sts.example.com", "5.6.7." + number);
        }
        scene.dns = zone.aaaa("mta-sts.example.com", "2a00::1", "2a00::2").build();
        scene.fetch();
        assertThat(scene.requests.get(0).addresses().stream().map(InetAddress::getHostAddress))
                .containsExactly(
                        "2a00:0:0:0:0:0:0:1",
                        "2a00:0:0:0:0:0:0:2",
                        "5.6.7.1",
                        "5.6.7.2",
                        "5.6.7.3",
                        "5.6.7.4",
                        "5.6.7.5",
                        "5.6.7.6");
    }

    @Test
    void oneDeadlineHoldsForDnsAndHttps() {
        scene.builder().timeout(Duration.ofSeconds(3)).ticker(() -> 0).build().fetch(Scene.DOMAIN);
        assertThat(scene.requests.get(0).deadline().remaining()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void timeThatTheDnsUsedUpIsATimeout() {
        long[] nanos = {0};
        MtaStsPolicyFetcher fetcher = scene.builder()
                .ticker(() -> nanos[0])
                .resolver(question -> {
                    nanos[0] += Duration.ofSeconds(9).toNanos();
                    return scene.dns.resolve(question);
                })
                .build();
        assertThat(((MtaStsLookup.Failed) fetcher.fetch(Scene.DOMAIN)).failure())
                .isEqualTo(PolicyFetchFailure.TIMEOUT);
        assertThat(scene.requests).isEmpty();
    }

    @Test
    void recheckSaysWhetherMailMayBeGivenUp() { // RFC 8461 §5.1
        MtaStsLookup.Found applied = scene.found();
        assertThat(scene.fetcher().recheck(applied).mayFailPermanently()).isTrue();
        scene.dns = Scene.zone();
        assertThat(scene.fetcher().recheck(applied).outcome()).isEqualTo(PolicyRecheck.Outcome.UNCHANGED);
        scene.dns = Scene.withoutAnswer(DnsFailure.TIMEOUT);
        assertThat(scene.fetcher().recheck(applied).outcome()).isEqualTo(PolicyRecheck.Outcome.UNKNOWN);
        scene.dns = Scene.zone("v=STSv1; id=2");
        scene.response = Scene.failure(PolicyFetchFailure.TIMEOUT);
        assertThat(scene.fetcher().recheck(applied).outcome()).isEqualTo(PolicyRecheck.Outcome.UNKNOWN);
        scene.clock.advance(Duration.ofMinutes(5));
        scene.response = Scene.file(Scene.OTHER);
        PolicyRecheck changed = scene.fetcher().recheck(applied);
        assertThat(changed.outcome()).isEqualTo(PolicyRecheck.Outcome.CHANGED);
        assertThat(changed.lookup().appliedPolicy()).contains(MtaStsPolicy.of(Scene.OTHER));
    }

    @Test
    void policyThatExpiredMeanwhileHasChanged() {
        MtaStsLookup.Found applied = scene.found();
        scene.clock.advance(Duration.ofDays(8));
        scene.dns = Scene.zone();
        assertThat(scene.fetcher().recheck(applied).outcome()).isEqualTo(PolicyRecheck.Outcome.CHANGED);
    }

    @Test
    void newIdWithTheSamePolicyIsNoChange() {
        MtaStsLookup.Found applied = scene.found();
        scene.dns = Scene.zone("v=STSv1; id=2");
        assertThat(scene.fetcher().recheck(applied).mayFailPermanently()).isTrue();
    }

    @Test
    void withoutResolverNothingIsBuilt() {
        assertThatThrownBy(() -> MtaStsPolicyFetcher.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> MtaStsPolicyFetcher.builder().retryWait(Duration.ofMinutes(4)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
