package org.mailauth.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.dmarc.DmarcCommand;
import org.mailauth.cli.headers.HeadersCommand;
import org.mailauth.cli.lint.LintCommand;
import org.mailauth.cli.lint.LintDkimCommand;
import org.mailauth.cli.lint.LintDmarcCommand;
import org.mailauth.cli.lint.LintMtaStsCommand;
import org.mailauth.cli.lint.LintSpfCommand;
import org.mailauth.cli.lint.LintTlsRptCommand;
import org.mailauth.cli.lint.LintTlsaCommand;
import org.mailauth.cli.output.Console;
import org.mailauth.cli.replay.ReplayCommand;
import org.mailauth.cli.report.ReportCommand;
import org.mailauth.cli.report.ReportDmarcCommand;
import org.mailauth.cli.report.ReportFailureCommand;
import org.mailauth.cli.report.ReportTlsCommand;
import org.mailauth.cli.rotate.RotateCommand;
import org.mailauth.cli.rotate.RotatePlanCommand;
import org.mailauth.cli.sign.KeygenCommand;
import org.mailauth.cli.sign.SealCommand;
import org.mailauth.cli.sign.SignCommand;
import org.mailauth.cli.spf.SpfCommand;
import org.mailauth.cli.transport.DaneCommand;
import org.mailauth.cli.transport.MtaStsCommand;
import org.mailauth.cli.transport.TlsPlanCommand;
import org.mailauth.cli.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The tool as a whole: finds the command, runs it, and turns every way it can end into an exit status. */
@Command(
        name = "mailauth",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Authenticates e-mail: DKIM (RFC 6376, RFC 8301, RFC 8463), SPF (RFC 7208), DMARC (RFC 9989, "
                + "RFC 7489) and ARC (RFC 8617).",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status of every command:%n",
        exitCodeList = {
            " 0:All went well; of verify: every file is authenticated; of spf: the identity passes; "
                    + "of dmarc: the message passes.",
            " 1:No pass; of lint: some finding is an error; of replay: some verdict is not the recorded one.",
            " 2:The command line or an input cannot be used.",
            "70:Internal error, please report it.",
            "74:Standard output does not take what is written to it.",
            "75:A temporary failure decided, try again later."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth verify message.eml",
            "  mailauth help verify",
        })
final class Mailauth implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private Mailauth(Console console) {
        this.console = console;
    }

    /**
     * Runs one command. Nothing is thrown, whatever the command line and the input.
     *
     * @return the exit status
     */
    static int run(String[] args, InputStream in, OutputStream out, OutputStream err, Surroundings surroundings) {
        Console console = new Console(in, out, err, surroundings.terminal());
        Failures failures = new Failures(console);
        try {
            int status = execute(commandLine(console, surroundings), args);
            console.flush();
            return status;
        } catch (Throwable failed) {
            // Errors, too, such as too little memory: none may end in a stack trace.
            return failures.tell(failed).code();
        }
    }

    /** Not {@code CommandLine.execute}, which prints a stack trace when help cannot be written. */
    private static int execute(CommandLine line, String[] args) throws Exception {
        ParseResult parsed = line.parseArgs(args);
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        List<CommandLine> named = parsed.asCommandLineList();
        Callable<Integer> command = named.get(named.size() - 1).getCommand();
        return command.call();
    }

    private static CommandLine commandLine(Console console, Surroundings surroundings) {
        return new CommandLine(new Mailauth(console))
                .addSubcommand(new VerifyCommand(console, surroundings))
                .addSubcommand(new ReplayCommand(console))
                .addSubcommand(new SignCommand(console, surroundings))
                .addSubcommand(new SealCommand(console, surroundings))
                .addSubcommand(new KeygenCommand(console, surroundings))
                .addSubcommand(new SpfCommand(console, surroundings))
                .addSubcommand(new DmarcCommand(console, surroundings))
                .addSubcommand(new DaneCommand(console, surroundings))
                .addSubcommand(new MtaStsCommand(console, surroundings))
                .addSubcommand(new TlsPlanCommand(console, surroundings))
                .addSubcommand(new HeadersCommand(console, surroundings))
                .addSubcommand(new CommandLine(new LintCommand(console))
                        .addSubcommand(new LintDkimCommand(console, surroundings))
                        .addSubcommand(new LintSpfCommand(console, surroundings))
                        .addSubcommand(new LintDmarcCommand(console, surroundings))
                        .addSubcommand(new LintTlsaCommand(console, surroundings))
                        .addSubcommand(new LintMtaStsCommand(console, surroundings))
                        .addSubcommand(new LintTlsRptCommand(console, surroundings)))
                .addSubcommand(new CommandLine(new ReportCommand(console))
                        .addSubcommand(new ReportDmarcCommand(console, surroundings))
                        .addSubcommand(new ReportTlsCommand(console))
                        .addSubcommand(new ReportFailureCommand(console)))
                .addSubcommand(new CommandLine(new RotateCommand(console))
                        .addSubcommand(new RotatePlanCommand(console, surroundings)))
                .addSubcommand(new CommandLine.HelpCommand())
                .setOut(console.outWriter())
                .setErr(console.errWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                // A file may be named @x; its content is no command line.
                .setExpandAtFiles(false)
                .setUsageHelpWidth(100);
    }

    /** What happens when no command was named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.errWriter());
        return ExitStatus.UNUSABLE.code();
    }
}
