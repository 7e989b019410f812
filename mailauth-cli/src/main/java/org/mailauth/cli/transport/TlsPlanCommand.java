package org.mailauth.cli.transport;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.options.DnssecOptions;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.dns.DnsResolver;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import org.mailauth.transport.OutboundTlsPlanner;
import org.mailauth.transport.TlsPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tls-plan}: to which hosts mail for a domain may go, and how each must be authenticated. */
@Command(
        name = "tls-plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Tells to which hosts mail for a domain may go and how each must be authenticated, by DANE and "
                + "MTA-STS together (RFC 7672, RFC 8461). Sends no mail and connects to no mail server.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:At least one host may be tried.",
            " 1:The domain takes no mail.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "75:No host may be used now: mail waits.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth tls-plan example.com --dns 127.0.0.1 --trust-ad",
            "  mailauth tls-plan example.com --zone new.zone --policy mta-sts.txt --json",
        })
public final class TlsPlanCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "DOMAIN",
            converter = NameConverters.OfAnyDomain.class,
            description = "The domain of a recipient's address, or a smart host.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName domain;

    @Mixin
    private DnssecOptions dns = new DnssecOptions();

    @Option(
            names = "--require-dane",
            description = "Send nothing to hosts that DANE does not authenticate (RFC 7672 §2.2.1).")
    private boolean requireDane;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Take this file for what the policy host serves, and connect to nobody.")
    private @Nullable String policy;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    public TlsPlanCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        if (requireDane && !dns.isTrusted()) {
            throw new CommandException("--require-dane needs --trust-ad: without it nothing is known about DNSSEC");
        }
        DnsResolver resolver = dns.open(console, surroundings);
        MtaStsPolicyFetcher.Builder fetcher =
                MtaStsPolicyFetcher.builder().resolver(resolver).clock(surroundings.clock());
        if (policy != null) {
            // Nothing is connected to, so that any address will do.
            fetcher.transport(PolicyFileTransport.of(PolicyFileTransport.read(policy)))
                    .allowPrivateAddresses();
        }
        OutboundTlsPlanner.Builder planner = OutboundTlsPlanner.builder()
                .resolver(resolver)
                .mtaSts(fetcher.build())
                .clock(surroundings.clock());
        if (!dns.isTrusted()) {
            planner.withoutDane();
        }
        if (requireDane) {
            planner.requireDane();
        }
        TlsPlan plan = planner.build().plan(domain);
        if (json) {
            console.line(TlsPlanReport.json(plan));
        } else {
            TlsPlanReport.text(plan).forEach(console::line);
        }
        return status(plan).code();
    }

    private static ExitStatus status(TlsPlan plan) {
        return switch (plan.outcome()) {
            case DELIVER -> ExitStatus.OK;
            case DELAY -> ExitStatus.TEMPORARY;
            case NULL_MX, NO_SUCH_DOMAIN -> ExitStatus.NO_PASS;
        };
    }
}
