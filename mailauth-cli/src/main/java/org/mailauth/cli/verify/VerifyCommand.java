package org.mailauth.cli.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.input.InputFiles;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.options.AuthenticatorOptions;
import org.mailauth.cli.options.DnsOptions;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.options.SessionOptions;
import org.mailauth.cli.output.Console;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.HeaderField;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mailauth verify}: authenticates messages by all protocols. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Authenticates messages by SPF, DKIM, ARC and DMARC, and says what a receiver should do. "
                + "SPF needs to know which client sent the message, and as whom: say so by --ip, --helo and --mail-from, or --from-received. "
                + "Without a client, DMARC rests on DKIM alone.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status; the one further down this list wins when files differ:%n",
        exitCodeList = {
            " 0:Every file is authenticated: it passes DMARC; or its author's domain publishes no DMARC record, and a DKIM",
            "signature or SPF for the reverse-path passes.",
            " 1:Some file is not.",
            "75:Some file is not, but a temporary failure decided that: try again later.",
            " 2:The command line cannot be used, or some file cannot be read; the other files are still checked.",
            "74:Standard output does not take what is written to it.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth verify examples/signed.eml --zone examples/zone.txt",
            "  mailauth verify --ip 192.0.2.1 --helo mail.example.org --mail-from alice@example.com message.eml",
            "  mailauth verify --from-received mx.example.net Maildir",
            "  mailauth verify --json Maildir | jq -r 'select(.recommendation.action != \"accept\") | .file'",
            "  mailauth verify --explain message.eml",
            "  mailauth verify --record strange.json message.eml",
            "  mailauth verify --at 2018-06-10T13:38:29Z --dns 192.0.2.53 - < message.eml",
        })
public final class VerifyCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "Messages to check; - is standard input. Lines may end with CRLF or with LF.",
                "Of a directory: all files named *.eml and all Maildirs below it."
            })
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<String> files;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private SessionOptions said;

    @Option(
            names = "--from-received",
            paramLabel = "HOST",
            converter = NameConverters.OfAnyDomain.class,
            description = {
                "Take what the client said from the topmost Received field that this host of yours",
                "has written, and from the Return-Path above it; --ip and the like count for more."
            })
    private @Nullable DomainName receivedBy;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AuthenticatorOptions settings;

    @Option(
            names = "--json",
            description =
                    "Write one JSON object a line and file that can be read: schema, file, outcome, recommendation, "
                            + "session, spf, iprev, dkim, arc, dmarc and more, as docs/verify.md describes them.")
    private boolean json;

    @Option(
            names = "--explain",
            description =
                    "Show the evidence: how SPF and DMARC were evaluated, what each signature covers, and of those "
                            + "whose hashes fail which known change, undone, makes them match.")
    private boolean explain;

    @Option(
            names = "--headers",
            description = "Write the fields that a receiving server puts on top of this one message, and nothing else: "
                    + "Authentication-Results and Received-SPF. ARC fields are written by 'seal'.")
    private boolean headers;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Keep in a new file all that the verdicts on this one message depend on, for 'replay': the "
                    + "message, the session, the time, the options and every answer of the DNS.")
    private @Nullable String record;

    @Option(
            names = "--record-hashes-only",
            description = "Leave the body of the message out of --record. The header stays: see docs/replay.md.")
    private boolean hashesOnly;

    private final Summary summary = new Summary();

    public VerifyCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        if (Collections.frequency(files, Inputs.STANDARD_INPUT) > 1) {
            throw new CommandException("standard input (-) can be named only once");
        }
        if (hashesOnly && record == null) {
            throw new CommandException("--record-hashes-only means nothing without --record");
        }
        DnsResolver resolver = (dns == null ? new DnsOptions() : dns).open(console, surroundings);
        FileVerdicts authenticator = record == null
                ? new FileAuthenticator(settings.settings(resolver, surroundings), sessions(), explain)
                : recording(record, resolver);
        return (headers ? writeHeaders(authenticator) : report(authenticator)).code();
    }

    private FileVerdicts recording(String bundle, DnsResolver resolver) throws CommandException {
        if (files.size() > 1 || InputFiles.directory(files.get(0)).isPresent()) {
            throw new CommandException("--record takes one message");
        }
        return new RecordingAuthenticator(
                withSpf -> settings.recorder(resolver, surroundings, withSpf).build(),
                sessions(),
                Inputs.path(bundle),
                hashesOnly,
                explain);
    }

    private SessionSource sessions() throws CommandException {
        return receivedBy == null ? SessionSource.always(said.facts()) : new ReceivedSession(receivedBy, said);
    }

    private ExitStatus writeHeaders(FileVerdicts authenticator) throws CommandException, IOException {
        String file = files.get(0);
        if (json || explain || files.size() > 1 || InputFiles.directory(file).isPresent()) {
            throw new CommandException("--headers takes one message, and neither --json nor --explain");
        }
        FileVerdict verdict = authenticator.authenticate(file, console.in());
        verdict.unread().forEach(problem -> console.warning(problem.text()));
        for (HeaderField field : verdict.authentication().headerFields()) {
            field.writeTo(console.out());
        }
        return verdict.outcome().status();
    }

    private ExitStatus report(FileVerdicts authenticator) {
        List<String> messages = new ArrayList<>();
        ExitStatus status = ExitStatus.OK;
        boolean many = files.size() > 1;
        for (String file : files) {
            Optional<Path> directory = InputFiles.directory(file);
            many |= directory.isPresent();
            status = status.and(directory.map(path -> addBelow(path, messages)).orElse(ExitStatus.OK));
            if (directory.isEmpty()) {
                messages.add(file);
            }
        }
        Report report = json ? new JsonReport(explain) : new TextReport(explain);
        for (int at = 0; at < messages.size(); at++) {
            String file = messages.get(at);
            if (many) {
                console.progress((at + 1) + " of " + messages.size() + ": " + Inputs.title(file));
            }
            status = status.and(report(file, authenticator, report));
        }
        console.clearProgress();
        if (many && !json) {
            summary.lines().forEach(console::line);
        }
        return status;
    }

    private ExitStatus addBelow(Path directory, List<String> messages) {
        List<String> unreadable = new ArrayList<>();
        messages.addAll(InputFiles.below(directory, unreadable::add));
        unreadable.forEach(console::error);
        return unreadable.isEmpty() ? ExitStatus.OK : ExitStatus.UNUSABLE;
    }

    private ExitStatus report(String file, FileVerdicts authenticator, Report report) {
        FileVerdict verdict;
        try {
            verdict = authenticator.authenticate(file, console.in());
        } catch (CommandException unreadable) {
            console.error(unreadable.sentence());
            summary.addUnreadable();
            return ExitStatus.UNUSABLE;
        }
        summary.add(verdict);
        report.lines(verdict).forEach(console::line);
        // Each verdict is out before the next file may wait for the DNS.
        console.flush();
        return verdict.outcome().status();
    }
}
