package org.mailauth.cli.sign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcSealer;
import org.mailauth.arc.ArcSealing;
import org.mailauth.arc.ArcValidation;
import org.mailauth.arc.ChainValidationStatus;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.Protocol;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.options.AuthenticatorOptions;
import org.mailauth.cli.options.Canonicalization;
import org.mailauth.cli.options.ClockOption;
import org.mailauth.cli.options.DnsOptions;
import org.mailauth.cli.options.SessionConverter;
import org.mailauth.cli.output.Console;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mailauth seal}: writes a forwarded message with a new ARC Set on top. */
@Command(
        name = "seal",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Adds an ARC Set to a message that is forwarded (RFC 8617) and writes it to standard output, every "
                        + "line ended by CRLF. The set tells what was found when the message arrived: this command validates "
                        + "the chain and the DKIM signatures itself; what else is known is given by --results.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:The sealed message was written. A chain that is broken on arrival is sealed as failed, with a warning.",
            " 1:The message was written as it was: its chain had failed before, or is too long for another set.",
            " 2:The command line, a message or the key cannot be used; nothing was written.",
            "70:Internal error, please report it.",
            "74:Standard output does not take what is written to it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth seal message.eml --domain lists.example --selector s1 --key s1.pem \\",
            "      --authserv-id mx.lists.example --results 'spf=pass smtp.mailfrom=example.com' > sealed.eml",
            "  mailauth seal changed.eml --received arrived.eml --domain lists.example --selector s1 \\",
            "      --key s1.pem --authserv-id mx.lists.example > sealed.eml",
        })
public final class SealCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The message as it leaves; - is standard input.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private SigningIdentity identity;

    @Option(
            names = "--authserv-id",
            required = true,
            paramLabel = "NAME",
            description = "Who says what was found on arrival: mostly the name of the receiving host.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String authservId;

    @Option(
            names = "--received",
            paramLabel = "FILE",
            description = "The message as it arrived, where it has been changed since. Default: FILE.")
    private @Nullable String receivedFile;

    @Option(
            names = "--results",
            paramLabel = "TEXT",
            description = {
                "What was found besides, as Authentication-Results has it. Such as",
                "'spf=pass smtp.mailfrom=example.com; dmarc=pass header.from=example.com'.",
                "May be given more than once."
            })
    private List<String> results = new ArrayList<>();

    @Option(
            names = "--client-ip",
            paramLabel = "ADDRESS",
            converter = SessionConverter.class,
            description = "Where the message came from, for the hosts behind this one (RFC 8617 §10.2).")
    private SmtpSession.@Nullable Builder client;

    @Option(
            names = "--canonicalization",
            paramLabel = "HEADER/BODY",
            converter = Canonicalization.Converter.class,
            description = "relaxed or simple for each, c= of the message signature. Default: relaxed/relaxed.")
    private @Nullable Canonicalization canonicalization;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClockOption at;

    public SealCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        if (file.equals(Inputs.STANDARD_INPUT) && file.equals(receivedFile)) {
            throw new CommandException("standard input (-) can be named only once");
        }
        ArcSealer sealer = sealer();
        AuthenticationResults given = given();
        Message leaving = Inputs.message(file, console.in());
        Message received = receivedFile == null ? leaving : Inputs.message(receivedFile, console.in());
        DnsResolver resolver = (dns == null ? new DnsOptions() : dns).open(console, surroundings);
        MessageAuthentication arrival = arrival(resolver, received);
        ArcSealing sealing = sealer.seal(leaving, arrival.arc(), statement(arrival, given));
        return finish(leaving, arrival.arc(), sealing).code();
    }

    private ExitStatus finish(Message leaving, ArcValidation chain, ArcSealing sealing)
            throws CommandException, IOException {
        if (sealing instanceof ArcSealing.Refused refused) {
            throw new CommandException("cannot seal " + Inputs.called(file) + ": "
                    + refused.problems().stream().map(Problem::text).collect(Collectors.joining("; ")));
        }
        if (sealing instanceof ArcSealing.Failed failed) {
            throw new CommandException("cannot seal " + Inputs.called(file) + ": "
                    + failed.problem().text());
        }
        leaving.withPrepended(sealing.headerFields()).writeTo(console.out());
        if (sealing.set().isEmpty()) {
            boolean tooLong = sealing instanceof ArcSealing.ChainTooLong;
            console.warning(Inputs.called(file) + " was not sealed: its chain "
                    + (tooLong ? "has no room for another set" : "had failed before"));
            return ExitStatus.NO_PASS;
        }
        if (chain.status() == ChainValidationStatus.FAIL) {
            console.warning(Inputs.called(file) + " was sealed as failed: " + chain.detail());
        }
        return ExitStatus.OK;
    }

    private ArcSealer sealer() throws CommandException {
        ArcSealer.Builder builder = ArcSealer.builder()
                .signingDomain(identity.domain())
                .selector(identity.selector())
                .key(identity.key())
                .clock(at.clock(surroundings));
        if (canonicalization != null) {
            builder.canonicalization(canonicalization.header(), canonicalization.body());
        }
        return builder.build();
    }

    /** What this host finds itself. */
    private MessageAuthentication arrival(DnsResolver resolver, Message received) {
        MailAuthenticator authenticator = MailAuthenticator.builder()
                .resolver(resolver)
                .clock(at.clock(surroundings))
                .authservId(authservId)
                .without(Protocol.SPF, Protocol.IPREV, Protocol.DMARC)
                .build();
        SmtpSession.Builder session = client == null ? SmtpSession.builder().clientUnknown() : client;
        return authenticator.authenticate(session.build(), received);
    }

    /** What the command line says was found. */
    private AuthenticationResults given() throws CommandException {
        AuthenticationResults all = AuthenticatorOptions.statement(authservId);
        for (String text : results) {
            AuthenticationResults read = AuthenticationResults.parse("x; " + text)
                    .value()
                    .orElseThrow(() -> new CommandException("--results '" + text + "' is no list of results"));
            for (MethodResult result : read.results()) {
                if (result.method().equals("dkim") || result.method().equals("arc")) {
                    throw new CommandException(
                            "--results must not hold " + result.method() + ": this command finds that out itself");
                }
                all = all.with(result);
            }
        }
        return all;
    }

    private AuthenticationResults statement(MessageAuthentication arrival, AuthenticationResults given) {
        List<MethodResult> all = new ArrayList<>();
        // RFC 8617 §10.2: the chain first, as what the hosts behind this one look for.
        Map<Boolean, List<MethodResult>> found = arrival.results().results().stream()
                .collect(Collectors.partitioningBy(result -> result.method().equals("arc")));
        all.addAll(found.getOrDefault(true, List.of()));
        all.addAll(found.getOrDefault(false, List.of()));
        all.addAll(given.results());
        return AuthenticationResults.of(authservId, all);
    }
}
