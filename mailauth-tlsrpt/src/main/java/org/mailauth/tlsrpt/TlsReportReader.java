package org.mailauth.tlsrpt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/**
 * Reads reports of strangers (RFC 8460 §4): JSON, plain or compressed by gzip, which the first octets tell.
 *
 * <p>Every field may be missing, null or of another kind than the RFC says: what can be understood is kept, and each deviation
 * is a {@link Problem} beside it, with its place in the (expanded) octets; at most 200 are kept. A report is unusable, which
 * is a value and no exception, when it is no JSON object in UTF-8, ends too early, is broken gzip, or goes beyond a
 * {@linkplain TlsReportLimits limit}. Fields that RFC 8460 does not know are named and skipped. Nothing is known about who
 * wrote a report: one that came by mail must be ignored unless a DKIM signature of its sender holds (RFC 8460 §3).
 *
 * <p>Immutable and thread-safe.
 */
public final class TlsReportReader {
    private static final int MAX_NAME = 1000;
    private static final int MAX_NUMBER = 100;
    private static final int BUFFER = 8192;
    private static final String JSON_RULE = "RFC 8460 §4.4";

    private final TlsReportLimits limits;
    private final JsonFactory json;

    private TlsReportReader(TlsReportLimits limits) {
        this.limits = limits;
        this.json = new JsonFactoryBuilder()
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxTextLength())
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_NUMBER)
                        .build())
                .build();
    }

    /**
     * A reader with the default limits.
     *
     * @return a reader to be shared
     */
    public static TlsReportReader withDefaults() {
        return new TlsReportReader(TlsReportLimits.defaults());
    }

    /**
     * A reader with limits of one's own.
     *
     * @param limits how much is read
     * @return a reader to be shared
     */
    public static TlsReportReader within(TlsReportLimits limits) {
        return new TlsReportReader(Objects.requireNonNull(limits, "limits"));
    }

    /**
     * Reads a report in memory.
     *
     * @param octets JSON, plain or compressed
     * @return the report beside its deviations, or why it is unusable
     */
    public Parsed<TlsReport> read(byte[] octets) {
        try {
            return read(new ByteArrayInputStream(octets));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot fail to be read", impossible);
        }
    }

    /**
     * Reads a report to the end of a stream.
     *
     * @param in JSON, plain or compressed; it is not closed
     * @return the report beside its deviations, or why it is unusable
     * @throws IOException when {@code in} does; never for what the octets are
     */
    public Parsed<TlsReport> read(InputStream in) throws IOException {
        SourceStream source = new SourceStream(Objects.requireNonNull(in, "in"), limits.maxOctets());
        try {
            byte[] head = source.readNBytes(4);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), source);
            boolean compressed = head.length > 1 && head[0] == 0x1F && head[1] == (byte) 0x8B;
            if (!compressed) {
                return parse(whole, source);
            }
            // Closed for the memory that decompression holds; the user's stream stays open.
            try (GZIPInputStream gzip = new GZIPInputStream(whole, BUFFER)) {
                Parsed<TlsReport> report = parse(gzip, source);
                // The decompression takes a failure in the header of a further member for the end.
                source.rethrowFailure();
                return report;
            }
        } catch (UnreadableException e) {
            return Parsed.unusable(e.problem());
        } catch (StreamConstraintsException e) {
            return Parsed.unusable(
                    Problem.of("tlsrpt.limit", "", "the report is nested too deep or has too long a text"));
        } catch (JsonProcessingException e) {
            return Parsed.unusable(brokenJson(e));
        } catch (IOException e) {
            source.rethrowFailure();
            // Only decompression is left.
            return Parsed.unusable(
                    Problem.of("tlsrpt.gzip", "RFC 8460 §5.2", "the compressed report is broken or cut off"));
        }
    }

    private Parsed<TlsReport> parse(InputStream expanded, SourceStream source) throws IOException {
        InputStream bounded = new ExpandedStream(expanded, source, limits);
        byte[] head = bounded.readNBytes(4);
        requireUtf8(head);
        try (JsonParser parser = json.createParser(new SequenceInputStream(new ByteArrayInputStream(head), bounded))) {
            ReportParser report = new ReportParser(parser, limits);
            if (head.length > 2 && head[0] == (byte) 0xEF) {
                report.finding("tlsrpt.byte-order-mark", "RFC 8259 §8.1", "the text starts with a byte order mark");
            }
            return report.read();
        }
    }

    /** Other encodings, which the JSON parser would read, have a NUL or a mark of their own among the first octets. */
    private static void requireUtf8(byte[] head) throws IOException {
        for (byte octet : head) {
            // RFC 7493 §2.1: I-JSON is UTF-8.
            if (octet == 0 || octet == (byte) 0xFE || octet == (byte) 0xFF) {
                throw new UnreadableException(
                        Problem.at(0, "tlsrpt.encoding", "RFC 7493 §2.1", "the report is no text in UTF-8"));
            }
        }
    }

    private static Problem brokenJson(JsonProcessingException e) {
        long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
        String sentence = "the report is no JSON text, or not all of one";
        return offset < 0
                ? Problem.of("tlsrpt.json", JSON_RULE, sentence)
                : Problem.at(offset, "tlsrpt.json", JSON_RULE, sentence);
    }
}
