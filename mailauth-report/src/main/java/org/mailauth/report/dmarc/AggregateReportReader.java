package org.mailauth.report.dmarc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads DMARC aggregate reports of strangers, of RFC 9990 and of RFC 7489 Appendix C, in memory that does not grow with them:
 * rows are handed over one by one.
 *
 * <p>Takes XML in any encoding that it names, gzip, ZIP, and mails that carry one of them, in each other up to a limit; the first
 * octets tell which, and not what names or media types claim. What is no report in a container is passed over. Document type
 * declarations are passed over, and no entity of theirs is ever resolved.
 *
 * <p>Real reports deviate from the standards. What can be read is read: every deviation is a problem of the
 * {@linkplain AggregateReportReading reading} beside the data. A row without an address or a count that make sense is left out,
 * and a problem says so. What is cut off, broken or beyond a limit costs what comes behind it, and no more.
 * {@linkplain #strict() In strict mode} nothing may deviate.
 *
 * <p>All texts are those of strangers: escape them for what they are shown in. Immutable and thread-safe; no argument may be
 * null.
 */
public final class AggregateReportReader {
    private final ReportLimits limits;
    private final boolean strict;

    private AggregateReportReader(ReportLimits limits, boolean strict) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.strict = strict;
    }

    /**
     * A reader with {@link ReportLimits#defaults()}.
     *
     * @return a tolerant reader
     */
    public static AggregateReportReader withDefaultLimits() {
        return new AggregateReportReader(ReportLimits.defaults(), false);
    }

    /**
     * A reader with limits of one's own.
     *
     * @param limits how much is read
     * @return a tolerant reader
     */
    public static AggregateReportReader withLimits(ReportLimits limits) {
        return new AggregateReportReader(limits, false);
    }

    /**
     * A reader with the same limits that refuses a file with any problem (RFC 9990 §3.1.1: what is not valid should be
     * discarded). It sees some problems only behind rows: whoever collects rows throws them away when the call throws.
     *
     * @return a strict reader
     */
    public AggregateReportReader strict() {
        return new AggregateReportReader(limits, true);
    }

    /**
     * Reads every report in a file.
     *
     * @param file the file
     * @param handler takes the rows; what it throws ends the call
     * @return one for each report, in the order of the file, at least one
     * @throws ReportFormatException when there is no report in it, or, in strict mode, one with a problem
     * @throws IOException when the file cannot be read
     */
    public List<AggregateReportReading> read(Path file, AggregateRowHandler handler) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, handler);
        }
    }

    /**
     * Reads every report in octets.
     *
     * @param octets a report or what carries one
     * @param handler takes the rows; what it throws ends the call
     * @return one for each report, in the order of the octets, at least one
     * @throws ReportFormatException when there is no report in them, or, in strict mode, one with a problem
     */
    public List<AggregateReportReading> read(byte[] octets, AggregateRowHandler handler) throws ReportFormatException {
        try {
            return read(new ByteArrayInputStream(octets), handler);
        } catch (ReportFormatException unusable) {
            throw unusable;
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can be read", impossible);
        }
    }

    /**
     * Reads every report in a stream, which is not closed. A call blocks as long as the stream does.
     *
     * @param in a report or what carries one
     * @param handler takes the rows; what it throws ends the call
     * @return one for each report, in the order of the stream, at least one
     * @throws ReportFormatException when there is no report in it, or, in strict mode, one with a problem
     * @throws IOException when the stream fails
     */
    public List<AggregateReportReading> read(InputStream in, AggregateRowHandler handler) throws IOException {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(handler, "handler");
        return new ReadRun(limits, strict, handler).read(in);
    }
}
