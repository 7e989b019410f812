package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dnsjava.Questions.AMPLE;
import static org.mailauth.dnsjava.Questions.ask;
import static org.mailauth.dnsjava.Questions.cause;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Threads that meet at one resolver. */
@Timeout(60)
class SharingTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
        server.on("a.test", Type.TXT, question -> {
            asked.countDown();
            release.await();
            var reply = FakeServer.reply(question, Rcode.NOERROR);
            FakeServer.add(reply, Section.ANSWER, "a.test. 60 IN TXT x");
            return FakeServer.wire(reply);
        });
    }

    @AfterEach
    void stop() throws IOException {
        release.countDown();
        threads.shutdownNow();
        server.close();
    }

    @Test
    void manyThreadsThatAskTheSameCostOneQuestion() throws Exception {
        DnsjavaResolver resolver = server.resolver().timeout(AMPLE).build();
        List<Future<DnsAnswer>> all = new ArrayList<>();
        for (int at = 0; at < 50; at++) {
            all.add(threads.submit(() -> ask(resolver, "a.test", DnsType.TXT)));
        }
        asked.await();
        release.countDown();
        for (Future<DnsAnswer> answer : all) {
            assertThat(answer.get()).isInstanceOf(DnsAnswer.Found.class);
        }
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void shortDeadlineOfOneIsNoTimeoutOfTheOther() throws Exception {
        DnsjavaResolver resolver = server.resolver().timeout(AMPLE).build();
        Future<DnsAnswer> hasty = threads.submit(() -> ask(resolver, "a.test", DnsType.TXT, Duration.ofSeconds(1)));
        asked.await();
        Future<DnsAnswer> patient = threads.submit(() -> ask(resolver, "a.test", DnsType.TXT));
        assertThat(cause(hasty.get())).isEqualTo(DnsFailure.TIMEOUT);
        release.countDown();
        assertThat(patient.get()).isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void interruptedThreadGetsInterruptedAtOnceAndStaysSo() throws Exception {
        DnsjavaResolver resolver = server.resolver().timeout(AMPLE).build();
        AtomicReference<DnsAnswer> result = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            result.set(ask(resolver, "a.test", DnsType.TXT, Duration.ofDays(1)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        thread.setDaemon(true);
        thread.start();
        asked.await();
        thread.interrupt();
        thread.join();
        assertThat(cause(result.get())).isEqualTo(DnsFailure.INTERRUPTED);
        assertThat(flag.get()).isTrue();
    }

    @Test
    void threadThatComesInterruptedAsksNothing() {
        DnsjavaResolver resolver = server.resolver().build();
        Thread.currentThread().interrupt();
        DnsAnswer answer = ask(resolver, "a.test", DnsType.TXT);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cause(answer)).isEqualTo(DnsFailure.INTERRUPTED);
        assertThat(server.count()).isZero();
    }
}
