package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.RecordCache;
import org.mailauth.SmtpSession;
import org.mailauth.conformance.ChildProgram;
import org.mailauth.conformance.HeapGrowth;
import org.mailauth.testkit.InMemoryDns;

/** One evaluator for all mail of a server: what it remembers changes no result and takes little room. */
class SharedEvaluatorTest {
    private static final InMemoryDns DNS = InMemoryDns.builder()
            .txt("example.com", "v=spf1 ip4:198.51.100.0/24 include:example.net -all")
            .txt("example.net", "v=spf1 mx a ip4:192.0.2.0/24 -all")
            .mx("example.net", 10, "mail.example.net")
            .a("mail.example.net", "198.51.100.7")
            .a("example.net", "198.51.100.8")
            .build();

    private static final SmtpSession SESSION = SmtpSession.builder()
            .clientIp(SpfScene.IP4)
            .helo(SpfScene.HELO)
            .mailFrom("user@example.com")
            .build();

    @TempDir
    Path folder;

    @Test
    void rememberedRecordsChangeNothing() {
        SpfEvaluator remembers = SpfEvaluator.builder().resolver(DNS).build();
        SpfEvaluator reads = SpfEvaluator.builder()
                .resolver(DNS)
                .recordCache(RecordCache.none())
                .build();
        SpfEvaluation first = remembers.checkMailFrom(SESSION);
        SpfEvaluation second = remembers.checkMailFrom(SESSION);
        assertThat(first.result()).isEqualTo(SpfResult.PASS);
        assertThat(second.trace())
                .isEqualTo(first.trace())
                .isEqualTo(reads.checkMailFrom(SESSION).trace());
        assertThat(second.cost()).isEqualTo(first.cost());
    }

    @Test
    void changedRecordCountsAtOnceWithOneCacheForAll() {
        RecordCache records = RecordCache.ofSize(8);
        SpfEvaluator before = SpfEvaluator.builder()
                .resolver(SpfScene.published("v=spf1 ip4:192.0.2.1 -all").build())
                .recordCache(records)
                .build();
        SpfEvaluator after = SpfEvaluator.builder()
                .resolver(SpfScene.published("v=spf1 ip4:192.0.2.2 -all").build())
                .recordCache(records)
                .build();
        assertThat(before.checkMailFrom(SESSION).result()).isEqualTo(SpfResult.PASS);
        assertThat(after.checkMailFrom(SESSION).result()).isEqualTo(SpfResult.FAIL);
        assertThat(before.checkMailFrom(SESSION).result()).isEqualTo(SpfResult.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"USUAL", "HUGE", "INVALID"})
    void tenThousandDomainsKeepMemoryFlat(String kind) throws IOException, InterruptedException {
        HeapGrowth growth = run(64, kind);
        assertThat(growth.done()).isEqualTo(HeapGrowth.NAMES);
        // Each place of the cache that is filled now only takes twenty times as much for a record of nothing but
        // mistakes.
        assertThat(growth.octets()).isLessThan(kind.equals("INVALID") ? 4 * HeapGrowth.FLAT : HeapGrowth.FLAT);
    }

    /** What {@link RecordCache#ofSize} says of a thousand records made to take as much as they can. */
    @Test
    void recordsMadeToTakeRoomTakeNoMoreThanIsSaid() throws IOException, InterruptedException {
        HeapGrowth growth = run(128, "MANY_TERMS");
        assertThat(growth.done()).isEqualTo(HeapGrowth.NAMES);
        assertThat(Collections.max(growth.held())).isLessThan(64_000_000);
    }

    private HeapGrowth run(int mebibytes, String kind) throws IOException, InterruptedException {
        List<String> jvm = new ArrayList<>(HeapGrowth.JVM);
        jvm.add("-Xmx" + mebibytes + "m");
        return HeapGrowth.read(ChildProgram.run(folder, jvm, ManyDomains.class, kind));
    }
}
