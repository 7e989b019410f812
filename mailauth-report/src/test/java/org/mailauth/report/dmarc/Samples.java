package org.mailauth.report.dmarc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mailauth.Problem;

/** Reports and what carries them, made of texts. */
final class Samples {
    static final String START = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"><version>1.0</version>"
            + "<report_metadata><org_name>Example</org_name><email>dmarc@example.net</email>"
            + "<report_id>r1</report_id><date_range><begin>1800000000</begin><end>1800086399</end></date_range>"
            + "</report_metadata><policy_published><domain>example.com</domain><p>reject</p></policy_published>";
    static final String END = "</feedback>";

    private Samples() {}

    static String row(String sourceIp, String count) {
        return "<record><row><source_ip>" + sourceIp + "</source_ip><count>" + count + "</count>"
                + "<policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf>"
                + "</policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers>"
                + "<auth_results><dkim><domain>example.com</domain><selector>s</selector><result>pass</result></dkim>"
                + "</auth_results></record>";
    }

    static String report(int rows) {
        StringBuilder text = new StringBuilder(START);
        for (int number = 0; number < rows; number++) {
            text.append(row("192.0.2." + number % 256, "" + (number + 1)));
        }
        return text.append(END).toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(octets);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] zip(List<byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int at = 0; at < files.size(); at++) {
                zip.putNextEntry(new ZipEntry("file" + at));
                zip.write(files.get(at));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A mail with one part of this type. */
    static byte[] mail(String type, byte[] part) {
        return utf8("From: a@example.net\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
                + "A report: it is below.\r\n--b\r\nContent-Type: " + type
                + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(part) + "\r\n--b--\r\n");
    }

    /** What came of reading octets. */
    record Outcome(List<AggregateReportReading> readings, List<AggregateRow> rows) {
        AggregateReportReading only() {
            if (readings.size() != 1) {
                throw new AssertionError("not one report but " + readings.size());
            }
            return readings.get(0);
        }

        List<String> codes() {
            return readings.stream()
                    .flatMap(reading -> reading.problems().stream())
                    .map(Problem::code)
                    .distinct()
                    .toList();
        }
    }

    static Outcome read(byte[] octets) throws ReportFormatException {
        return read(AggregateReportReader.withDefaultLimits(), octets);
    }

    static Outcome read(AggregateReportReader reader, byte[] octets) throws ReportFormatException {
        List<AggregateRow> rows = new ArrayList<>();
        List<AggregateReportReading> readings = reader.read(octets, (header, row) -> rows.add(row));
        return new Outcome(readings, rows);
    }
}
