package org.mailauth.mtasts;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** example.com with its record and its policy host, both of which can change, and a clock that moves when told to. */
final class Scene {
    static final DomainName DOMAIN = DomainName.of("example.com");
    static final String PUBLIC_ADDRESS = "5.6.7.8";
    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    static final String ENFORCE = "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 604800\n";
    static final String OTHER = "version: STSv1\nmode: testing\nmx: *.example.net\nmax_age: 86400\n";

    /** What the DNS knows; replaced as a whole. */
    DnsResolver dns = zone("v=STSv1; id=1;");

    PolicyResponse response = file(ENFORCE);
    final List<PolicyRequest> requests = new ArrayList<>();
    final MovableClock clock = new MovableClock();
    MtaStsPolicyCache cache = MtaStsPolicyCache.inMemory(100);
    /** Every question of every fetcher of this scene. */
    final RecordingDns questions = RecordingDns.over(question -> dns.resolve(question));

    private @Nullable MtaStsPolicyFetcher fetcher;

    static final class MovableClock extends Clock {
        private Instant now = START;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    static InMemoryDns zone(String... records) {
        InMemoryDns.Builder zone = InMemoryDns.builder().a("mta-sts.example.com", PUBLIC_ADDRESS);
        for (String record : records) {
            zone.txt("_mta-sts.example.com", record);
        }
        return zone.build();
    }

    /** The policy host has its address, and the record gets no answer. */
    static InMemoryDns withoutAnswer(DnsFailure failure) {
        return zone().toBuilder()
                .fail("_mta-sts.example.com", DnsType.TXT, failure)
                .build();
    }

    static PolicyResponse file(String text) {
        return PolicyResponse.Received.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    static PolicyResponse failure(PolicyFetchFailure failure) {
        return new PolicyResponse.Failed(failure, "as the test wants it");
    }

    MtaStsPolicyFetcher.Builder builder() {
        return MtaStsPolicyFetcher.builder()
                .resolver(questions)
                .cache(cache)
                .clock(clock)
                .transport(request -> {
                    requests.add(request);
                    return response;
                });
    }

    MtaStsPolicyFetcher fetcher() {
        if (fetcher == null) {
            fetcher = builder().build();
        }
        return fetcher;
    }

    /** Only the cache lives on. */
    void restart() {
        fetcher = null;
    }

    MtaStsLookup fetch() {
        return fetcher().fetch(DOMAIN);
    }

    MtaStsLookup.Found found() {
        MtaStsLookup lookup = fetch();
        if (lookup instanceof MtaStsLookup.Found found) {
            return found;
        }
        throw new AssertionError(lookup.toString());
    }

    MtaStsLookup.Failed failed() {
        MtaStsLookup lookup = fetch();
        if (lookup instanceof MtaStsLookup.Failed failed) {
            return failed;
        }
        throw new AssertionError(lookup.toString());
    }
}
