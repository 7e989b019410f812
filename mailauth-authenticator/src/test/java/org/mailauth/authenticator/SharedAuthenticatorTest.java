package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.conformance.ChildProgram;
import org.mailauth.conformance.HeapGrowth;

/**
 * One authenticator for all mail of a server: its memory does not grow with the domains that it has seen, and threads that
 * share it do not wait for each other.
 */
class SharedAuthenticatorTest {
    private static final String CALLS = "30000";
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    @TempDir
    Path folder;

    @Test
    void tenThousandDomainsKeepMemoryFlat() throws IOException, InterruptedException {
        HeapGrowth growth = HeapGrowth.read(ChildProgram.run(folder, HeapGrowth.JVM, ManySenders.class));
        assertThat(growth.done()).isEqualTo(HeapGrowth.NAMES);
        assertThat(growth.octets()).isLessThan(HeapGrowth.FLAT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "8"})
    void threadsWaitForNoLock(String threads) throws IOException, InterruptedException {
        List<String> lines = ChildProgram.run(folder, JVM, SharedByThreads.class, threads, CALLS);
        assertThat(lines).contains("done " + CALLS);
        assertThat(waits(lines)).isEmpty();
    }

    /** The measure itself: a lock of ours is seen. */
    @Test
    void lockWouldBeSeen() throws IOException, InterruptedException {
        List<String> lines = ChildProgram.run(folder, JVM, SharedByThreads.class, "2", CALLS, "locked");
        assertThat(waits(lines)).isNotEmpty();
    }

    /**
     * Where a thread waited for another one. Locks that other libraries take are none of ours: Bouncy Castle looks under a
     * lock whether its tables for Ed25519 have been made, for an instant.
     */
    private static List<String> waits(List<String> lines) {
        List<String> places = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("waited") && words[2].startsWith("org.mailauth.")) {
                places.add(words[2]);
            }
        }
        return places;
    }
}
