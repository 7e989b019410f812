package org.mailauth.report.dmarc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/** Reads one report out of XML. Not thread-safe. */
final class ReportParser {
    private final Content content;
    private final String member;
    private final ReportLimits limits;
    private final boolean strict;
    private final AggregateRowHandler handler;
    private final Findings findings;

    private @Nullable HeaderParser header;
    private @Nullable AggregateReportHeader headerOfRows;
    private long records;
    private long rows;
    private long dropped;
    private long messages;

    ReportParser(Content content, String member, ReportLimits limits, boolean strict, AggregateRowHandler handler) {
        this.content = content;
        this.member = member;
        this.limits = limits;
        this.strict = strict;
        this.handler = handler;
        this.findings = new Findings(limits.problems());
    }

    /** Reads as far as possible; null when something of a report was there, else what was wrong. */
    @Nullable
    Problem parse() throws ReportFormatException {
        boolean found = false;
        try {
            MarkupRepair text = new MarkupRepair(XmlCharset.reader(content, findings), findings);
            XmlCursor xml = new XmlCursor(text, limits, findings);
            found = xml.findReport();
            if (!found) {
                return Finding.NOT_A_REPORT.problem("there is no element feedback");
            }
            header = new HeaderParser(xml, findings, xml.namespace());
            readFeedback(xml, header);
        } catch (BrokenReportException broken) {
            findings.inRecord(0);
            if (!found) {
                // Other XML than a report breaks like this, too.
                return Finding.NOT_A_REPORT.problem(
                        "there is no element feedback: " + broken.problem().text());
            }
            findings.add(broken.problem());
        }
        boolean usable = rows + dropped > 0 || (header != null && header.isUsable());
        return usable ? null : firstProblem();
    }

    private Problem firstProblem() {
        List<Problem> all = findings.list();
        return all.isEmpty() ? Finding.MISSING.problem("there is nothing in the report") : all.get(all.size() - 1);
    }

    AggregateReportReading reading(List<Problem> ofContainer) {
        ofContainer.forEach(findings::add);
        HeaderParser parsed = header;
        if (parsed == null) {
            throw new IllegalStateException("parse() did not find a report");
        }
        return new AggregateReportReading(parsed.header(), member, rows, dropped, messages, findings.list());
    }

    private void readFeedback(XmlCursor xml, HeaderParser parsed) throws BrokenReportException, ReportFormatException {
        Children children = new Children(findings).of("feedback", true);
        RecordParser recordParser = new RecordParser(xml, findings);
        boolean more = true;
        while (more && xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "version" -> {
                    if (first(xml, children, 0)) {
                        parsed.readVersion();
                    }
                }
                case "report_metadata" -> {
                    if (first(xml, children, 1)) {
                        parsed.readMetadata();
                    }
                }
                case "policy_published" -> {
                    if (first(xml, children, 2)) {
                        parsed.readPolicy();
                    }
                }
                case "extension", "extensions" -> {
                    children.any(3, name);
                    xml.skip();
                }
                case "record" -> {
                    children.any(4, name);
                    more = readRecord(recordParser, parsed);
                }
                default -> {
                    findings.add(Finding.UNKNOWN_ELEMENT, "feedback has an element " + ReportText.shown(name));
                    xml.skip();
                }
            }
            if (!name.equals("record")) {
                headerOfRows = null;
            }
        }
        if (more) {
            finish(xml, parsed, children);
        }
    }

    private boolean first(XmlCursor xml, Children children, int bit) throws BrokenReportException {
        boolean first = children.first(bit, xml.name());
        if (!first) {
            xml.skip();
        }
        return first;
    }

    private void finish(XmlCursor xml, HeaderParser parsed, Children children) {
        children.require(1, "report_metadata");
        children.require(2, "policy_published");
        children.require(4, "record");
        if (records == 0) {
            parsed.check();
        }
        String trailing = xml.trailing();
        if (trailing != null) {
            findings.add(Finding.TRAILING, trailing);
        }
    }

    /** Reads a record and hands over its row; false when there have been enough. */
    private boolean readRecord(RecordParser recordParser, HeaderParser parsed)
            throws BrokenReportException, ReportFormatException {
        AggregateReportHeader before = headerOfRows;
        if (before == null) {
            before = parsed.header();
            headerOfRows = before;
        }
        if (records == 0) {
            parsed.check();
        }
        if (records >= limits.rows()) {
            findings.add(Finding.LIMIT_ROWS, "there are more than " + limits.rows() + " records; the rest is left out");
            return false;
        }
        records++;
        findings.inRecord(records);
        AggregateRow row = recordParser.read(before.shape());
        findings.inRecord(0);
        if (strict && !findings.isEmpty()) {
            throw new ReportFormatException(findings.list().get(0));
        }
        if (row == null) {
            dropped++;
            return true;
        }
        rows++;
        messages = AggregateReport.saturatedSum(messages, row.count());
        handler.row(before, row);
        return true;
    }
}
