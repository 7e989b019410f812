package org.mailauth.report.dmarc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.mailauth.Problem;

/**
 * Writes DMARC aggregate reports as RFC 9990 has them: XML in UTF-8 that is valid by the schema of its Appendix A.
 *
 * <p>Texts are escaped and cannot become markup. The same report gives the same XML. {@code pct}, which RFC 9990 no longer has,
 * is left out; anything else that it does not have makes a report one that cannot be written. What is written reads back as the
 * same report. Stateless and thread-safe; no argument may be null.
 */
public final class AggregateReportWriter {
    private AggregateReportWriter() {}

    /**
     * What keeps a report from being one of RFC 9990.
     *
     * @param report any report, such as one that was read
     * @return empty when it can be written; else the first problems, not more than 100
     */
    public static List<Problem> problems(AggregateReport report) {
        return WritableCheck.of(report);
    }

    /**
     * Writes a report as XML.
     *
     * @param report a report without {@linkplain #problems(AggregateReport) problems}
     * @param out where to; is not closed
     * @throws IOException when the stream fails
     * @throws IllegalArgumentException naming the first problem, when the report has one
     */
    public static void write(AggregateReport report, OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out");
        List<Problem> problems = problems(report);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("report cannot be written: " + problems.get(0));
        }
        XmlReport.write(report, out);
    }

    /**
     * The report as XML.
     *
     * @param report a report without {@linkplain #problems(AggregateReport) problems}
     * @return octets in UTF-8
     * @throws IllegalArgumentException naming the first problem, when the report has one
     */
    public static byte[] toXml(AggregateReport report) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            write(report, octets);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return octets.toByteArray();
    }

    /**
     * The report as XML, compressed: media type {@code application/gzip} (RFC 9990 §3.5.2).
     *
     * @param report a report without {@linkplain #problems(AggregateReport) problems}
     * @return octets of one gzip member
     * @throws IllegalArgumentException naming the first problem, when the report has one
     */
    public static byte[] toGzip(AggregateReport report) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(octets)) {
            write(report, gzip);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return octets.toByteArray();
    }
}
