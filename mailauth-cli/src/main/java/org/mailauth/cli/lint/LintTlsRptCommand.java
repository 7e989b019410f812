package org.mailauth.cli.lint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.options.DnsOptions;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.dns.DnsResolver;
import org.mailauth.tlsrpt.TlsRptLookup;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lint tlsrpt}: what the owner of a domain should know of its TLSRPT record. */
@Command(
        name = "tlsrpt",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Looks at the TLSRPT record of a domain: mistakes, and where reports about TLS go (RFC 8460). "
                + "Without DOMAIN it looks at a text only.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:No finding is an error.",
            " 1:Some finding is an error.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "75:The record could not be found out: try again later.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth lint tlsrpt example.com",
            "  mailauth lint tlsrpt --record \"v=TLSRPTv1; rua=mailto:tls@example.com\"",
        })
public final class LintTlsRptCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Console console;
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DOMAIN",
            converter = NameConverters.OfAnyDomain.class,
            description = "The domain that mail goes to.")
    private @Nullable DomainName domain;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(names = "--record", paramLabel = "TEXT", description = "Look at this text, and ask no name server.")
    private @Nullable String record;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    public LintTlsRptCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        if ((domain == null) == (record == null)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "it takes either DOMAIN or --record to look at");
        }
        TlsRptLintReport report = record == null ? lint(domain) : TlsRptLintReport.of(octets(record));
        if (json) {
            console.line(report.json());
        } else {
            report.text().forEach(console::line);
        }
        return report.status().code();
    }

    private TlsRptLintReport lint(@Nullable DomainName asked) throws CommandException {
        if (asked == null) {
            throw new IllegalStateException("neither a domain nor a record");
        }
        DnsResolver resolver = (dns == null ? new DnsOptions() : dns).open(console, surroundings);
        return TlsRptLintReport.of(TlsRptLookup.of(asked, resolver, Deadline.after(TIMEOUT)));
    }

    /** As the DNS would have it: one octet a character. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
