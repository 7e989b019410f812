package org.mailauth.cli.transport;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.output.Console;
import org.mailauth.dane.DaneRequirement;
import org.mailauth.dane.DaneResult;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dns.DnsResolver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dane}: what a mail server's TLSA records demand, and whether certificates are what they demand. */
@Command(
        name = "dane",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Tells what a mail server's TLSA records demand of connections to it (DANE, RFC 7672), and whether "
                        + "certificates are what they demand.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:The server is to be authenticated; with --chain: and it is.",
            " 1:DANE authenticates nobody here, or the certificates are not what it demands.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "75:What DANE demands could not be found out: try again later.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth dane mx.example.com --dns 127.0.0.1 --trust-ad",
            "  mailauth dane mx.example.com --next-hop example.com --chain server.pem --json --trust-ad",
        })
public final class DaneCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Mixin
    private DaneOptions options = new DaneOptions();

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    public DaneCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        DnsResolver resolver = options.resolver(console, surroundings);
        DaneVerifier verifier = options.verifier(resolver, surroundings);
        TlsaLookup lookup = options.lookup(verifier, resolver);
        Optional<DaneResult> result =
                options.hasChain() ? Optional.of(verifier.verify(lookup, options.chain())) : Optional.empty();
        List<String> lines = json ? List.of(DaneReport.json(lookup, result)) : DaneReport.text(lookup, result);
        lines.forEach(console::line);
        return status(lookup, result).code();
    }

    private static ExitStatus status(TlsaLookup lookup, Optional<DaneResult> result) {
        if (lookup.requirement() == DaneRequirement.DELAY) {
            return ExitStatus.TEMPORARY;
        }
        boolean authenticated = lookup.requirement() == DaneRequirement.AUTHENTICATED_TLS
                && result.map(DaneResult::isAuthenticated).orElse(true);
        return authenticated ? ExitStatus.OK : ExitStatus.NO_PASS;
    }
}
