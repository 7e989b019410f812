package org.mailauth.report.advice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateRow;

/**
 * Says how many messages of a domain reporters saw, by day, network, author domain, reporter, policy and outcome. Summaries
 * of the same domain and limit {@linkplain Builder#merge merge}, in any order and grouping to the same.
 *
 * <p>Strangers decide how many sources there are. Cells of passing and of failing messages have a limit each, so that no wave of
 * failing mail displaces what passes; what does not fit is counted. Networks stay or go as wholes, by a hash of the network, except
 * for one at the edge. A summary believes the reports: whoever collects them checks first that the mail which brought a report
 * is authentic, and takes each report once.
 *
 * <p>Immutable, thread-safe.
 */
public final class TrafficSummary {
    /** How many cells of passing, and how many of failing messages are kept unless told otherwise. */
    public static final int DEFAULT_CELLS = 100_000;

    private static final String STATE = "mailauth-traffic-1";

    private final DomainName domain;
    private final int limit;
    private final SortedMap<TrafficCell, Long> cells;
    private final long passingOverflow;
    private final long failingOverflow;
    private final long ignoredMessages;

    private TrafficSummary(Builder builder) {
        domain = builder.domain;
        limit = builder.limit;
        TreeMap<TrafficCell, Long> all = new TreeMap<>();
        builder.passing.copyTo(all);
        builder.failing.copyTo(all);
        cells = Collections.unmodifiableSortedMap(all);
        passingOverflow = builder.passing.overflow();
        failingOverflow = builder.failing.overflow();
        ignoredMessages = builder.ignored;
    }

    /**
     * Begins to count.
     *
     * @param domain the DMARC Policy Domain; rows of reports about others are ignored
     * @return a builder that has counted nothing, with {@link #DEFAULT_CELLS}
     */
    public static Builder builder(DomainName domain) {
        return new Builder(domain, DEFAULT_CELLS);
    }

    /**
     * Begins to count.
     *
     * @param domain the DMARC Policy Domain; rows of reports about others are ignored
     * @param cells how many cells of passing, and how many of failing messages are kept; at least 1
     * @return a builder that has counted nothing
     */
    public static Builder builder(DomainName domain, int cells) {
        return new Builder(domain, cells);
    }

    /**
     * Whose messages were counted.
     *
     * @return the DMARC Policy Domain
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * What was counted.
     *
     * @return messages by cell, of passing and failing ones, sorted; unmodifiable
     */
    public SortedMap<TrafficCell, Long> cells() {
        return cells;
    }

    /**
     * How many passing messages are in no cell, since there were too many cells.
     *
     * @return zero when all fit
     */
    public long passingOverflow() {
        return passingOverflow;
    }

    /**
     * How many failing messages are in no cell, since there were too many cells.
     *
     * @return zero when all fit
     */
    public long failingOverflow() {
        return failingOverflow;
    }

    /**
     * How many messages were ignored: of another policy domain or an author domain outside of it, or without a day.
     *
     * @return zero when there were none
     */
    public long ignoredMessages() {
        return ignoredMessages;
    }

    /**
     * How much passed, by the day in UTC on which the period of a report began.
     *
     * @return days with data, sorted; unmodifiable
     */
    public SortedMap<LocalDate, TrafficCount> byDay() {
        return counts(cell -> true, TrafficCell::day);
    }

    /**
     * How much of one author domain passed, by day.
     *
     * @param authorDomain the domain in From, in lower case
     * @return days with data of that domain, sorted; unmodifiable
     */
    public SortedMap<LocalDate, TrafficCount> byDay(String authorDomain) {
        return counts(cell -> cell.authorDomain().equals(authorDomain), TrafficCell::day);
    }

    /**
     * How much passed, by author domain: the policy domain and subdomains. A subdomain of which nothing passes may be nothing
     * but an invention of a spoofer.
     *
     * @return author domains that were seen, sorted; unmodifiable
     */
    public SortedMap<String, TrafficCount> byAuthorDomain() {
        return counts(cell -> true, TrafficCell::authorDomain);
    }

    /**
     * How much passed, by network of the client.
     *
     * @return networks as in {@link TrafficCell#network()}, sorted; unmodifiable
     */
    public SortedMap<String, TrafficCount> byNetwork() {
        return counts(cell -> true, TrafficCell::network);
    }

