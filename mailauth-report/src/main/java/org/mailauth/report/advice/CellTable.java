package org.mailauth.report.advice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts by cell, at most so many cells: the first ones in the order of a hash of the network. Which ones stay depends on nothing
 * but the set of all cells, so tables merge in any order and grouping to the same, and the count of each cell that stays is exact.
 */
final class CellTable {
    /** A cell behind the hash of its network. */
    private record Key(String hash, TrafficCell cell) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = hash.compareTo(other.hash);
            return order != 0 ? order : cell.compareTo(other.cell);
        }
    }

    private final int limit;
    private final TreeMap<Key, Long> counts = new TreeMap<>();
    private long total;

    CellTable(int limit) {
        this.limit = limit;
    }

    void add(TrafficCell cell, long count) {
        total = sum(total, count);
        Key key = new Key(hash(cell.network()), cell);
        // A cell that was dropped lies behind all that are kept, and they only move forward: it never comes back.
        if (counts.size() >= limit && !counts.containsKey(key) && key.compareTo(counts.lastKey()) > 0) {
            return;
        }
        counts.merge(key, count, CellTable::sum);
        if (counts.size() > limit) {
            counts.pollLastEntry();
        }
    }

    void addOverflow(long messages) {
        total = sum(total, messages);
    }

    void copyTo(SortedMap<TrafficCell, Long> cells) {
        counts.forEach((key, count) -> cells.put(key.cell(), count));
    }

    /** Messages of cells that were dropped. */
    long overflow() {
        long kept = 0;
        for (long count : counts.values()) {
            kept = sum(kept, count);
        }
        return total - kept;
    }

    static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static String hash(String network) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(network.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
