package org.mailauth.cli.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.options.DnsOptions;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.dns.DnsResolver;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.mtasts.MtaStsPolicyCache;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mta-sts}: the policy by which mail for a domain is sent. */
@Command(
        name = "mta-sts",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Finds the policy by which mail for a domain is sent, and says which of its MX hosts it permits "
                + "(MTA-STS, RFC 8461).",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:There is a policy, not of mode none, and it permits every MX host.",
            " 1:There is none, or it leaves a host out.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "75:Something could not be found out: try again later.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth mta-sts example.com",
            "  mailauth mta-sts example.com --zone new.zone --policy mta-sts.txt",
        })
public final class MtaStsCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "DOMAIN",
            converter = NameConverters.OfAnyDomain.class,
            description = "The domain of a recipient's address, or a smart host.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName domain;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Take this file for what the policy host serves, and connect to nobody.")
    private @Nullable String policy;

    @Option(names = "--cache", paramLabel = "DIRECTORY", description = "Remember policies here, as a mail server does.")
    private @Nullable String cache;

    @Option(names = "--json", description = "Write one JSON object: domain, outcome, mode, mx, maxAge, hosts and more.")
    private boolean json;

    public MtaStsCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        DnsResolver resolver = (dns == null ? new DnsOptions() : dns).open(console, surroundings);
        MtaStsPolicyFetcher.Builder builder =
                MtaStsPolicyFetcher.builder().resolver(resolver).clock(surroundings.clock());
        if (policy != null) {
            // Nothing is connected to, so that any address will do.
            builder.transport(PolicyFileTransport.of(PolicyFileTransport.read(policy)))
                    .allowPrivateAddresses();
        }
        MtaStsLookup lookup = cache == null ? builder.build().fetch(domain) : fetch(builder, cache);
        MxHosts mx = MxHosts.of(domain, resolver);
        if (json) {
            console.line(MtaStsReport.json(lookup, mx));
        } else {
            MtaStsReport.text(lookup, mx).forEach(console::line);
        }
        return status(lookup, mx).code();
    }

    private MtaStsLookup fetch(MtaStsPolicyFetcher.Builder builder, String directory) throws CommandException {
        try {
            MtaStsPolicyCache disk = MtaStsPolicyCache.onDisk(
                    Inputs.path(directory), 100_000, problem -> console.warning(problem.text()));
            return builder.cache(disk).build().fetch(domain);
        } catch (UncheckedIOException unreadable) {
            // An UncheckedIOException always has its cause.
            IOException cause = Objects.requireNonNull(unreadable.getCause());
            throw CommandException.of("cannot use the cache " + Inputs.called(directory), cause);
        } catch (IOException unusable) {
            throw CommandException.of("cannot use the cache " + Inputs.called(directory), unusable);
        }
    }

    private static ExitStatus status(MtaStsLookup lookup, MxHosts mx) {
        if (lookup instanceof MtaStsLookup.Failed || mx.failure().isPresent()) {
            return ExitStatus.TEMPORARY;
        }
        boolean good = lookup.appliedPolicy()
                .filter(applied -> applied.mode() != MtaStsPolicy.Mode.NONE
                        && mx.hosts().stream().allMatch(applied::permits))
                .isPresent();
        return good ? ExitStatus.OK : ExitStatus.NO_PASS;
    }
}