    /**
     * How much passed under each published policy, by the day on which a reporter saw it.
     *
     * @return for each day with data the policies as in {@link TrafficCell#policy()}, sorted; unmodifiable
     */
    public SortedMap<LocalDate, SortedMap<String, TrafficCount>> policyTimeline() {
        TreeMap<LocalDate, SortedMap<String, TrafficCount>> timeline = new TreeMap<>();
        cells().forEach((cell, count) -> timeline.computeIfAbsent(cell.day(), day -> new TreeMap<>())
                .merge(cell.policy(), TrafficCount.of(cell, count), TrafficCount::plus));
        timeline.replaceAll((day, policies) -> Collections.unmodifiableSortedMap(policies));
        return Collections.unmodifiableSortedMap(timeline);
    }

    /**
     * Why reporters did not follow the policy.
     *
     * @return messages by the word of the reason, such as {@code mailing_list}; sorted; unmodifiable
     */
    public SortedMap<String, TrafficCount> overrides() {
        return counts(cell -> !cell.override().isEmpty(), TrafficCell::override);
    }

    /**
     * Networks that were not seen before a day. When the summary does not reach further back than the day, all of them.
     *
     * @param since the first day that counts as new
     * @return networks and how much of them passed, sorted; unmodifiable
     */
    public SortedMap<String, TrafficCount> newSources(LocalDate since) {
        Set<String> old = new HashSet<>();
        for (TrafficCell cell : cells().keySet()) {
            if (cell.day().isBefore(since)) {
                old.add(cell.network());
            }
        }
        return counts(cell -> !old.contains(cell.network()), TrafficCell::network);
    }

    /**
     * Subdomains as author domains of messages that passed: those are in use.
     *
     * @return subdomains and how much of them passed, sorted; unmodifiable
     */
    public SortedMap<String, TrafficCount> subdomainsInUse() {
        SortedMap<String, TrafficCount> found = new TreeMap<>(byAuthorDomain());
        found.remove(domain.toString());
        found.values().removeIf(count -> count.passed() == 0);
        return Collections.unmodifiableSortedMap(found);
    }

