package org.mailauth.cli.headers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.trust.IgnoredResults;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.cli.output.Words;
import org.mailauth.forensics.Evidence;
import org.mailauth.forensics.ForensicFinding;
import org.mailauth.forensics.Severity;
import org.mailauth.forensics.received.Hop;
import org.mailauth.forensics.received.ReceivedChain;

/** A header for people: a headline, the fields that readers see, its way, and what was noticed. */
final class HeadersText {
    /** The fields that say who sent a message, as whom and what it is about. */
    static final List<String> SHOWN =
            List.of("From", "Sender", "Reply-To", "Return-Path", "To", "Subject", "Date", "Message-ID", "In-Reply-To");

    /** From most to least. */
    static final List<Severity> SEVERITIES = List.of(Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO);

    private static final int LONGEST_LINE = 200;

    private HeadersText() {}

    static List<Line> lines(ExaminedHeader examined) {
        List<Line> lines = new ArrayList<>();
        List<ForensicFinding> findings = examined.report().findings();
        String before = Inputs.title(examined.file()) + ": " + count(findings.size(), "finding");
        if (findings.isEmpty()) {
            lines.add(Line.of(before));
        } else {
            Severity most = findings.get(0).severity();
            lines.add(Line.of(before + ", at most ", tone(most), most.name(), ""));
        }
        for (String name : SHOWN) {
            examined.header()
                    .named(name)
                    .forEach(field -> lines.add(
                            Line.of("  " + field.name() + ": " + shortened(ExaminedHeader.decodedBody(field)))));
        }
        examined.problems().forEach(problem -> lines.add(Line.note("  ", problem)));
        addResults(lines, examined);
        addChain(lines, examined.report().chain());
        findings.forEach(finding -> addFinding(lines, examined, finding));
        return lines;
    }

    private static void addResults(List<Line> lines, ExaminedHeader examined) {
        for (AuthenticationResults results : examined.results().results()) {
            lines.add(Line.of("  results believed: " + results.toPayload()));
        }
        for (IgnoredResults ignored : examined.results().ignored()) {
            lines.add(Line.of("  results not believed"
                    + ignored.authservId().map(id -> " of " + id).orElse("") + ": "
                    + ignored.reason().text()));
        }
    }

    private static void addChain(List<Line> lines, ReceivedChain chain) {
        List<Hop> hops = chain.hops();
        if (hops.isEmpty()) {
            lines.add(Line.of("  way: no Received field"));
            return;
        }
        lines.add(Line.of("  way: " + count(hops.size(), "hop") + ", the first one first; "
                + chain.firstExternal()
                        .map(at -> "hop " + number(hops, at) + " took it from outside, and what is above that is the "
                                + "word of strangers")
                        .orElse("who took it from outside cannot be told")));
        Columns columns = new Columns();
        columns.add("hop", "time", "delay", "from", "by", "with");
        for (int at = hops.size() - 1; at >= 0; at--) {
            Hop hop = hops.get(at);
            columns.add(
                    number(hops, at)
                            + (chain.firstExternal()
                                            .filter(List.of(at)::contains)
                                            .isPresent()
                                    ? "*"
                                    : ""),
                    HopText.time(hop),
                    hop.delay().map(Delay::words).orElse("-"),
                    HopText.from(hop),
                    HopText.by(hop),
                    HopText.with(hop));
        }
        columns.lines().forEach(line -> lines.add(Line.of("    " + line)));
    }

    /** Hops are counted as the message went: the lowest field is number 1. */
    static int number(List<Hop> hops, int index) {
        return hops.size() - index;
    }

    private static void addFinding(List<Line> lines, ExaminedHeader examined, ForensicFinding finding) {
        lines.add(Line.of(
                "  ",
                tone(finding.severity()),
                finding.severity().name(),
                " " + finding.code() + ": " + finding.explanation()));
        for (Evidence evidence : finding.evidence()) {
            lines.add(Line.of("    field " + (evidence.fieldIndex() + 1) + ", " + evidence.fieldName() + ", octets "
                    + evidence.start() + " to " + evidence.end() + ": " + shortened(examined.text(evidence))));
        }
        lines.add(Line.of("    relies on: " + sources(finding)));
    }

    static String sources(ForensicFinding finding) {
        return finding.sources().stream()
                .map(source -> Words.of(source).replace('-', ' '))
                .collect(Collectors.joining(", "));
    }

    static Tone tone(Severity severity) {
        return switch (severity) {
            case HIGH -> Tone.BAD;
            case MEDIUM -> Tone.DOUBTFUL;
            case LOW, INFO -> Tone.PLAIN;
        };
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_LINE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_LINE - 1)) ? LONGEST_LINE - 1 : LONGEST_LINE;
        return text.substring(0, end) + "…";
    }
}
