package org.mailauth.cli.sign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.cli.output.OwnerOnlyFile;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.ZoneRecord;
import org.mailauth.dns.DnsName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mailauth keygen}: makes a private key and the record that publishes its public half. */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Makes a DKIM key: writes the private key to a file that only its owner can read, and the DNS "
                + "record to publish, in the form of a zone file, to standard output.",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:The key was made.",
            " 2:The command line cannot be used, or the key file cannot be written.",
            "70:Internal error, please report it.",
            "74:Standard output does not take what is written to it; the key file was written."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth keygen --domain example.com --selector s1 --out s1.pem",
            "  mailauth keygen --type ed25519 --domain example.com --selector s2 --out s2.pem > s2.zone",
        })
public final class KeygenCommand implements Callable<Integer> {
    private static final int DEFAULT_BITS = 2048;
    private static final int MAX_BITS = 4096;

    private final Console console;
    private final Surroundings surroundings;

    @Option(
            names = "--domain",
            required = true,
            paramLabel = "DOMAIN",
            converter = NameConverters.OfDomain.class,
            description = "The domain that will sign, d=.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName domain;

    @Option(
            names = "--selector",
            required = true,
            paramLabel = "SELECTOR",
            converter = NameConverters.OfSelector.class,
            description = "The name of the key within the domain, s=.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private Selector selector;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where the private key goes: PEM, PKCS#8, not encrypted.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String out;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            converter = KeyType.Converter.class,
            description = "rsa, which every verifier understands, or ed25519 (RFC 8463), for a second signature "
                    + "beside the RSA one. Default: rsa.")
    private KeyType type = KeyType.RSA;

    @Option(
            names = "--bits",
            paramLabel = "NUMBER",
            description = "Size of an RSA key: 2048 to 4096, what every verifier must accept (RFC 8301 §3.2). "
                    + "Default: 2048.")
    private @Nullable Integer bits;

    @Option(names = "--force", description = "Replace the key file when it exists.")
    private boolean force;

    public KeygenCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        int size = checkedBits();
        DnsName name = PublishedName.of(selector, domain);
        Path file = Inputs.path(out);
        if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            // Said before the key is made, which takes its time; creating the file checks again.
            throw new CommandException(
                    "cannot write " + Inputs.called(out) + ": it exists already; --force replaces it");
        }
        SigningKey key = type.generate(size, surroundings.random());
        write(file, key);
        show(name, key.keyRecord().orElseThrow());
        return ExitStatus.OK.code();
    }

    private int checkedBits() throws CommandException {
        if (bits == null) {
            return DEFAULT_BITS;
        }
        if (type != KeyType.RSA) {
            throw new CommandException("--bits goes with --type rsa only");
        }
        if (bits < DEFAULT_BITS || bits > MAX_BITS) {
            throw new CommandException("--bits must be " + DEFAULT_BITS + " to " + MAX_BITS + ", not " + bits);
        }
        return bits;
    }

    private void write(Path file, SigningKey key) throws CommandException {
        byte[] pem = key.toPem().getBytes(StandardCharsets.US_ASCII);
        try {
            if (force) {
                OwnerOnlyFile.replace(file, pem);
            } else {
                OwnerOnlyFile.create(file, pem);
            }
        } catch (IOException failed) {
            throw CommandException.of("cannot write " + Inputs.called(out), failed);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    private void show(DnsName name, DkimKeyRecord record) {
        console.line("; DKIM key " + selector + " of " + domain + ": " + record.keyType() + ", " + record.keyBits()
                + " bits");
        ZoneRecord.of(name, record.toText()).lines().forEach(console::line);
    }
}
