package org.mailauth.report.dmarc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mailauth.DomainName;
import org.mailauth.SmtpSession;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.internal.net.IpLiteral;

/**
 * Counts what a receiver saw in a period, and makes the reports about it: one for each DMARC Policy Domain and each policy that
 * it published meanwhile (RFC 9990 §3.1.2), with one row for all messages that differ in nothing that a row says.
 *
 * <p>Many nodes can count, and one can write: builders of the same reporter and period {@linkplain #merge merge}, in any order and
 * any grouping to the same. {@linkplain #writeState The state} goes to a file or over a network as a ZIP archive of RFC 9990
 * reports.
 *
 * <p>A message is counted when its author domain has a record that asks for reports ({@code rua}), its outcome is not to be
 * deferred (it comes again) or ambiguous, and its client is known. Of what DKIM and SPF found, whatever went into the evaluation
 * is reported, except HELO and signatures without a selector. Whether a destination of reports wants them, and where they go, is
 * said by {@code ReportDestination} and {@code ExternalDestinations} of mailauth-dmarc.
 *
 * <p>Rows are held in memory, and strangers decide how many there are: whoever counts for long looks at {@link #rowCount()} and
 * begins another period in time. Not thread-safe.
 */
public final class AggregateReportBuilder {
    private final Reporter reporter;
    private final Instant begin;
    private final Instant end;
    /** Rows with a count of zero are the keys: they are the same when their messages differ in nothing. */
    private final Map<PolicyPublished, Map<AggregateRow, Long>> groups = new HashMap<>();

    private AggregateReportBuilder(Reporter reporter, Instant begin, Instant end) {
        this.reporter = Objects.requireNonNull(reporter, "reporter");
        this.begin = begin.truncatedTo(ChronoUnit.SECONDS);
        this.end = end.truncatedTo(ChronoUnit.SECONDS);
        if (begin.getEpochSecond() < 0 || end.isBefore(begin)) {
            throw new IllegalArgumentException("the period must begin after 1970 and before it ends");
        }
    }

    /**
     * Begins to count.
     *
     * @param reporter who reports
     * @param begin first second of the period, normally of a day in UTC
     * @param end last second of the period
     * @return a builder that has counted nothing
     */
    public static AggregateReportBuilder of(Reporter reporter, Instant begin, Instant end) {
        return new AggregateReportBuilder(reporter, begin, end);
    }

    /**
     * Counts a message.
     *
     * @param evaluation what came of DMARC, with {@link DmarcEvaluation#withOverride what was done instead}, if anything was
     * @param session what the client said
     * @return whether the message is one that reports speak of
     */
    public boolean add(DmarcEvaluation evaluation, SmtpSession session) {
        return add(evaluation, session, Optional.empty());
    }

    /**
     * Counts a message, and tells the owner of the domain which domain it was sent to.
     *
     * @param evaluation what came of DMARC, with {@link DmarcEvaluation#withOverride what was done instead}, if anything was
     * @param session what the client said
     * @param envelopeTo the domain of the recipients
     * @return whether the message is one that reports speak of
     */
    public boolean add(DmarcEvaluation evaluation, SmtpSession session, DomainName envelopeTo) {
        return add(evaluation, session, Optional.of(envelopeTo));
    }

    private boolean add(DmarcEvaluation evaluation, SmtpSession session, Optional<DomainName> envelopeTo) {
        Optional<AggregateRow> row = RowMaker.row(evaluation, session, envelopeTo);
        if (row.isEmpty()
                || evaluation.policyDomain().isEmpty()
                || evaluation.record().isEmpty()) {
            return false;
        }
        add(
                PolicyPublished.of(
                        evaluation.policyDomain().get(), evaluation.record().get(), evaluation.mode()),
                row.get());
        return true;
    }

    private void add(PolicyPublished policy, AggregateRow row) {
        groups.computeIfAbsent(policy, none -> new HashMap<>())
                .merge(row.withCount(0), row.count(), AggregateReport::saturatedSum);
    }

    /**
     * Adds what another builder has counted, which stays as it is.
     *
     * @param other of the same reporter and the same period
     * @throws IllegalArgumentException when it is not
     */
    public void merge(AggregateReportBuilder other) {
        if (!reporter.equals(other.reporter) || !begin.equals(other.begin) || !end.equals(other.end)) {
            throw new IllegalArgumentException("builders of another reporter or period cannot be merged");
        }
        // A copy, since the other may be this one.
        List<AggregateReport> added = other.build();
        for (AggregateReport report : added) {
            report.rows().forEach(row -> add(report.header().policyPublished(), row));
        }
    }

