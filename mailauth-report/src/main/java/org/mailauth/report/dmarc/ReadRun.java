package org.mailauth.report.dmarc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.report.internal.mail.MailParts;

/** One call of the reader: goes through containers and reads every report in them. Not thread-safe. */
final class ReadRun {
    private static final int BUFFER = 8192;

    private final Quota quota;
    private final boolean strict;
    private final AggregateRowHandler handler;
    private final List<ReportParser> reports = new ArrayList<>();
    private final Findings containers;
    private final List<Problem> unusable = new ArrayList<>();
    private boolean nothingLeft;

    ReadRun(ReportLimits limits, boolean strict, AggregateRowHandler handler) {
        this.quota = new Quota(limits);
        this.strict = strict;
        this.handler = handler;
        this.containers = new Findings(limits.problems());
    }

    List<AggregateReportReading> read(InputStream in) throws IOException {
        SourceStream source = new SourceStream(in);
        BoundedStream bounded = BoundedStream.input(source, quota.limits());
        member(Content.of(bounded), "", 0, true);
        source.rethrowFailure();
        containers.addIfAny(bounded.problem());
        if (reports.isEmpty()) {
            throw new ReportFormatException(whyNone());
        }
        unusable.stream().filter(ReadRun::isReport).forEach(containers::add);
        List<AggregateReportReading> readings = new ArrayList<>();
        for (ReportParser report : reports) {
            // What is wrong with the container is said with the last report, the one it may have cut off.
            boolean last = readings.size() == reports.size() - 1;
            readings.add(report.reading(last ? containers.list() : List.of()));
        }
        refuseProblems(readings);
        return List.copyOf(readings);
    }

    /** A limit or broken compression explains more than the XML that it cut off. */
    private Problem whyNone() {
        List<Problem> why = containers.list();
        if (!why.isEmpty()) {
            return why.get(0);
        }
        return unusable.stream()
                .filter(ReadRun::isReport)
                .findFirst()
                .orElseGet(() -> Finding.NOT_A_REPORT.problem("there is no aggregate report in it"));
    }

    /** Whether a member would have been a report; other XML is nobody's problem. */
    private static boolean isReport(Problem problem) {
        return !problem.code().equals(Finding.NOT_A_REPORT.code());
    }

    private void refuseProblems(List<AggregateReportReading> readings) throws ReportFormatException {
        for (AggregateReportReading reading : readings) {
            if (strict && !reading.problems().isEmpty()) {
                throw new ReportFormatException(reading.problems().get(0));
            }
        }
    }

    /** Reads whatever content is; what is no report and holds none is passed over. */
    private void member(Content content, String name, int nesting, boolean mayBeMail) throws ReportFormatException {
        Content.Kind kind = content.kind();
        boolean container = kind == Content.Kind.GZIP || kind == Content.Kind.ZIP || kind == Content.Kind.MAIL;
        if (container && nesting >= quota.limits().nesting()) {
            containers.add(
                    Finding.LIMIT_NESTING,
                    "there are more than " + quota.limits().nesting() + " containers in each other");
            return;
        }
        switch (kind) {
            case XML -> report(content, name);
            case GZIP -> gzip(content, name, nesting);
            case ZIP -> zip(content, name, nesting);
            case MAIL -> {
                if (mayBeMail) {
                    mail(content, name, nesting);
                }
            }
            case OTHER -> {}
        }
    }

    private void report(Content content, String name) throws ReportFormatException {
        ReportParser parser = new ReportParser(content, name, quota.limits(), strict, handler);
        Problem problem = parser.parse();
        if (problem == null) {
            reports.add(parser);
        } else {
            unusable.add(problem);
        }
    }

    private void gzip(Content content, String name, int nesting) throws ReportFormatException {
        CountingStream compressed = new CountingStream(content.stream());
        try (GZIPInputStream gzip = new GZIPInputStream(compressed, BUFFER)) {
            BoundedStream inflated = BoundedStream.inflated(gzip, "the gzip data", quota, compressed::count);
            inside(inflated, name, nesting);
        } catch (ReportFormatException strictly) {
            throw strictly;
        } catch (IOException broken) {
            containers.add(Finding.CONTAINER, "the gzip data is broken or ends too early: " + broken.getMessage());
        }
    }

    private void zip(Content content, String name, int nesting) throws ReportFormatException {
        ArchiveStream archive = new ArchiveStream(content.stream());
        CountingStream compressed = new CountingStream(archive);
        // The names are for people only: in this charset there are no malformed ones.
        try (ZipInputStream zip = new ZipInputStream(compressed, StandardCharsets.ISO_8859_1)) {
            ZipEntry entry = next(zip);
            while (entry != null && takeMember()) {
                long before = compressed.count();
                BoundedStream inflated = BoundedStream.inflated(
                        // What was read ahead belongs to this entry, too: a buffer more or less does not matter.
                        zip, "the ZIP data", quota, () -> compressed.count() - before + BUFFER);
                inside(inflated, join(name, entry.getName()), nesting);
                if (inflated.problem() != null) {
                    return;
                }
                entry = next(zip);
            }
            if (entry == null && !archive.isComplete()) {
                containers.add(Finding.CONTAINER, "the ZIP archive ends too early: it has no end record");
            }
        } catch (ReportFormatException strictly) {
            throw strictly;
        } catch (IOException broken) {
            containers.add(Finding.CONTAINER, "the ZIP data is broken or ends too early: " + broken.getMessage());
        }
    }

    private static @Nullable ZipEntry next(ZipInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException name) {
            throw new IOException("a name in it cannot be read", name);
        }
    }

    private void inside(BoundedStream inflated, String name, int nesting) throws ReportFormatException {
        member(Content.of(inflated), name, nesting + 1, true);
        // To the end: only there does a checksum tell whether all of it is as it was.
        inflated.drain();
        containers.addIfAny(inflated.problem());
    }

    private void mail(Content content, String name, int nesting) throws ReportFormatException {
        try {
            MailParts.End end =
                    MailParts.read(content.stream(), quota.limits().inputOctets(), true, (number, type, decoded) -> {
                        if (!takeMember()) {
                            return false;
                        }
                        BoundedStream bounded = BoundedStream.part(decoded);
                        String part = join(name, "part " + number + " (" + type + ")");
                        member(Content.of(bounded), part, nesting + 1, false);
                        containers.addIfAny(bounded.problem());
                        return !quota.isSpent();
                    });
            if (end == MailParts.End.TOO_DEEP) {
                containers.add(
                        Finding.LIMIT_NESTING,
                        "the mail has more than " + MailParts.MAX_DEPTH + " parts in each other");
            }
        } catch (ReportFormatException strictly) {
            throw strictly;
        } catch (IOException broken) {
            containers.add(Finding.MAIL, "the mail cannot be read to its end: " + broken.getMessage());
        }
    }

    private boolean takeMember() {
        if (nothingLeft) {
            return false;
        }
        if (!quota.nextMember()) {
            nothingLeft = true;
            containers.add(
                    Finding.LIMIT_MEMBERS,
                    "there are more than " + quota.limits().members() + " files and parts; the rest is left out");
        }
        return !nothingLeft;
    }

    private static String join(String outer, String inner) {
        return outer.isEmpty() ? inner : outer + ", " + inner;
    }
}
