package org.mailauth.cli;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.output.Console;
import org.mailauth.cli.output.OutputException;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns each way in which a run can fail into one sentence on standard error and an exit status. */
final class Failures {
    private static final Pattern REPEATABLE = Pattern.compile("^(Invalid value for option '[^']*') \\([^()]*\\):");
    /** The name of an option in a list of them; values are told as their labels, in capitals. */
    private static final Pattern OPTION = Pattern.compile("--[a-z-]++");

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    ExitStatus tell(Throwable failed) {
        if (failed instanceof ExecutionException && failed.getCause() != null) {
            // what picocli makes of a failure inside its own help command
            return tell(failed.getCause());
        }
        if (failed instanceof ParameterException wrong) {
            String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
            console.error(what(wrong) + " (see '" + command + " --help')");
            return ExitStatus.UNUSABLE;
        }
        if (failed instanceof CommandException known) {
            console.error(known.sentence());
            return ExitStatus.UNUSABLE;
        }
        if (failed instanceof OutputException output) {
            if (!output.isReaderGone()) {
                console.error(output.sentence());
            }
            return ExitStatus.OUTPUT;
        }
        console.error(
                failed instanceof OutOfMemoryError
                        ? "there is not enough memory for this input"
                        : "internal error, please report it: " + failed);
        return ExitStatus.INTERNAL;
    }

    private static String what(ParameterException wrong) {
        boolean atTop = wrong.getCommandLine().getParent() == null;
        if (atTop && wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return "there is no command '" + unmatched.getUnmatched().get(0) + "'";
        }
        if (wrong instanceof MutuallyExclusiveArgsException) {
            return OPTION.matcher(String.valueOf(wrong.getMessage()))
                            .results()
                            .map(MatchResult::group)
                            .distinct()
                            .collect(Collectors.joining(" and "))
                    + " exclude each other";
        }
        // An option that may be repeated is told with its label, others are not.
        String words = REPEATABLE.matcher(String.valueOf(wrong.getMessage())).replaceFirst("$1:");
        // As our own sentences: they follow "mailauth: ".
        String start = words.substring(0, Math.min(1, words.length())).toLowerCase(Locale.ROOT);
        return start + words.substring(start.length(), words.endsWith(".") ? words.length() - 1 : words.length());
    }
}
