package org.mailauth.cli.lint;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.options.DnsOptions;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.dmarc.DmarcResult;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lint dmarc}: what the owner of a domain should know of its DMARC policy. */
@Command(
        name = "dmarc",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Analyses the DMARC policy of a domain: mistakes, what subdomains are left open to, where reports go, "
                        + "and whether RFC 9989 and RFC 7489 see the same.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:No finding is an error.",
            " 1:Some finding is an error.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "75:The policy could not be found out: try again later.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExample:%n",
        footer = "  mailauth lint dmarc example.com")
public final class LintDmarcCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "DOMAIN",
            converter = NameConverters.OfAnyDomain.class,
            description = "The domain that the policy is for.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName domain;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    public LintDmarcCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        DmarcLint lint = DmarcLinter.lint(domain, (dns == null ? new DnsOptions() : dns).open(console, surroundings));
        if (json) {
            console.line(DmarcLintReport.json(lint));
        } else {
            DmarcLintReport.text(lint).forEach(console::line);
        }
        if (lint.domainItself().first().result() == DmarcResult.TEMPERROR) {
            return ExitStatus.TEMPORARY.code();
        }
        return (lint.hasErrors() ? ExitStatus.NO_PASS : ExitStatus.OK).code();
    }
}
