package org.mailauth.conformance.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that check mail share nothing that can be written, and no lock, but for what is listed here with its reason. */
class SharedStateTest {
    private static final List<String> MODULES = List.of(
            "mailauth-api",
            "mailauth-spf",
            "mailauth-dkim",
            "mailauth-dmarc",
            "mailauth-arc",
            "mailauth-authenticator");

    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry(
                    "RecordCache.java AtomicReferenceArray",
                    "the cache that all share: read and written without a lock"),
            Map.entry("PreparedKey.java volatile", "a decoded key, made once more where two threads meet"),
            Map.entry("PreparedPoint.java volatile", "a decoded key, made once more where two threads meet"),
            Map.entry("OctetScan.java VarHandle", "no state: reads eight octets of an array at once"),
            Map.entry("Budget.java synchronized", "one for each message; held for a sum, never while anything blocks"),
            Map.entry("QuestionMap.java AtomicReference", "one for each message; filled by those who look ahead"),
            Map.entry("QuestionMap.java ConcurrentHashMap", "one for each message; filled by those who look ahead"),
            Map.entry("QuestionMap.java volatile", "one for each message; filled by those who look ahead"),
            Map.entry(
                    "QuestionMap.java synchronized",
                    "one for each message; held once, to make the map of those that are many"),
            Map.entry("Prefetcher.java ConcurrentLinkedQueue", "one for each message; without a lock"),
            Map.entry(
                    "Prefetcher.java CountDownLatch",
                    "one for each message, which waits for the answers to its own questions"),
            Map.entry(
                    "AsyncCall.java synchronized",
                    "one for each call; held for a moment when it begins and when it ends"));

    @TempDir
    Path directory;

    @Test
    void onlyWhatIsListedIsShared() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            List<Path> ofModule = ProjectSources.ofModule(module);
            assertThat(ofModule).as(module).isNotEmpty();
            sources.addAll(ofModule);
        }
        assertThat(SharedState.in(sources)).containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "synchronized void f() {}",
                "void f() { synchronized (this) { } }",
                "volatile int f;",
                "Object f = Collections.synchronizedMap(g);",
                "Object f = java.util.Collections.synchronizedList(g);",
                "Function<List<String>, List<String>> f = Collections::synchronizedList;",
                "ThreadLocal<String> f;",
                "private final Hashtable<String, String> f = null;",
                "StringBuffer f;",
                "java.util.concurrent.locks.ReentrantLock f;",
                "Object f = new java.util.concurrent.Semaphore(1);",
                "java.util.concurrent.atomic.LongAdder f;",
                "} class B { java.util.concurrent.ConcurrentMap<String, String> f;"
            })
    void whatThreadsCouldShareIsFound(String member) throws IOException {
        assertThat(in("class A {\n" + member + "\n}")).isNotEmpty().allMatch(line -> line.startsWith("A.java "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import java.util.concurrent.locks.StampedLock; class A {}",
                "import java.util.concurrent.atomic.*; class A {}"
            })
    void importIsFound(String source) throws IOException {
        assertThat(in(source)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** A synchronized method; a ReentrantLock. */ int f;",
                "String f = \"volatile ThreadLocal\";",
                "java.util.concurrent.Executor f;",
                "java.util.concurrent.CompletionStage<java.lang.String> f;",
                "final int f = 1;",
                "StringBuilder f;"
            })
    void otherThingsAreNot(String member) throws IOException {
        assertThat(in("class A {\n" + member + "\n}")).isEmpty();
    }

    private Iterable<String> in(String source) throws IOException {
        Path file = directory.resolve("A.java");
        Files.writeString(file, source);
        return SharedState.in(List.of(file));
    }
}
