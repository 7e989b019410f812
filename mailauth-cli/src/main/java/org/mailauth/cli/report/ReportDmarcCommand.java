package org.mailauth.cli.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.html.HtmlFile;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.options.ClockOption;
import org.mailauth.cli.output.Console;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateReportReader;
import org.mailauth.report.dmarc.AggregateReportReading;
import org.mailauth.report.dmarc.AggregateRow;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
                + "It sums them up, advises on the next policy of each domain, and asks nobody.",
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
            "  mailauth report dmarc --domain example.com --record 'v=DMARC1; p=none' reports/",
        })
public final class ReportDmarcCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;
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

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AdviceArguments arguments;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClockOption at;

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

    public ReportDmarcCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
        walk = new ReportWalk(console);
    }

    @Override
    public Integer call() throws CommandException {
        Form asked = form == null ? new Form() : form;
        Optional<DmarcRecord> record = arguments.record();
        LocalDate today = LocalDate.ofInstant(at.clock(surroundings).instant(), ZoneOffset.UTC);
        DomainTraffic followed = new DomainTraffic(arguments.domain(), today);
        if (asked.csv) {
            walk.csv(DmarcRows.head());
        }
        walk.read(
                paths,
                () -> traffic.all().messages(),
                "messages",
                (file, content) -> reader.read(content, (header, row) -> row(file, asked.csv, followed, header, row))
                        .forEach(reading -> add(file, followed, reading)));
        List<DomainAdvice> advices = asked.csv ? List.of() : advices(followed, record, today);
        write(asked, advices, new DmarcTrafficReport(traffic, advices, walk));
        return walk.status().code();
    }

    private List<DomainAdvice> advices(DomainTraffic followed, Optional<DmarcRecord> given, LocalDate today) {
        List<DomainTraffic.Seen> domains = followed.seen();
        if (given.isPresent() && domains.size() > 1) {
            walk.fail("--record is of one domain, and the reports are about several: name it with --domain");
            return List.of();
        }
        List<DomainAdvice> advices = new ArrayList<>();
        for (DomainTraffic.Seen each : domains) {
            given.or(each::seen)
                    .ifPresent(record -> advices.add(DomainAdvice.of(
                            each.summary(),
                            record,
                            given.isPresent(),
                            arguments.options(),
                            arguments.since(today),
                            today)));
        }
        return advices;
    }

    private void row(String file, boolean csv, DomainTraffic followed, AggregateReportHeader header, AggregateRow row) {
        if (!followed.concerns(header)) {
            return;
        }
        traffic.add(header, row);
        if (!csv) {
            followed.add(header, row);
        }
        if (csv) {
            walk.csv(DmarcRows.row(file, header, row));
        }
    }

    private void add(String file, DomainTraffic followed, AggregateReportReading reading) {
        if (!followed.concerns(reading.header())) {
            return;
        }
        traffic.add(reading);
        followed.add(reading.header());
        if (reading.droppedRowCount() > 0) {
            console.warning(
                    Inputs.called(file) + ": " + reading.droppedRowCount() + " rows are unusable and do not count");
        }
    }

    private void write(Form asked, List<DomainAdvice> advices, DmarcTrafficReport report) throws CommandException {
        if (asked.json) {
            console.line(report.json());
            return;
        }
        if (asked.csv) {
            return;
        }
        if (asked.html != null) {
            HtmlFile.write(asked.html, new DmarcTrafficPage(traffic, advices, report).html());
        }
        report.lines().forEach(console::line);
    }
}
