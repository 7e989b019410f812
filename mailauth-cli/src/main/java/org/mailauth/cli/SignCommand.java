package org.mailauth.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimSigning;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SignedFields;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.SigningKey;
import org.mailauth.message.Message;
import picocli.CommandLine.Command;
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
            " 2:The command line, the message or the key cannot be used; nothing was written.",
            "70:Internal error, please report it.",
            "74:Standard output does not take what is written to it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth sign message.eml --domain example.com --selector s1 --key s1.pem > signed.eml",
            "  mailauth sign - --domain example.com --selector s1 --key s1.pem --expires-after 7d \\",
            "      --headers from:to:subject:date < message.eml",
        })
final class SignCommand implements Callable<Integer> {
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
            description = "Which of the domain's keys it is, s=.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private Selector selector;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description =
                    "The private key, RSA or Ed25519: PEM (PKCS#8 or PKCS#1), or the base64 seed of an Ed25519 key.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String keyFile;

    @Option(
            names = "--key-password-file",
            paramLabel = "FILE",
            description = "A file with the password of an encrypted key in its first line.")
    private @Nullable String passwordFile;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            converter = AlgorithmConverter.class,
            description = "rsa-sha256 or ed25519-sha256; must fit the key. Default: what the key signs with.")
    private @Nullable SigningAlgorithm algorithm;

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
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = {
                "When the signature claims to be made.",
                "Such as 2018-06-10T13:38:29Z, 2018-06-10 (midnight UTC) or @1528637909",
                "(seconds since 1970). Default: now."
            })
    private @Nullable Instant at;

    SignCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        PublishedName.of(selector, domain);
        DkimSigner signer = signer(key());
        Message message = Inputs.message(file, console.in());
        DkimSigning signing = signer.sign(message);
        if (signing instanceof DkimSigning.Refused refused) {
            throw new CommandException("cannot sign " + Inputs.called(file) + ": " + texts(refused.problems()));
        }
        message.withPrepended(signing.orElseThrow()).writeTo(console.out());
        warn(message.problems());
        return ExitStatus.OK.code();
    }

    private SigningKey key() throws CommandException {
        SigningKey key = KeyFile.read(keyFile, passwordFile);
        if (algorithm != null && algorithm != key.algorithm()) {
            throw new CommandException("--algorithm " + algorithm.word() + " does not fit key file "
                    + Inputs.called(keyFile) + ", which signs with "
                    + key.algorithm().word());
        }
        return key;
    }

    private DkimSigner signer(SigningKey key) {
        DkimSigner.Builder builder = DkimSigner.builder()
                .signingDomain(domain)
                .key(selector.toString(), key)
                .clock(at == null ? surroundings.clock() : Clock.fixed(at, ZoneOffset.UTC));
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

    /** Says what mail servers may mend on the way, and break the signature with. */
    private void warn(List<Problem> problems) {
        for (Problem problem : problems) {
            if (!problem.code().equals("message.lf-converted")) {
                console.warning(Inputs.called(file) + " may be changed on its way: " + problem.text());
            }
        }
    }

    private static String texts(List<Problem> problems) {
        return problems.stream().map(Problem::text).collect(Collectors.joining("; "));
    }
}
