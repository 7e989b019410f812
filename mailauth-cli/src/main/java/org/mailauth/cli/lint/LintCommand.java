package org.mailauth.cli.lint;

import java.util.concurrent.Callable;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.output.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lint}: looks for mistakes in what a domain publishes; what kind of record is named by a further command. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "RECORD",
        description = "Looks for mistakes in what a domain publishes.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nRecords:%n")
public final class LintCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public LintCommand(Console console) {
        this.console = console;
    }

    /** What happens when no record was named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.errWriter());
        return ExitStatus.UNUSABLE.code();
    }
}
