package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsFailure;
import org.mailauth.mtasts.MtaStsLookup.Source;

/** The fetcher against a naive model of the table of RFC 8461 §5.1, over random histories of a domain. */
class FetcherModelLawsTest {

    /** One thing that happens. */
    record Event(String kind, String value) {}

    @Provide
    Arbitrary<List<Event>> histories() {
        Arbitrary<Event> events = Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        Arbitraries.of("fetch", "fetch", "refresh", "restart").map(kind -> new Event(kind, ""))),
                Tuple.of(
                        3,
                        Arbitraries.of("1", "2", "3", "none", "several", "invalid", "failure")
                                .map(value -> new Event("record", value))),
                Tuple.of(
                        3,
                        Arbitraries.of("long", "short", "off", "expired", "timeout", "broken", "redirect")
                                .map(value -> new Event("host", value))),
                Tuple.of(
                        3,
                        Arbitraries.of("PT1M", "PT4M59S", "PT5M", "PT1H", "PT23H", "P3D", "P8D")
                                .map(value -> new Event("time", value))));
        return events.list().ofMinSize(10).ofMaxSize(60);
    }

    /** What the sender must know, written down as the RFC says it. */
    private static final class Model {
        String record = "1";
        String host = "long";

        @Nullable
        MtaStsPolicy policy;

        String id = "";
        Instant got = Instant.EPOCH;
        String failedId = "";
        Instant failedAt = Instant.EPOCH;
        int requests;

        private static Optional<MtaStsPolicy> served(String host) {
            return switch (host) {
                case "long" -> Optional.of(MtaStsPolicy.of(Scene.ENFORCE));
                case "short" -> Optional.of(MtaStsPolicy.of(Scene.OTHER));
                case "off" -> Optional.of(MtaStsPolicy.of("version: STSv1\nmode: none\nmax_age: 3600\n"));
                case "expired" -> Optional.of(MtaStsPolicy.of("version: STSv1\nmode: none\nmax_age: 0\n"));
                default -> Optional.empty();
            };
        }

        /** The policy that applies, and why; the source alone when there is none. */
        String lookup(boolean refresh, Instant now) {
            if (policy != null && !now.isBefore(got.plus(policy.maxAge()))) {
                policy = null;
            }
            boolean published = List.of("1", "2", "3").contains(record);
            if (policy == null) {
                if (!published) {
                    return record;
                }
                return get(record, now) ? describe(Source.FRESH) : "failed";
            }
            String wanted = published ? record : id;
            if (wanted.equals(id) && !refresh) {
                return describe(
                        published
                                ? Source.CACHE
                                : record.equals("failure") ? Source.CACHE_RECORD_UNKNOWN : Source.CACHE_RECORD_MISSING);
            }
            return describe(get(wanted, now) ? Source.FRESH : Source.CACHE_FETCH_FAILED);
        }

        private boolean get(String wanted, Instant now) {
            if (wanted.equals(failedId) && now.isBefore(failedAt.plus(Duration.ofMinutes(5)))) {
                return false;
            }
            requests++;
            Optional<MtaStsPolicy> served = served(host);
            if (served.isEmpty()) {
                failedId = wanted;
                failedAt = now;
                return false;
            }
            policy = served.get();
            id = wanted;
            got = now;
            failedId = "";
            return true;
        }

        private String describe(Source source) {
            return source + " " + policy + " " + id + " " + got;
        }
    }

    private static PolicyResponse response(String host) {
        return Model.served(host).map(policy -> Scene.file(policy.toText())).orElseGet(() -> switch (host) {
            case "timeout" -> Scene.failure(PolicyFetchFailure.TIMEOUT);
            case "broken" -> Scene.file("mode: enforce\n");
            default -> PolicyResponse.Received.of(301, null, new byte[0]);
        });
    }

    private static void publish(Scene scene, String record) {
        scene.dns = switch (record) {
            case "none" -> Scene.zone("v=spf1 -all");
            case "several" -> Scene.zone("v=STSv1; id=1", "v=STSv1; id=2");
            case "invalid" -> Scene.zone("v=STSv1; id=?");
            case "failure" -> Scene.withoutAnswer(DnsFailure.SERVER_FAILURE);
            default -> Scene.zone("v=STSv1; id=" + record);
        };
    }

    private static String described(MtaStsLookup lookup) {
        if (lookup instanceof MtaStsLookup.Found found) {
            return found.source() + " " + found.policy() + " " + found.id() + " " + found.fetchedAt();
        }
        if (lookup instanceof MtaStsLookup.NotOffered notOffered) {
            return switch (notOffered.reason()) {
                case NO_RECORD -> "none";
                case SEVERAL_RECORDS -> "several";
                case RECORD_INVALID -> "invalid";
                case NO_POLICY_DOMAIN -> "no domain";
            };
        }
        MtaStsLookup.Failed failed = (MtaStsLookup.Failed) lookup;
        return failed.failure() == PolicyFetchFailure.RECORD_UNKNOWN ? "failure" : "failed";
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void fetcherKnowsWhatTheModelKnows(@ForAll("histories") List<Event> history) {
        Scene scene = new Scene();
        Model model = new Model();
        for (Event event : history) {
            switch (event.kind()) {
                case "record" -> {
                    model.record = event.value();
                    publish(scene, event.value());
                }
                case "host" -> {
                    model.host = event.value();
                    scene.response = response(event.value());
                }
                case "time" -> scene.clock.advance(Duration.parse(event.value()));
                case "restart" -> {
                    scene.restart();
                    model.failedId = "";
                }
                default -> check(scene, model, event.kind().equals("refresh"));
            }
        }
    }

    private static void check(Scene scene, Model model, boolean refresh) {
        scene.questions.clear();
        int before = scene.requests.size();
        int wanted = model.requests;
        String expected = model.lookup(refresh, scene.clock.instant());
        MtaStsLookup lookup = refresh
                ? scene.fetcher().refresh(Scene.DOMAIN)
                : scene.fetcher().fetch(Scene.DOMAIN);
        assertThat(described(lookup)).isEqualTo(expected);
        int requests = scene.requests.size() - before;
        assertThat(requests).isEqualTo(model.requests - wanted).isLessThanOrEqualTo(1);
        assertThat(scene.questions.count()).isEqualTo(1 + 2 * requests);
        int blank = expected.indexOf(' ');
        Statistics.label("outcome")
                .collect(blank < 0 ? expected : expected.substring(0, blank))
                .coverage(coverage -> {
                    for (Source source : Source.values()) {
                        coverage.check(source.toString()).count(count -> count > 20);
                    }
                    for (String outcome : List.of("none", "several", "invalid", "failure", "failed")) {
                        coverage.check(outcome).count(count -> count > 20);
                    }
                });
    }
}