    /**
     * How many rows the reports would have.
     *
     * @return zero when nothing was counted
     */
    public long rowCount() {
        return groups.values().stream().mapToLong(Map::size).sum();
    }

    /**
     * The reports about what was counted so far, and the same for the same counts in whatever order they came: sorted by
     * domain, policy and row, each with a {@code report_id} of its own, made of reporter, period and policy.
     *
     * @return one for each domain and policy, each with at least one row; empty when nothing was counted
     */
    public List<AggregateReport> build() {
        List<AggregateReport> reports = new ArrayList<>();
        List<PolicyPublished> policies = new ArrayList<>(groups.keySet());
        policies.sort(Comparator.comparing(PolicyPublished::domain).thenComparing(PolicyPublished::toString));
        for (PolicyPublished policy : policies) {
            ReportMetadata metadata = new ReportMetadata(
                    reporter.orgName(),
                    reporter.email(),
                    reporter.extraContactInfo(),
                    reportId(policy),
                    Optional.of(begin),
                    Optional.of(end),
                    List.of(),
                    reporter.generator());
            reports.add(new AggregateReport(AggregateReportHeader.of(metadata, policy), rows(policy)));
        }
        return List.copyOf(reports);
    }

    /** A row with what it is sorted by. */
    private record Sorted(String key, AggregateRow row) {}

    private List<AggregateRow> rows(PolicyPublished policy) {
        List<Sorted> sorted = new ArrayList<>();
        groups.getOrDefault(policy, Map.of()).forEach((key, count) -> {
            String text = IpLiteral.format(key.sourceIp())
                    + ' '
                    + key.identifiers()
                    + key.policyEvaluated()
                    + key.authResults();
            sorted.add(new Sorted(text, key.withCount(count)));
        });
        sorted.sort(Comparator.comparing(Sorted::key));
        return sorted.stream().map(Sorted::row).toList();
    }

    /** RFC 9990 §3.5.1: letters and digits only, so that it can stand in a file name as well. */
    private String reportId(PolicyPublished policy) {
        String all = reporter + "\n" + begin + "\n" + end + "\n" + policy;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Writes what was counted: a ZIP archive with one report of RFC 9990 for each of {@link #build()}, without any other file.
     * The same counts give the same reports in the same order.
     *
     * @param out where to; is not closed
     * @throws IOException when the stream fails
     */
    public void writeState(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        int number = 0;
        for (AggregateReport report : build()) {
            number++;
            ZipEntry entry = new ZipEntry(number + ".xml");
            // The first time that ZIP knows, in no zone: the archive says nothing of when and where it was made.
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(entry);
            AggregateReportWriter.write(report, zip);
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }

    /**
     * Adds what {@link #writeState} wrote. Takes all of it or, when it throws, nothing. Reads without limits: what is read comes
     * from nodes of one's own.
     *
     * @param state a ZIP archive of reports; is not closed
     * @throws ReportFormatException when it is none, deviates from RFC 9990 or is of another reporter or period
     * @throws IOException when the stream fails
     */
    public void mergeState(InputStream state) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(state);
        buffered.mark(4);
        byte[] start = buffered.readNBytes(4);
        buffered.reset();
        boolean zip = start.length == 4 && start[0] == 'P' && start[1] == 'K';
        if (zip && start[2] == 5) {
            return; // An archive without files: nothing was counted.
        }
        AggregateReportBuilder read = new AggregateReportBuilder(reporter, begin, end);
        ReportLimits limits = new ReportLimits(
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                1,
                Long.MAX_VALUE,
                32,
                Integer.MAX_VALUE,
                1);
        List<AggregateReportReading> readings = AggregateReportReader.withLimits(limits)
                .strict()
                .read(buffered, (header, row) -> read.add(header.policyPublished(), row));
        for (AggregateReportReading reading : readings) {
            if (!isOurs(reading.header())) {
                throw new ReportFormatException(
                        Finding.OTHER_STATE.problem("the state is one of another reporter or period"));
            }
        }
        merge(read);
    }

    private boolean isOurs(AggregateReportHeader header) {
        ReportMetadata metadata = header.metadata();
        return header.shape() == ReportShape.RFC9990
                && metadata.orgName().equals(reporter.orgName())
                && metadata.email().equals(reporter.email())
                && metadata.begin().equals(Optional.of(begin))
                && metadata.end().equals(Optional.of(end))
                && metadata.reportId().equals(reportId(header.policyPublished()));
    }

    @Override
    public String toString() {
        return "rows for " + groups.size() + " policies: " + rowCount();
    }
}
