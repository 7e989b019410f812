package org.mailauth.cli.report;

import java.util.concurrent.Callable;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.output.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code report}: reads the reports of others; of which kind they are is named by a further command. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Reads the reports of others and sums them up.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n")
public final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public ReportCommand(Console console) {
        this.console = console;
    }

    /** What happens when no command was named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.errWriter());
        return ExitStatus.UNUSABLE.code();
    }
}
