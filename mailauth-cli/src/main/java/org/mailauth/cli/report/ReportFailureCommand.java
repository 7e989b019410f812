package org.mailauth.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.output.Console;
import org.mailauth.report.failure.FailureReport;
import org.mailauth.report.failure.FailureReportReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report failure}: reads failure reports and other feedback, one mail each. */
@Command(
        name = "failure",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Reads failure reports (RFC 9991, RFC 6591) and other feedback in the format of RFC 5965, one mail in "
                        + "a file. It tells what each says and what is wrong with it, and asks nobody.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:Every file was read.",
            " 2:The command line cannot be used, or some file cannot be read or is no report; the others are told.",
            "74:Standard output does not take what is written to it.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth report failure reports/",
            "  mailauth report failure --csv report.eml",
        })
public final class ReportFailureCommand implements Callable<Integer> {
    private final Console console;
    private final FailureReportReader reader = FailureReportReader.withDefaultLimits();
    private long reports;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "A mail with a report, or a directory of which every file is read; - is standard input. May come "
                            + "from strangers: whether a mail is authentic is not checked.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<String> paths;

    @ArgGroup
    private @Nullable Form form;

    /** How the reports are written; for people by default. */
    static final class Form {
        @Option(names = "--json", description = "Write each report as one JSON object on a line of its own.")
        private boolean json;

        @Option(names = "--csv", description = "Write each report as a line of CSV; no field can be a formula.")
        private boolean csv;
    }

    public ReportFailureCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Form asked = form == null ? new Form() : form;
        ReportWalk walk = new ReportWalk(console);
        if (asked.csv) {
            walk.csv(FailureLines.csvHead());
        }
        walk.read(paths, () -> reports, "reports", (name, content) -> write(read(name, content), asked, walk));
        if (!asked.json && !asked.csv) {
            console.line(walk.sentence(reports));
        }
        return walk.status().code();
    }

    private FailureLines read(String name, InputStream content) throws IOException {
        Parsed<FailureReport> parsed = reader.read(content);
        if (parsed.value().isEmpty()) {
            throw new IOException(parsed.problems().get(0).text());
        }
        reports++;
        return new FailureLines(name, parsed.value().get(), parsed.problems());
    }

    private void write(FailureLines report, Form asked, ReportWalk walk) {
        if (asked.json) {
            console.line(report.json());
        } else if (asked.csv) {
            walk.csv(report.csv());
        } else {
            report.lines().forEach(console::line);
        }
    }
}
