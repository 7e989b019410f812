package org.mailauth.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.message.Message;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mailauth verify}: says for each message whether a signature of it holds. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Checks the DKIM signatures of messages, and the ARC chain of those that carry one.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status; the one further down this list wins when files differ:%n",
        exitCodeList = {
            " 0:Every file has a passing signature.",
            " 1:Some file has none.",
            "75:Some file has none now, but a temporary failure decided that: try again later.",
            " 2:The command line cannot be used, or some file cannot be read; the other files are still checked.",
            "74:Standard output does not take what is written to it.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth verify examples/signed.eml --zone examples/zone.txt",
            "  mailauth verify --json *.eml | jq -r 'select(all(.dkim[]; .result != \"pass\")) | .file'",
            "  mailauth verify --explain message.eml",
            "  mailauth verify --at 2018-06-10T13:38:29Z --dns 192.0.2.53 - < message.eml",
        })
final class VerifyCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Messages to check; - is standard input. Lines may end with CRLF or with LF.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<String> files;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = {
                "Set the clock that the times of signatures are compared with.",
                "Such as 2018-06-10T13:38:29Z, 2018-06-10 (midnight UTC) or @1528637909",
                "(seconds since 1970). Default: now."
            })
    private @Nullable Instant at;

    @Option(
            names = "--json",
            description =
                    "Write one JSON object a line and file that can be read: file, and dkim, an array with "
                            + "result, reason, signingDomain, selector and more of each signature, and arc with result and sets.")
    private boolean json;

    @Option(
            names = "--explain",
            description = "Say of each signature whose hashes fail what was done to the message: which known "
                    + "change, undone, makes them match. With --json: explanation, an array.")
    private boolean explain;

    VerifyCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        if (Collections.frequency(files, Inputs.STANDARD_INPUT) > 1) {
            throw new CommandException("standard input (-) can be named only once");
        }
        DnsOptions source = dns == null ? new DnsOptions() : dns;
        MessageVerifier verifier = new MessageVerifier(
                source.open(console, surroundings),
                at == null ? surroundings.clock() : Clock.fixed(at, ZoneOffset.UTC));
        Report report = json ? new JsonReport() : new TextReport();
        ExitStatus status = ExitStatus.OK;
        for (String file : files) {
            status = status.and(verify(file, verifier, report));
        }
        return status.code();
    }

    private ExitStatus verify(String file, MessageVerifier verifier, Report report) {
        FileVerdict verdict;
        try {
            verdict = explain ? explained(file, verifier) : verifier.verify(file, console.in());
        } catch (CommandException unreadable) {
            console.error(unreadable.sentence());
            return ExitStatus.UNUSABLE;
        }
        report.lines(verdict).forEach(console::line);
        // Each verdict is out before the next file may wait for the DNS.
        console.flush();
        return verdict.outcome().status();
    }

    /** An explanation tries changes on the body, so it needs the whole message. */
    private FileVerdict explained(String file, MessageVerifier verifier) throws CommandException {
        Message message = Inputs.message(file, console.in());
        return verifier.verify(file, message).explained(message);
    }
}
