package org.mailauth.benchmarks.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.mailauth.report.dmarc.AggregateReportReader;

/** Reading of aggregate reports; units are rows. */
final class ReportRows {
    static final String GROUP = "reports";

    static final int ROWS = 20;

    private static final int MOST = 100_000;

    private ReportRows() {}

    static void addTo(List<Row> rows) {
        for (int reports : new int[] {10, 1000}) {
            rows.add(row("read", reports, () -> read(reports)));
            rows.add(row("sum up", reports, () -> new SummedReports(reports)));
        }
        rows.add(row("read", MOST, () -> read(MOST)).doneOnceAfter(() -> read(1000)));
        rows.add(row("sum up", MOST, () -> new SummedReports(MOST)).doneOnceAfter(() -> new SummedReports(1000)));
    }

    private static Row row(String does, int reports, Operation.Setup setup) {
        return new Row(GROUP, does + " " + reports + " reports", Row.MAILAUTH, (long) ROWS * reports, setup);
    }

    private static Operation read(int reports) {
        byte[] report = report();
        AggregateReportReader reader = AggregateReportReader.withDefaultLimits();
        return () -> {
            AtomicLong messages = new AtomicLong();
            for (int i = 0; i < reports; i++) {
                reader.read(report, (header, row) -> messages.addAndGet(row.count()));
            }
            return messages.get() == 3L * ROWS * reports;
        };
    }

    /** A report whose sources are {@code 2001:db8:0000:NNNN::1}, N being the number of the row. */
    static byte[] report() {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <feedback>
                  <version>1.0</version>
                  <report_metadata>
                    <org_name>Example Net</org_name>
                    <email>dmarc@example.net</email>
                    <report_id>4711</report_id>
                    <date_range><begin>1796000400</begin><end>1796086799</end></date_range>
                  </report_metadata>
                  <policy_published>
                    <domain>example.com</domain><adkim>r</adkim><aspf>r</aspf><p>none</p><sp>none</sp><pct>100</pct>
                  </policy_published>
                """);
        for (int i = 0; i < ROWS; i++) {
            xml.append("""
                      <record>
                        <row>
                          <source_ip>2001:db8:0000:%s::1</source_ip>
                          <count>3</count>
                          <policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>pass</spf></policy_evaluated>
                        </row>
                        <identifiers><header_from>example.com</header_from></identifiers>
                        <auth_results>
                          <dkim><domain>example.com</domain><selector>s1</selector><result>pass</result></dkim>
                          <spf><domain>example.com</domain><scope>mfrom</scope><result>pass</result></spf>
                        </auth_results>
                      </record>
                    """.replace("%s", HexFormat.of().toHexDigits((short) i)));
        }
        return xml.append("</feedback>\n").toString().getBytes(UTF_8);
    }
}
