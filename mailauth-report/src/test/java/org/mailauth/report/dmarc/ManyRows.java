package org.mailauth.report.dmarc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads one report with as many rows as the argument says, made while it is read; run by {@link ManyRowsTest} in a JVM whose
 * memory is a small part of that.
 */
final class ManyRows {
    private ManyRows() {}

    /** A report that lies nowhere as a whole. */
    private static final class Large extends InputStream {
        private final long rows;
        private byte[] piece = Samples.START.getBytes(StandardCharsets.US_ASCII);
        private int at;
        private long next;

        Large(long rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (at == piece.length) {
                if (next > rows) {
                    return -1;
                }
                String text = next == rows ? Samples.END : Samples.row(address(next), "3");
                piece = text.getBytes(StandardCharsets.US_ASCII);
                at = 0;
                next++;
            }
            int length = Math.min(count, piece.length - at);
            System.arraycopy(piece, at, target, offset, length);
            at += length;
            return length;
        }

        private static String address(long number) {
            return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
        }
    }

    /**
     * Reads the report and tells what came of it.
     *
     * @param arguments how many rows
     * @throws IOException when it cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        long rows = Long.parseLong(arguments[0]);
        ReportLimits limits = ReportLimits.defaults()
                .withRows(Long.MAX_VALUE)
                .withInputOctets(Long.MAX_VALUE)
                .withReportOctets(Long.MAX_VALUE);
        long[] passed = new long[1];
        List<AggregateReportReading> readings = AggregateReportReader.withLimits(limits)
                .strict()
                .read(new Large(rows), (header, row) -> passed[0] += row.isPass() ? row.count() : 0);
        AggregateReportReading reading = readings.get(0);
        System.out.println(reading.rowCount() + " " + reading.messageCount() + " " + passed[0]);
    }
}
