package org.mailauth.benchmarks.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import org.mailauth.DomainName;
import org.mailauth.report.advice.TrafficSummary;
import org.mailauth.report.dmarc.AggregateReportReader;
import org.mailauth.report.dmarc.ReportFormatException;

/**
 * Reads reports into one summary, which it holds. No two are the same: there is one for each of 90 days about the same
 * network, then 90 about the next, so that each report is one more cell to remember, until the summary's limit.
 */
final class SummedReports implements Operation {
    private static final int DAYS = 90;
    private static final long FIRST_DAY = 1_796_000_400;
    private static final int DAY_SECONDS = 86_400;

    private final AggregateReportReader reader = AggregateReportReader.withDefaultLimits();
    private final DomainName domain = DomainName.of("example.com");
    private final byte[] report = ReportRows.report();
    private final int begin = text().indexOf("<begin>") + "<begin>".length();
    private final int end = text().indexOf("<end>") + "<end>".length();
    private final int reports;
    private TrafficSummary summary = TrafficSummary.builder(domain).build();

    SummedReports(int reports) {
        this.reports = reports;
    }

    @Override
    public boolean run() throws ReportFormatException {
        TrafficSummary.Builder builder = TrafficSummary.builder(domain);
        for (int i = 0; i < reports; i++) {
            number(i);
            reader.read(report, builder::add);
        }
        summary = builder.build();
        long counted =
                summary.cells().values().stream().mapToLong(count -> count).sum() + summary.passingOverflow();
        return counted == 3L * ReportRows.ROWS * reports && summary.ignoredMessages() == 0;
    }

    @Override
    public boolean holds() {
        return true;
    }

    private String text() {
        return new String(report, ISO_8859_1);
    }

    /** Makes the report that of another day, or of other networks, in place. */
    private void number(int i) {
        long from = FIRST_DAY + (long) (i % DAYS) * DAY_SECONDS;
        put(begin, Long.toString(from));
        put(end, Long.toString(from + DAY_SECONDS - 1));
        String networks = HexFormat.of().toHexDigits((short) (i / DAYS));
        for (int at = indexOfNetworks(0); at >= 0; at = indexOfNetworks(at)) {
            put(at, networks);
        }
    }

    /** Behind a place, where the digits that number the networks stand; negative when there are none. */
    private int indexOfNetworks(int from) {
        int sourceLength = "2001:db8:".length();
        for (int at = from; at + sourceLength < report.length; at++) {
            if (report[at] == '2' && report[at + 3] == '1' && report[at + 4] == ':' && report[at + 5] == 'd') {
                return at + sourceLength;
            }
        }
        return -1;
    }

    private void put(int at, String digits) {
        byte[] octets = digits.getBytes(ISO_8859_1);
        System.arraycopy(octets, 0, report, at, octets.length);
    }
}
