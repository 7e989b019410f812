package org.mailauth.cli.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.output.Console;
import org.mailauth.cli.verify.FileVerdict;
import org.mailauth.message.Message;
import org.mailauth.replay.Replay;
import org.mailauth.replay.ReplayBundle;
import org.mailauth.replay.ReplayFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mailauth replay}: does recorded authentications again, offline. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Does again what 'verify --record' has recorded, without asking anybody, and says whether the "
                + "verdicts are the recorded ones.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status; the one further down this list wins when files differ:%n",
        exitCodeList = {
            " 0:Every verdict of every file is the recorded one.",
            " 1:Some verdict is not, or something is missing in a file.",
            " 2:The command line cannot be used, or some file cannot be read; the other files are still replayed.",
            "74:Standard output does not take what is written to it.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth replay strange.json",
            "  mailauth verify --zone examples/zone.txt --record strange.json examples/signed.eml",
            "  mailauth replay --json *.json | jq -r 'select(.replay.same | not) | .file'",
        })
public final class ReplayCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "What was recorded; - is standard input. May come from strangers.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<String> files;

    @Option(
            names = "--json",
            description = "Write one JSON object a line and file that can be read: that of 'verify', and replay, with "
                    + "same, hashesOnly, differences and problems.")
    private boolean json;

    @Option(names = "--explain", description = "Show the evidence, as 'verify' does.")
    private boolean explain;

    public ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        if (Collections.frequency(files, Inputs.STANDARD_INPUT) > 1) {
            throw new CommandException("standard input (-) can be named only once");
        }
        ExitStatus status = ExitStatus.OK;
        for (String file : files) {
            status = status.and(replay(file));
        }
        return status.code();
    }

    private ExitStatus replay(String file) {
        ReplayBundle bundle;
        try {
            bundle = read(file);
        } catch (CommandException unreadable) {
            console.error(unreadable.sentence());
            return ExitStatus.UNUSABLE;
        }
        Replay replay = bundle.replay();
        FileVerdict verdict = FileVerdict.of(file, replay.authentication());
        Optional<Message> message = explain ? bundle.message() : Optional.empty();
        new ReplayReport(json, explain)
                .lines(message.map(verdict::explained).orElse(verdict), bundle, replay)
                .forEach(console::line);
        console.flush();
        return replay.isSame() ? ExitStatus.OK : ExitStatus.NO_PASS;
    }

    private ReplayBundle read(String file) throws CommandException {
        List<ReplayFormatException> refused = new ArrayList<>(1);
        Optional<ReplayBundle> bundle = Inputs.read(file, console.in(), content -> read(content, refused));
        if (bundle.isEmpty()) {
            throw new CommandException("cannot replay " + Inputs.called(file) + ": "
                    + refused.get(0).problem().text());
        }
        return bundle.get();
    }

    private static Optional<ReplayBundle> read(InputStream content, List<ReplayFormatException> refused)
            throws IOException {
        try {
            return Optional.of(ReplayBundle.read(content));
        } catch (ReplayFormatException broken) {
            refused.add(broken);
            return Optional.empty();
        }
    }
}
