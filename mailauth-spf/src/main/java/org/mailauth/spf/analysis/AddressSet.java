package org.mailauth.spf.analysis;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.spf.IpNetwork;

/**
 * A set of addresses of one family, held as ranges in ascending order that neither overlap nor touch. Immutable; equal
 * when the same addresses are in it. Every operation takes time linear in the number of ranges.
 */
final class AddressSet {
    /** The addresses from one to another, both included. */
    private record Range(BigInteger first, BigInteger last) {}

    private final AddressFamily family;
    private final List<Range> ranges;

    private AddressSet(AddressFamily family, List<Range> ranges) {
        this.family = family;
        this.ranges = List.copyOf(ranges);
    }

    static AddressSet none(AddressFamily family) {
        return new AddressSet(family, List.of());
    }

    static AddressSet all(AddressFamily family) {
        return new AddressSet(family, List.of(new Range(BigInteger.ZERO, family.last())));
    }

    /** The addresses in any of the networks; those of the other family are left out. */
    static AddressSet of(AddressFamily family, Collection<IpNetwork> networks) {
        List<Range> ranges = new ArrayList<>();
        for (IpNetwork network : networks) {
            if (AddressFamily.of(network.address()) == family) {
                ranges.add(range(network));
            }
        }
        ranges.sort(Comparator.comparing(Range::first));
        return joined(family, ranges);
    }

    private static Range range(IpNetwork network) {
        byte[] octets = network.address().getAddress();
        int host = 8 * octets.length - network.prefixLength();
        BigInteger first = new BigInteger(1, octets).shiftRight(host).shiftLeft(host);
        return new Range(first, lastOfBlock(first, host));
    }

    private static BigInteger lastOfBlock(BigInteger first, int hostBits) {
        return first.add(BigInteger.ONE.shiftLeft(hostBits)).subtract(BigInteger.ONE);
    }

    /** Joins what overlaps or touches; the ranges come in ascending order of their first addresses. */
    private static AddressSet joined(AddressFamily family, List<Range> sorted) {
        List<Range> joined = new ArrayList<>(sorted.size());
        for (Range range : sorted) {
            Range before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && range.first().compareTo(before.last().add(BigInteger.ONE)) <= 0) {
                joined.set(
                        joined.size() - 1,
                        new Range(before.first(), before.last().max(range.last())));
            } else {
                joined.add(range);
            }
        }
        return new AddressSet(family, joined);
    }

    AddressFamily family() {
        return family;
    }

    AddressSet plus(AddressSet other) {
        if (other.isEmpty() || isEmpty()) {
            return isEmpty() ? other : this;
        }
        List<Range> both = new ArrayList<>(ranges.size() + other.ranges.size());
        int mine = 0;
        int theirs = 0;
        while (mine < ranges.size() || theirs < other.ranges.size()) {
            boolean takeMine = theirs == other.ranges.size()
                    || (mine < ranges.size()
                            && ranges.get(mine)
                                            .first()
                                            .compareTo(other.ranges.get(theirs).first())
                                    <= 0);
            both.add(takeMine ? ranges.get(mine++) : other.ranges.get(theirs++));
        }
        return joined(family, both);
    }

    AddressSet and(AddressSet other) {
        List<Range> common = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < ranges.size() && theirs < other.ranges.size()) {
            Range a = ranges.get(mine);
            Range b = other.ranges.get(theirs);
            BigInteger first = a.first().max(b.first());
            BigInteger last = a.last().min(b.last());
            if (first.compareTo(last) <= 0) {
                common.add(new Range(first, last));
            }
            if (a.last().compareTo(b.last()) < 0) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new AddressSet(family, common);
    }

    AddressSet minus(AddressSet other) {
        return isEmpty() || other.isEmpty() ? this : and(other.complement());
    }

    private AddressSet complement() {
        List<Range> gaps = new ArrayList<>(ranges.size() + 1);
        BigInteger next = BigInteger.ZERO;
        for (Range range : ranges) {
            if (range.first().compareTo(next) > 0) {
                gaps.add(new Range(next, range.first().subtract(BigInteger.ONE)));
            }
            next = range.last().add(BigInteger.ONE);
        }
        if (next.compareTo(family.last()) <= 0) {
            gaps.add(new Range(next, family.last()));
        }
        return new AddressSet(family, gaps);
    }

    /** This set without those of its networks of which the other set holds every address. */
    AddressSet withoutNetworksIn(AddressSet other) {
        AddressSet missing = minus(other);
        List<Range> kept = new ArrayList<>();
        int at = 0;
        for (IpNetwork network : networks()) {
            Range range = range(network);
            while (at < missing.ranges.size() && missing.ranges.get(at).last().compareTo(range.first()) < 0) {
                at++;
            }
            if (at < missing.ranges.size() && missing.ranges.get(at).first().compareTo(range.last()) <= 0) {
                kept.add(range);
            }
        }
        return joined(family, kept);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean isAll() {
        return equals(all(family));
    }

    boolean containsAll(AddressSet other) {
        return other.minus(this).isEmpty();
    }

    boolean contains(InetAddress address) {
        return AddressFamily.of(address) == family
                && containsAll(of(family, List.of(new IpNetwork(address, family.bits()))));
    }

    boolean intersects(AddressSet other) {
        return !and(other).isEmpty();
    }

    /** The number of ranges: the measure of what work on the set costs. */
    int rangeCount() {
        return ranges.size();
    }

    BigInteger count() {
        BigInteger count = BigInteger.ZERO;
        for (Range range : ranges) {
            count = count.add(range.last().subtract(range.first())).add(BigInteger.ONE);
        }
        return count;
    }

    /** The fewest networks that hold these addresses and no other, in ascending order. */
    List<IpNetwork> networks() {
        List<IpNetwork> networks = new ArrayList<>();
        for (Range range : ranges) {
            BigInteger first = range.first();
            while (first.compareTo(range.last()) <= 0) {
                int aligned = first.signum() == 0 ? family.bits() : first.getLowestSetBit();
                int fitting = range.last().subtract(first).add(BigInteger.ONE).bitLength() - 1;
                int host = Math.min(aligned, fitting);
                networks.add(new IpNetwork(family.address(first), family.bits() - host));
                first = lastOfBlock(first, host).add(BigInteger.ONE);
            }
        }
        return List.copyOf(networks);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressSet that && family == that.family && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return networks().toString();
    }
}
