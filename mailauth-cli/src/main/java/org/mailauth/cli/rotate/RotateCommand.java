package org.mailauth.cli.rotate;

import java.util.concurrent.Callable;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.output.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rotate}: replaces DKIM keys without losing mail; what to do is named by a further command. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Replaces DKIM keys without losing mail.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n")
public final class RotateCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public RotateCommand(Console console) {
        this.console = console;
    }

    /** What happens when no command was named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.errWriter());
        return ExitStatus.UNUSABLE.code();
    }
}
