package org.mailauth.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.output.Console;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report tls}: reads TLS reports and sums them up. */
@Command(
        name = "tls",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Reads TLS reports (RFC 8460): JSON, gzip, and mails that carry them. It sums them up by policy domain "
                        + "and kind of failure, and asks nobody.",
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
            "  mailauth report tls reports/",
            "  mailauth report tls --csv report.json.gz",
        })
public final class ReportTlsCommand implements Callable<Integer> {
    private final Console console;
    private final TlsTraffic traffic = new TlsTraffic();

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "A file with reports, or a directory of which every file is read; - is standard input. May come "
                            + "from strangers: whether a mail is authentic is not checked. A report that is given twice "
                            + "counts twice.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<String> paths;

    @ArgGroup
    private @Nullable Form form;

    /** How the reports are written; a summary for people by default. */
    static final class Form {
        @Option(names = "--json", description = "Write the summary as one JSON object.")
        private boolean json;

        @Option(
                names = "--csv",
                description =
                        "Write every policy and every kind of failure as a line of CSV; no field can be a formula.")
        private boolean csv;
    }

    public ReportTlsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Form asked = form == null ? new Form() : form;
        ReportWalk walk = new ReportWalk(console);
        if (asked.csv) {
            walk.csv(TlsRows.head());
        }
        walk.read(paths, () -> traffic.all().sessions(), "sessions", (name, content) -> {
            read(name, content, asked.csv ? walk : null);
        });
        TlsTrafficReport report = new TlsTrafficReport(traffic, walk);
        if (asked.json) {
            console.line(report.json());
        } else if (!asked.csv) {
            report.lines().forEach(console::line);
        }
        return walk.status().code();
    }

    private void read(String name, InputStream content, @Nullable ReportWalk csv) throws IOException {
        TlsReportFile.read(
                content,
                (report, problems) -> {
                    traffic.add(report, problems);
                    if (csv != null) {
                        csv.csv(TlsRows.rows(name, report));
                    }
                },
                warning -> console.warning(Inputs.called(name) + ": " + warning));
    }
}
