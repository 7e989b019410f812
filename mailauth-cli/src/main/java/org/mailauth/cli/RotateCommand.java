package org.mailauth.cli;

import java.util.concurrent.Callable;
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
final class RotateCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    RotateCommand(Console console) {
        this.console = console;
    }

    /** What happens when no command was named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.errWriter());
        return ExitStatus.UNUSABLE.code();
    }
}
