package org.mailauth.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.output.Console;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateReportReader;
import org.mailauth.report.dmarc.AggregateReportReading;
import org.mailauth.report.dmarc.AggregateRow;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report dmarc}: reads DMARC aggregate reports, row by row, and sums them up. */
@Command(
        name = "dmarc",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Reads DMARC aggregate reports (RFC 9990, RFC 7489): XML, gzip, ZIP, and mails that carry them. "
                + "It sums them up and asks nobody.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:Every file was read.",
            " 2:The command line cannot be used, or some file cannot be read; the other files still count.",
            "74:Standard output does not take what is written to it.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth report dmarc reports/",
            "  mailauth report dmarc --html dmarc.html reports/ more.xml.gz",
        })
public final class ReportDmarcCommand implements Callable<Integer> {
    private final Console console;
    private final ReportWalk walk;
    private final DmarcTraffic traffic = new DmarcTraffic();
    private final AggregateReportReader reader = AggregateReportReader.withDefaultLimits();

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "A file with reports, or a directory of which every file is read; - is standard input. May come "
                            + "from strangers. A report that is given twice counts twice.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<String> paths;

    @ArgGroup
    private @Nullable Form form;

    /** How the reports are written; a summary for people by default. */
    static final class Form {
        @Option(names = "--json", description = "Write the summary as one JSON object.")
        private boolean json;

        @Option(names = "--csv", description = "Write every row as a line of CSV; no field can be a formula.")
        private boolean csv;

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description =
                        "Write one HTML page with charts to this file, in place of what it holds, and the summary.")
        private @Nullable String html;
    }

    public ReportDmarcCommand(Console console) {
        this.console = console;
        walk = new ReportWalk(console);
    }

    @Override
    public Integer call() throws CommandException {
        Form asked = form == null ? new Form() : form;
        if (asked.csv) {
            walk.csv(DmarcRows.head());
        }
        walk.read(
                paths,
                () -> traffic.all().messages(),
                "messages",
                (file, content) -> reader.read(content, (header, row) -> row(file, asked.csv, header, row))
                        .forEach(reading -> add(file, reading)));
        write(asked, new DmarcTrafficReport(traffic, walk));
        return walk.status().code();
    }

    private void row(String file, boolean csv, AggregateReportHeader header, AggregateRow row) {
        traffic.add(header, row);
        if (csv) {
            walk.csv(DmarcRows.row(file, header, row));
        }
    }

    private void add(String file, AggregateReportReading reading) {
        traffic.add(reading);
        if (reading.droppedRowCount() > 0) {
            console.warning(
                    Inputs.called(file) + ": " + reading.droppedRowCount() + " rows are unusable and do not count");
        }
    }

    private void write(Form asked, DmarcTrafficReport report) throws CommandException {
        if (asked.json) {
            console.line(report.json());
            return;
        }
        if (asked.csv) {
            return;
        }
        if (asked.html != null) {
            page(asked.html, new DmarcTrafficPage(traffic, report).html());
        }
        report.lines().forEach(console::line);
    }

    private static void page(String name, String html) throws CommandException {
        Path file = Inputs.path(name);
        try {
            Files.writeString(file, html);
        } catch (IOException failed) {
            throw CommandException.of("cannot write " + Inputs.called(name), failed);
        }
    }
}
