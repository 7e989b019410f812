package org.mailauth.spf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.spf.IpNetwork;

class AddressSetTest {
    private static final AddressFamily IP4 = AddressFamily.IP4;
    private static final AddressFamily IP6 = AddressFamily.IP6;

    private static IpNetwork network(String text) {
        String[] parts = text.split("/", -1);
        InetAddress address = text.contains(":")
                ? IpLiteral.ipv6(parts[0]).orElseThrow()
                : IpLiteral.ipv4(parts[0]).orElseThrow();
        return new IpNetwork(address, Integer.parseInt(parts[1]));
    }

    private static AddressSet set(AddressFamily family, String... networks) {
        return AddressSet.of(
                family, List.of(networks).stream().map(AddressSetTest::network).toList());
    }

    @Test
    void neighboursBecomeOneNetwork() {
        assertThat(set(IP4, "192.0.2.0/25", "192.0.2.128/25")).hasToString("[192.0.2.0/24]");
        assertThat(set(IP4, "192.0.2.1/32", "192.0.2.2/32")).hasToString("[192.0.2.1/32, 192.0.2.2/32]");
    }

    @Test
    void bitsBeyondThePrefixDoNotCount() {
        assertThat(set(IP4, "192.0.2.77/24")).hasToString("[192.0.2.0/24]");
        assertThat(set(IP6, "2001:db8::77/64")).hasToString("[2001:db8::/64]");
    }

    @Test
    void endsOfTheAddressSpaceAreInReach() {
        assertThat(set(IP4, "0.0.0.0/0")).isEqualTo(AddressSet.all(IP4));
        assertThat(set(IP4, "0.0.0.0/1", "128.0.0.0/1").isAll()).isTrue();
        assertThat(set(IP4, "255.255.255.255/32").networks()).containsExactly(network("255.255.255.255/32"));
        assertThat(AddressSet.all(IP6).count()).isEqualTo(BigInteger.ONE.shiftLeft(128));
        assertThat(AddressSet.all(IP6).minus(set(IP6, "::/1"))).hasToString("[8000::/1]");
        assertThat(AddressSet.all(IP4).minus(AddressSet.all(IP4)).isEmpty()).isTrue();
    }

    @Test
    void aHoleInANetworkLeavesTheNetworksAroundIt() {
        assertThat(set(IP4, "192.0.2.0/30").minus(set(IP4, "192.0.2.1/32")))
                .hasToString("[192.0.2.0/32, 192.0.2.2/31]");
    }

    @Test
    void addressesOfTheOtherFamilyAreLeftOut() {
        assertThat(set(IP4, "192.0.2.0/24", "2001:db8::/32")).hasToString("[192.0.2.0/24]");
        assertThat(set(IP6, "192.0.2.0/24").isEmpty()).isTrue();
        assertThat(set(IP6, "::ffff:192.0.2.0/120")
                        .contains(network("192.0.2.1/32").address()))
                .isFalse();
    }

    @Test
    void mappedAddressesStayIpv6() {
        assertThat(set(IP6, "::ffff:192.0.2.0/120").networks())
                .singleElement()
                .satisfies(network ->
                        assertThat(AddressFamily.of(network.address())).isEqualTo(IP6));
    }

    @Test
    void networksWithoutNewAddressesAreDropped() {
        AddressSet set = set(IP4, "192.0.2.0/24", "198.51.100.1/32", "203.0.113.0/31");
        AddressSet seen = set(IP4, "198.51.100.0/24", "203.0.113.0/32");
        assertThat(set.withoutNetworksIn(seen)).hasToString("[192.0.2.0/24, 203.0.113.0/31]");
    }

    /** Networks among the first 64 addresses of either family. */
    @Provide
    Arbitrary<List<IpNetwork>> networks() {
        Arbitrary<IpNetwork> one = Combinators.combine(
                        Arbitraries.of(AddressFamily.values()),
                        Arbitraries.integers().between(0, 63),
                        Arbitraries.integers().between(0, 6))
                .as((family, address, host) ->
                        new IpNetwork(family.address(BigInteger.valueOf(address)), family.bits() - host));
        return one.list().ofMaxSize(6);
    }

    private static Set<Integer> members(AddressSet set) {
        return IntStream.range(0, 70)
                .filter(number -> set.contains(set.family().address(BigInteger.valueOf(number))))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> members(AddressFamily family, List<IpNetwork> networks) {
        return IntStream.range(0, 70)
                .filter(number -> networks.stream()
                        .anyMatch(network -> network.contains(family.address(BigInteger.valueOf(number)))))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Property(tries = 300)
    void operationsAreThoseOfSets(
            @ForAll("networks") List<IpNetwork> some,
            @ForAll("networks") List<IpNetwork> others,
            @ForAll AddressFamily family) {
        AddressSet left = AddressSet.of(family, some);
        AddressSet right = AddressSet.of(family, others);
        Set<Integer> expected = members(family, some);
        Set<Integer> more = members(family, others);
        assertThat(members(left)).isEqualTo(expected);
        assertThat(left.count().intValueExact()).isEqualTo(expected.size());
        assertThat(left.containsAll(right)).isEqualTo(expected.containsAll(more));
        assertThat(left.intersects(right)).isEqualTo(more.stream().anyMatch(expected::contains));
        Set<Integer> union = new TreeSet<>(expected);
        union.addAll(more);
        assertThat(members(left.plus(right))).isEqualTo(union);
        assertThat(left.plus(right)).isEqualTo(right.plus(left)).hasSameHashCodeAs(right.plus(left));
        Set<Integer> rest = new TreeSet<>(expected);
        rest.removeAll(more);
        assertThat(members(left.minus(right))).isEqualTo(rest);
        Set<Integer> common = new TreeSet<>(expected);
        common.retainAll(more);
        assertThat(members(left.and(right))).isEqualTo(common);
    }

    @Property(tries = 300)
    void networksOfASetMakeTheSetAgainAndAreFewest(
            @ForAll("networks") List<IpNetwork> some, @ForAll AddressFamily family) {
        AddressSet set = AddressSet.of(family, some);
        List<IpNetwork> networks = set.networks();
        assertThat(AddressSet.of(family, networks)).isEqualTo(set);
        for (IpNetwork network : networks) {
            IpNetwork wider = new IpNetwork(network.address(), network.prefixLength() - 1);
            assertThat(set.containsAll(AddressSet.of(family, List.of(wider)))).isFalse();
        }
    }
}
