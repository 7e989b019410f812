package org.mailauth.cli.lint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
import org.mailauth.cli.transport.PolicyFileTransport;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.mtasts.MtaStsFinding;
import org.mailauth.mtasts.MtaStsLint;
import org.mailauth.mtasts.MtaStsLinter;
import org.mailauth.mtasts.MtaStsPublication;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lint mta-sts}: what the owner of a domain should know of its MTA-STS record and policy. */
@Command(
        name = "mta-sts",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Looks at the MTA-STS record and policy of a domain: mistakes, MX hosts that the policy leaves out, "
                        + "and changes that senders do not notice. Without DOMAIN it looks at texts only.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:No finding is an error.",
            " 1:Some finding is an error.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "75:Something could not be found out: try again later.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth lint mta-sts example.com",
            "  mailauth lint mta-sts example.com --policy new.txt --previous old.txt",
            "  mailauth lint mta-sts --record \"v=STSv1; id=20261130;\" --policy new.txt",
        })
public final class LintMtaStsCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DOMAIN",
            converter = NameConverters.OfAnyDomain.class,
            description = "The domain that the policy is for.")
    private @Nullable DomainName domain;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(
            names = "--record",
            paramLabel = "TEXT",
            description = "Take this text for the record that the domain publishes.")
    private @Nullable String record;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Take this file for what the policy host serves, and connect to nobody.")
    private @Nullable String policy;

    @Option(
            names = "--previous",
            paramLabel = "FILE",
            description = "The policy until now, with the record that is in the DNS: does the id change with it?")
    private @Nullable String previous;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    public LintMtaStsCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        if (domain == null) {
            return texts();
        }
        DnsResolver resolver = (dns == null ? new DnsOptions() : dns).open(console, surroundings);
        MtaStsLinter.Builder builder = MtaStsLinter.builder()
                .resolver(record == null ? resolver : publishing(resolver, domain, record))
                .clock(surroundings.clock());
        if (policy != null) {
            builder.transport(PolicyFileTransport.of(PolicyFileTransport.read(policy)))
                    .allowPrivateAddresses();
        }
        MtaStsLint lint = builder.build().lint(domain);
        List<MtaStsFinding> findings = new ArrayList<>(lint.findings());
        if (previous != null) {
            findings.addAll(changes(lint, resolver, domain, PolicyFileTransport.read(previous)));
        }
        show(Optional.of(lint), findings);
        return status(findings, lint.isComplete());
    }

    private Integer texts() throws CommandException {
        if (record == null && policy == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "nothing to look at: DOMAIN, --record and --policy are missing");
        }
        if (previous != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--previous needs DOMAIN");
        }
        List<MtaStsFinding> findings = new ArrayList<>();
        if (record != null) {
            findings.addAll(MtaStsLinter.lintRecord(octets(record)));
        }
        if (policy != null) {
            findings.addAll(MtaStsLinter.lintPolicy(PolicyFileTransport.read(policy)));
        }
        show(Optional.empty(), findings);
        return status(findings, true);
    }

    /** The DNS as it will be with this record. */
    private static DnsResolver publishing(DnsResolver resolver, DomainName domain, String record) {
        Optional<DnsName> name = domain.prepend("_mta-sts").map(DomainName::toDnsName);
        DnsRecord.Txt text = new DnsRecord.Txt(List.of(octets(record)));
        return question -> question.type() == DnsType.TXT && name.equals(Optional.of(question.name()))
                ? new DnsAnswer.Found(List.of(text), DnsAnswer.Evidence.NONE)
                : resolver.resolve(question);
    }

    /** As the DNS would have it: one octet a character. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static List<MtaStsFinding> changes(
            MtaStsLint lint, DnsResolver resolver, DomainName domain, byte[] previous) {
        MtaStsLint until = MtaStsLinter.builder()
                .resolver(resolver)
                .transport(PolicyFileTransport.of(previous))
                .allowPrivateAddresses()
                .build()
                .lint(domain);
        Optional<MtaStsPublication> before = until.publication();
        Optional<MtaStsPublication> after = lint.publication();
        return before.isPresent() && after.isPresent() ? MtaStsLinter.lintChange(before.get(), after.get()) : List.of();
    }

    private void show(Optional<MtaStsLint> lint, List<MtaStsFinding> findings) {
        findings.sort(Comparator.comparing(MtaStsFinding::severity));
        if (json) {
            console.line(MtaStsLintReport.json(lint, findings));
        } else {
            MtaStsLintReport.text(lint, findings).forEach(console::line);
        }
    }

    private static int status(List<MtaStsFinding> findings, boolean complete) {
        boolean error = findings.stream().anyMatch(finding -> finding.severity() == MtaStsFinding.Severity.ERROR);
        if (error) {
            return ExitStatus.NO_PASS.code();
        }
        return (complete ? ExitStatus.OK : ExitStatus.TEMPORARY).code();
    }
}