    /**
     * Days of a period without a single message in any report.
     *
     * @param from the first day
     * @param to the day after the last one
     * @return days in order; empty also when {@code to} is not after {@code from}; unmodifiable
     */
    public List<LocalDate> daysWithoutData(LocalDate from, LocalDate to) {
        Set<LocalDate> seen = byDay().keySet();
        List<LocalDate> missing = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            if (!seen.contains(day)) {
                missing.add(day);
            }
        }
        return List.copyOf(missing);
    }

    private <K extends Comparable<? super K>> SortedMap<K, TrafficCount> counts(
            Predicate<TrafficCell> wanted, Function<TrafficCell, K> key) {
        TreeMap<K, TrafficCount> counts = new TreeMap<>();
        cells().forEach((cell, count) -> {
            if (wanted.test(cell)) {
                counts.merge(key.apply(cell), TrafficCount.of(cell, count), TrafficCount::plus);
            }
        });
        return Collections.unmodifiableSortedMap(counts);
    }

    /**
     * Writes the summary as lines of UTF-8 that end with LF and whose fields are separated by tabs. The first line is
     * {@code mailauth-traffic-1}, the domain, the limit, both overflows (passing, failing) and the ignored messages. Each other
     * line is a cell: its count, then the components of {@link TrafficCell} in their order; truths are {@code y} and {@code n}.
     *
     * @param out where to; is not closed
     * @throws IOException when the stream fails
     */
    public void writeState(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(STATE);
        text.append('\t').append(domain).append('\t').append(limit).append('\t').append(passingOverflow);
        text.append('\t')
                .append(failingOverflow)
                .append('\t')
                .append(ignoredMessages)
                .append('\n');
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        for (var entry : cells().entrySet()) {
            TrafficCell cell = entry.getKey();
            String line = String.join(
                    "\t",
                    Long.toString(entry.getValue()),
                    cell.day().toString(),
                    cell.authorDomain(),
                    cell.network(),
                    cell.reporter(),
                    cell.policy(),
                    cell.dkimAligned() ? "y" : "n",
                    cell.spfAligned() ? "y" : "n",
                    cell.authenticated(),
                    cell.override());
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrafficSummary that
                && domain.equals(that.domain)
                && limit == that.limit
                && cells.equals(that.cells)
                && passingOverflow == that.passingOverflow
                && failingOverflow == that.failingOverflow
                && ignoredMessages == that.ignoredMessages;
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, cells);
    }

    @Override
    public String toString() {
        return "traffic of " + domain + " in " + cells.size() + " cells";
    }

    /** Counts. Not thread-safe. */
    public static final class Builder {
        private final DomainName domain;
        private final int limit;
        private final CellTable passing;
        private final CellTable failing;
        private long ignored;

        private Builder(DomainName domain, int limit) {
            this.domain = Objects.requireNonNull(domain, "domain");
            if (limit < 1) {
                throw new IllegalArgumentException("at least one cell: " + limit);
            }
            this.limit = limit;
            passing = new CellTable(limit);
            failing = new CellTable(limit);
        }

        /**
         * Counts a row; fits as the handler of {@code AggregateReportReader}.
         *
         * @param header of the report
         * @param row of the report
         */
        public void add(AggregateReportHeader header, AggregateRow row) {
            CellMaker.cell(domain, header, row)
                    .ifPresentOrElse(
                            cell -> add(cell, row.count()), () -> ignored = CellTable.sum(ignored, row.count()));
        }

        void add(TrafficCell cell, long count) {
            if (count > 0) {
                (cell.isPass() ? passing : failing).add(cell, count);
            }
        }

        /**
         * Adds what another summary has.
         *
         * @param other of the same domain and limit
         * @return this builder
         * @throws IllegalArgumentException when it is not
         */
        public Builder merge(TrafficSummary other) {
            if (!domain.equals(other.domain) || limit != other.limit) {
                throw new IllegalArgumentException("summaries of another domain or limit cannot be merged");
            }
            other.cells.forEach(this::add);
            passing.addOverflow(other.passingOverflow);
            failing.addOverflow(other.failingOverflow);
            ignored = CellTable.sum(ignored, other.ignoredMessages);
            return this;
        }

        /**
         * Adds what {@link TrafficSummary#writeState} wrote. Takes all of it or, when it throws, nothing. What is read comes from
         * nodes of one's own: there is no limit but that of cells.
         *
         * @param state lines; is not closed
         * @return this builder
         * @throws IOException when the stream fails, or is no state of the same domain and limit
         */
        public Builder mergeState(InputStream state) throws IOException {
            BufferedReader lines = new BufferedReader(new InputStreamReader(state, StandardCharsets.UTF_8));
            String first = lines.readLine();
            String[] start = first == null ? new String[0] : first.split("\t", -1);
            if (start.length != 6
                    || !start[0].equals(STATE)
                    || !start[1].equals(domain.toString())
                    || !start[2].equals(Integer.toString(limit))) {
                throw new IOException("no state of the same domain and limit");
            }
            Builder read = new Builder(domain, limit);
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    read.addLine(line.split("\t", -1));
                }
                read.passing.addOverflow(count(start[3]));
                read.failing.addOverflow(count(start[4]));
                read.ignored = count(start[5]);
            } catch (DateTimeException | IllegalArgumentException broken) {
                throw new IOException("broken state", broken);
            }
            return merge(read.build());
        }

        private void addLine(String[] fields) {
            if (fields.length != 10) {
                throw new IllegalArgumentException("a cell has ten fields");
            }
            add(
                    new TrafficCell(
                            LocalDate.parse(fields[1]),
                            fields[2],
                            fields[3],
                            fields[4],
                            fields[5],
                            fields[6].equals("y"),
                            fields[7].equals("y"),
                            fields[8],
                            fields[9]),
                    count(fields[0]));
        }

        private static long count(String text) {
            long count = Long.parseLong(text);
            if (count < 0) {
                throw new IllegalArgumentException("negative count");
            }
            return count;
        }

        /**
         * The summary of what was counted so far.
         *
         * @return a summary
         */
        public TrafficSummary build() {
            return new TrafficSummary(this);
        }
    }
}
