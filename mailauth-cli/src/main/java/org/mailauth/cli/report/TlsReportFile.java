package org.mailauth.cli.report;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.report.internal.mail.MailParts;
import org.mailauth.tlsrpt.TlsReport;
import org.mailauth.tlsrpt.TlsReportReader;

/**
 * Finds the TLS reports in a file, which is one, plain or compressed, or a mail that carries some (RFC 8460 §5.3). The first
 * octets tell which, since names and media types may say anything. Not thread-safe.
 */
final class TlsReportFile {
    /** Octets of a mail: base64 makes a third more of the largest report that is read. */
    private static final long MAX_MAIL = 32 << 20;
    /** Parts of a mail that are looked at; an honest one has two or three. */
    private static final int MAX_PARTS = 100;
    /** Enough blanks before a JSON text, and all of a field name. */
    private static final int PREFIX = 1024;

    private final TlsReportReader reader = TlsReportReader.withDefaults();
    private final ReportHandler reports;
    private final Consumer<String> warnings;
    private long found;
    private String unusable = "";

    private TlsReportFile(ReportHandler reports, Consumer<String> warnings) {
        this.reports = reports;
        this.warnings = warnings;
    }

    /** Takes a report. */
    @FunctionalInterface
    interface ReportHandler {
        /** Takes a report that has so many deviations. */
        void report(TlsReport report, long problems);
    }

    /** What a part or file starts like. */
    private enum Kind {
        REPORT,
        MAIL,
        OTHER
    }

    /**
     * Reads a file.
     *
     * @param reports takes each report
     * @param warnings takes what is not as it should be, but costs nothing that was read
     * @throws IOException when there is no report in it
     */
    static void read(InputStream in, ReportHandler reports, Consumer<String> warnings) throws IOException {
        new TlsReportFile(reports, warnings).read(in);
    }

    private void read(InputStream in) throws IOException {
        InputStream content = new BufferedInputStream(in);
        if (kind(content) == Kind.MAIL) {
            mail(content);
        } else {
            report(content);
        }
        if (found == 0) {
            throw new IOException(unusable.isEmpty() ? "there is no TLS report in it" : unusable);
        }
        if (!unusable.isEmpty()) {
            warnings.accept(unusable);
        }
    }

    private void mail(InputStream mail) {
        try {
            MailParts.End end = MailParts.read(mail, MAX_MAIL, true, (number, type, decoded) -> {
                if (number > MAX_PARTS) {
                    return false;
                }
                InputStream part = new BufferedInputStream(decoded);
                // What says that it is a report is told when it is none; other parts are passed over.
                if (type.startsWith("application/tlsrpt+") || (isGeneric(type) && kind(part) == Kind.REPORT)) {
                    report(part);
                }
                return true;
            });
            if (end != MailParts.End.ALL) {
                note("the mail has too many parts; what is behind them is left out");
            }
        } catch (IOException broken) {
            note("the mail cannot be read to its end: " + broken.getMessage());
        }
    }

    /** Media types that real reporters use in place of those of RFC 8460 §6. */
    private static boolean isGeneric(String type) {
        return switch (type) {
            case "application/json",
                    "application/gzip",
                    "application/x-gzip",
                    "application/octet-stream",
                    "application/tlsrpt" -> true;
            default -> false;
        };
    }

    private void report(InputStream content) throws IOException {
        Parsed<TlsReport> parsed = reader.read(content);
        if (parsed.value().isEmpty()) {
            parsed.problems().stream().map(Problem::text).findFirst().ifPresent(this::note);
            return;
        }
        found++;
        reports.report(parsed.value().get(), parsed.problems().size());
    }

    private void note(String sentence) {
        if (unusable.isEmpty()) {
            unusable = sentence;
        }
    }

    private static Kind kind(InputStream content) throws IOException {
        content.mark(PREFIX);
        byte[] head = content.readNBytes(PREFIX);
        content.reset();
        if (head.length > 1 && head[0] == 0x1F && head[1] == (byte) 0x8B) {
            return Kind.REPORT;
        }
        int at = 0;
        while (at < head.length && head[at] >= 0 && head[at] <= ' ') {
            at++;
        }
        if (at < head.length && head[at] == '{') {
            return Kind.REPORT;
        }
        return isField(head) ? Kind.MAIL : Kind.OTHER;
    }

    /** RFC 5322 §2.2: a name of printable characters, and a colon. */
    private static boolean isField(byte[] head) {
        int at = 0;
        while (at < head.length && head[at] > ' ' && head[at] < 0x7F && head[at] != ':') {
            at++;
        }
        return at > 0 && at < head.length && head[at] == ':';
    }
}
