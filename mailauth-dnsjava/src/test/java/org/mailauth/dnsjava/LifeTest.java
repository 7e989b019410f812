package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mailauth.dnsjava.Questions.ask;
import static org.mailauth.dnsjava.Questions.cause;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Type;
import org.xbill.DNS.config.ResolverConfigProvider;

/** Making and ending resolvers. */
class LifeTest {
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
        server.on("a.test", Type.TXT, "a.test. 60 IN TXT x");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private record Configured(List<InetSocketAddress> servers) implements ResolverConfigProvider {
        @Override
        public void initialize() {}

        @Override
        public List<Name> searchPaths() {
            return List.of(FakeServer.name("search.test"));
        }
    }

    private static DnsjavaResolver systemWith(ResolverConfigProvider provider) {
        List<ResolverConfigProvider> before = ResolverConfig.getConfigProviders();
        ResolverConfig.setConfigProviders(List.of(provider));
        try {
            return DnsjavaResolver.system();
        } finally {
            ResolverConfig.setConfigProviders(before);
        }
    }

    @Test
    void closedResolverAnswersNetworkFailureEvenToWhatItKnew() {
        DnsjavaResolver resolver = server.resolver().build();
        ask(resolver, "a.test", DnsType.TXT);
        resolver.close();
        resolver.close();
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.NETWORK);
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void closingOneResolverLeavesTheOthersWorking() {
        DnsjavaResolver one = server.resolver().build();
        DnsjavaResolver other = server.resolver().build();
        ask(one, "a.test", DnsType.TXT);
        one.close();
        assertThat(ask(other, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.Found.class);
    }

    private static List<String> dnsjavaThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("dnsjava"))
                .toList();
    }

    @Test
    void dnsjavaKeepsOneDaemonThreadWhichCanBeEndedAndComesBack() {
        DnsjavaResolver resolver = server.resolver().cacheEntries(0).build();
        ask(resolver, "a.test", DnsType.TXT);
        ask(server.resolver().tcpOnly(true).build(), "a.test", DnsType.TXT);
        assertThat(dnsjavaThreads()).containsExactly("dnsjava NIO selector");
        DnsjavaResolver.endDnsjavaThread();
        assertThat(dnsjavaThreads()).isEmpty();
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.Found.class);
        assertThat(ask(server.resolver().tcpOnly(true).build(), "a.test", DnsType.TXT))
                .isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void endingTheThreadThatNeverStartedDoesNoHarm() {
        DnsjavaResolver.endDnsjavaThread();
        DnsjavaResolver.endDnsjavaThread();
        assertThat(dnsjavaThreads()).isEmpty();
    }

    @Test
    void systemsServersAreAskedWithoutItsSearchPath() {
        DnsjavaResolver resolver = systemWith(new Configured(List.of(server.address())));
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.Found.class);
        ask(resolver, "a", DnsType.TXT);
        assertThat(server.asked()).extracting(FakeServer.Asked::name).containsExactly("a.test.", "a.");
    }

    @Test
    void systemWithoutConfigurationAsksTheSameMachine() {
        ResolverConfigProvider nothing = new Configured(List.of());
        List<ResolverConfigProvider> before = ResolverConfig.getConfigProviders();
        ResolverConfig.setConfigProviders(List.of(nothing));
        try {
            assertThat(SystemServers.read()).singleElement().satisfies(address -> {
                assertThat(address.getAddress().isLoopbackAddress()).isTrue();
                assertThat(address.getPort()).isEqualTo(53);
            });
        } finally {
            ResolverConfig.setConfigProviders(before);
        }
    }

    @Test
    void systemWithoutAnyUsableServerIsANetworkFailure() {
        InetSocketAddress unusable = InetSocketAddress.createUnresolved("ns.invalid", 53);
        DnsjavaResolver resolver = systemWith(new Configured(List.of(unusable)));
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.NETWORK);
    }

    @Test
    void configurationThatCannotBeReadNamesNoServer() {
        assertThat(SystemServers.usable(() -> {
                    throw new NoSuchElementException("nameserver");
                }))
                .isEmpty();
    }

    @Test
    void serverNamedTwiceBySystemIsAskedOnce() {
        assertThat(SystemServers.usable(() -> List.of(server.address(), server.address())))
                .containsExactly(server.address());
    }

    @Test
    void unusableSettingsAreRefusedByName() {
        DnsjavaResolver.Builder builder = DnsjavaResolver.builder();
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("ns.invalid", 53);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.servers(List.of()))
                .withMessageContaining("servers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.servers(List.of(unresolved)))
                .withMessageContaining("servers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.server("ns.example", 53))
                .withMessageContaining("address");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.server("127.0.0.1", 0))
                .withMessageContaining("port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ZERO))
                .withMessageContaining("perTry");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.retries(-1))
                .withMessageContaining("retries");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.cacheEntries(-1))
                .withMessageContaining("entries");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxTtl(Duration.ofDays(8)))
                .withMessageContaining("atMost");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxNegativeTtl(Duration.ofSeconds(-1)))
                .withMessageContaining("atMost");
    }

    @Test
    void missingQuestionIsTheCallersMistake() {
        assertThatNullPointerException()
                .isThrownBy(() -> server.resolver().build().resolve(null))
                .withMessage("question");
    }
}
