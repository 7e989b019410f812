package org.mailauth.cli.sign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.options.Canonicalization;
import org.mailauth.cli.options.ClockOption;
import org.mailauth.cli.options.DnsOptions;
import org.mailauth.cli.options.DurationConverter;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimSigning;
import org.mailauth.dkim.PreflightCheck;
import org.mailauth.dkim.PublishedKey;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SignedFields;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.SigningPreflight;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.Message;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mailauth sign}: writes a message with a signature on top. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Signs a message with DKIM and writes it to standard output, every line ended by CRLF.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:The signed message was written.",
            " 2:The command line, the message or a key cannot be used, or a published key is another one; nothing was",
            "written.",
            "70:Internal error, please report it.",
            "74:Standard output does not take what is written to it.",
            "75:The DNS did not tell whether the published keys match: try again later; nothing was written."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth sign message.eml --domain example.com --selector s1 --key s1.pem > signed.eml",
            "  mailauth sign - --domain example.com --selector s1 --key s1.pem --expires-after 7d \\",
            "      --headers from:to:subject:date < message.eml",
            "  mailauth sign message.eml --domain example.com --selector s1e --key s1e.pem \\",
            "      --selector s1r --key s1r.pem --check-published --allow bare-lf > signed.eml",
        })
public final class SignCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The message to sign; - is standard input.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String file;

    @Option(
            names = "--domain",
            required = true,
            paramLabel = "DOMAIN",
            converter = NameConverters.OfDomain.class,
            description = "The domain that takes responsibility, d=.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName domain;

    @Option(
            names = "--selector",
            required = true,
            paramLabel = "SELECTOR",
            converter = NameConverters.OfSelector.class,
            description = "Which of the domain's keys it is, s=. One for each --key, in the same order.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<Selector> selectors;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description =
                    "The private key, RSA or Ed25519: PEM (PKCS#8 or PKCS#1), or the base64 seed of an Ed25519 key. "
                            + "Several keys make several signatures, the first one topmost.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<String> keyFiles;

    @Option(
            names = "--key-password-file",
            paramLabel = "FILE",
            description = "A file with the password of encrypted keys in its first line.")
    private @Nullable String passwordFile;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            converter = AlgorithmConverter.class,
            description = "rsa-sha256 or ed25519-sha256; must fit the key. One for each --key, or none. "
                    + "Default: what the key signs with.")
    private @Nullable List<SigningAlgorithm> algorithms;

    @Option(
            names = "--auid",
            paramLabel = "[LOCAL]@DOMAIN",
            description = "The agent or user on whose behalf the domain signs, i=. Default: none.")
    private @Nullable String auid;

    @Option(
            names = "--headers",
            paramLabel = "NAMES",
            converter = SignedFieldsConverter.class,
            description = "The header fields to sign, such as from:to:subject. From is always signed, and once more "
                    + "than it occurs, so that nobody can add another. Default: what RFC 6376 §5.4.1 recommends, "
                    + "and the MIME fields.")
    private @Nullable SignedFields headers;

    @Option(
            names = "--canonicalization",
            paramLabel = "HEADER/BODY",
            converter = Canonicalization.Converter.class,
            description = "relaxed or simple for each, c=. Default: relaxed/relaxed.")
    private @Nullable Canonicalization canonicalization;

    @Option(
            names = "--expires-after",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long the signature is valid, such as 7d, 12h or P7DT12H. Default: without end.")
    private @Nullable Duration expiresAfter;

    @Option(
            names = "--allow",
            paramLabel = "FINDING",
            split = ",",
            converter = PreflightCheckConverter.class,
            description = {
                "Sign in spite of a finding that messages are refused for, such as bare-lf or long-line, and warn of it.",
                "May be given several times, or with several names separated by commas."
            })
    private List<PreflightCheck> allowed = new ArrayList<>();

    @Option(
            names = "--check-published",
            description = "Ask the DNS first, and sign only when each selector publishes its key.")
    private boolean checkPublished;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClockOption at;

    public SignCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        for (Selector selector : selectors) {
            PublishedName.of(selector, domain);
        }
        DkimSigner signer = signer();
        Message message = Inputs.message(file, console.in());
        if (checkPublished && !isPublished(signer)) {
            return ExitStatus.TEMPORARY.code();
        }
        DkimSigning signing = signer.sign(message);
        if (signing instanceof DkimSigning.Refused refused) {
            throw new CommandException(
                    "cannot sign " + Inputs.called(file) + ": " + FindingText.ofRefusals(refused.problems()));
        }
        if (signing instanceof DkimSigning.Failed failed) {
            throw new CommandException("cannot sign " + Inputs.called(file) + ": " + FindingText.of(failed.problems()));
        }
        message.withPrepended(signing.orElseThrow()).writeTo(console.out());
        if (signing instanceof DkimSigning.Signed signed) {
            for (Problem warning : signed.warnings()) {
                console.warning(Inputs.called(file) + ": " + FindingText.of(warning));
            }
        }
        return ExitStatus.OK.code();
    }

    private DkimSigner signer() throws CommandException {
        DkimSigner.Builder builder = DkimSigner.builder()
                .signingDomain(domain)
                .preflight(SigningPreflight.standard().allowing(allowed.toArray(PreflightCheck[]::new)))
                .clock(at.clock(surroundings));
        addKeys(builder);
        if (auid != null) {
            addAuid(builder, auid);
        }
        if (headers != null) {
            builder.signedFields(headers);
        }
        if (canonicalization != null) {
            builder.canonicalization(canonicalization.header(), canonicalization.body());
        }
        if (expiresAfter != null) {
            builder.expiresAfter(expiresAfter);
        }
        return builder.build();
    }

    private void addKeys(DkimSigner.Builder builder) throws CommandException {
        if (keyFiles.size() != selectors.size()) {
            throw new CommandException("there must be one --selector for each --key, and not " + selectors.size()
                    + " for " + keyFiles.size());
        }
        if (algorithms != null && algorithms.size() != keyFiles.size()) {
            throw new CommandException("there must be one --algorithm for each --key or none, and not "
                    + algorithms.size() + " for " + keyFiles.size());
        }
        for (int at = 0; at < keyFiles.size(); at++) {
            SigningKey key = KeyFile.read(keyFiles.get(at), passwordFile);
            if (algorithms != null && algorithms.get(at) != key.algorithm()) {
                throw new CommandException("--algorithm " + algorithms.get(at).word() + " does not fit key file "
                        + Inputs.called(keyFiles.get(at)) + ", which signs with "
                        + key.algorithm().word());
            }
            builder.key(selectors.get(at).toString(), key);
        }
    }

    private void addAuid(DkimSigner.Builder builder, String text) throws CommandException {
        int at = text.lastIndexOf('@');
        Optional<DomainName> agentDomain =
                DomainName.parse(text.substring(at + 1)).value();
        if (at < 0 || agentDomain.filter(name -> name.isEqualToOrBelow(domain)).isEmpty()) {
            throw new CommandException("'" + text + "' is no AUID such as joe@" + domain + " or @mail." + domain);
        }
        try {
            builder.auid(text.substring(0, at), agentDomain.get().toString());
        } catch (IllegalArgumentException tooLong) {
            throw new CommandException("'" + text + "' is no AUID: " + tooLong.getMessage());
        }
    }

    /** False when the DNS does not tell; told in any case. */
    private boolean isPublished(DkimSigner signer) throws CommandException {
        DnsOptions source = dns == null ? new DnsOptions() : dns;
        MessageDns asked = MessageDns.open(source.open(console, surroundings), Budget.open(BudgetLimits.defaults()));
        boolean known = true;
        for (PublishedKey key : signer.checkPublished(asked)) {
            String sentence = "the key of selector " + key.selector() + " " + PublishedKeyText.of(key);
            switch (key.status()) {
                case MATCHES -> {}
                case NOT_COMPARABLE -> console.warning(sentence);
                case TEMPORARY_FAILURE -> {
                    known = false;
                    console.error(sentence);
                }
                default -> throw new CommandException(sentence);
            }
        }
        return known;
    }
}
