package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;

/** What is to be got again, and when (RFC 8461 §3.3, §10.2). */
class RefreshPlanTest {
    private final Scene scene = new Scene();

    private void remember(String domain, Duration maxAge) {
        MtaStsPolicy policy = new MtaStsPolicy(MtaStsPolicy.Mode.NONE, maxAge, List.of());
        scene.cache.put(new CachedPolicy(DomainName.of(domain), policy, "1", Scene.START));
    }

    private List<String> due() {
        return scene.fetcher().refreshPlan().due().stream()
                .map(entry -> entry.domain().toString())
                .toList();
    }

    @Test
    void emptyCacheHasNothingToDo() {
        assertThat(scene.fetcher().refreshPlan().due()).isEmpty();
        assertThat(scene.fetcher().refreshPlan().nextAt()).isEmpty();
    }

    @Test
    void policyIsDueAfterADayOrHalfItsLife() {
        remember("week.example", Duration.ofDays(7));
        remember("short.example", Duration.ofHours(4));
        assertThat(due()).isEmpty();
        assertThat(scene.fetcher().refreshPlan().nextAt()).contains(Scene.START.plus(Duration.ofHours(2)));
        scene.clock.advance(Duration.ofHours(2));
        assertThat(due()).containsExactly("short.example");
        assertThat(scene.fetcher().refreshPlan().nextAt()).contains(Scene.START.plus(Duration.ofDays(1)));
        scene.clock.advance(Duration.ofHours(22));
        // The short one has expired by now: nobody needs it any more.
        assertThat(due()).containsExactly("week.example");
        assertThat(scene.fetcher().refreshPlan().nextAt()).isEmpty();
    }

    @Test
    void whatExpiresFirstComesFirst() {
        remember("a.example", Duration.ofDays(9));
        remember("b.example", Duration.ofDays(3));
        remember("c.example", Duration.ofDays(9));
        scene.clock.advance(Duration.ofDays(2));
        assertThat(due()).containsExactly("b.example", "a.example", "c.example");
        assertThat(scene.fetcher().refreshPlan().due().get(0))
                .isEqualTo(new RefreshPlan.Entry(
                        DomainName.of("b.example"),
                        Scene.START.plus(Duration.ofDays(1)),
                        Scene.START.plus(Duration.ofDays(3))));
    }

    @Test
    void failedRefreshIsDueAgainAfterTheWait() {
        scene.fetch();
        scene.clock.advance(Duration.ofDays(1));
        Instant failedAt = scene.clock.instant();
        assertThat(due()).containsExactly("example.com");
        scene.response = Scene.failure(PolicyFetchFailure.CONNECT);
        scene.fetcher().refresh(Scene.DOMAIN);
        assertThat(due()).isEmpty();
        assertThat(scene.fetcher().refreshPlan().nextAt()).contains(failedAt.plus(Duration.ofMinutes(5)));
        scene.clock.advance(Duration.ofMinutes(5));
        scene.response = Scene.file(Scene.ENFORCE);
        assertThat(due()).containsExactly("example.com");
        scene.fetcher().refresh(Scene.DOMAIN);
        assertThat(due()).isEmpty();
    }

    @Test
    void clockThatWasSetBackMakesAPolicyDueAtOnce() {
        remember("example.com", Duration.ofDays(7));
        scene.clock.advance(Duration.ofDays(-30));
        assertThat(due()).containsExactly("example.com");
        assertThat(scene.fetch()).isInstanceOf(MtaStsLookup.Found.class);
    }
}
