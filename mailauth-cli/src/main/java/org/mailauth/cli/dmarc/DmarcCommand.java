package org.mailauth.cli.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.options.DnsOptions;
import org.mailauth.cli.options.LegacyOption;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.message.Author;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dmarc}: evaluates what SPF and DKIM found for the domain that a message claims as its author's. */
@Command(
        name = "dmarc",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Decides what a domain wants done with a message in its name (DMARC, RFC 9989).",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:The message passes.",
            " 1:It does not.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "75:A temporary failure decided: try again later.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth dmarc --from example.com --spf pass:bounce.example.com --dkim fail:example.com",
            "  mailauth dmarc --from example.com --legacy --json",
        })
public final class DmarcCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Option(
            names = "--from",
            paramLabel = "DOMAIN",
            required = true,
            converter = NameConverters.OfAnyDomain.class,
            description = "The author domain: that of the address in the From field.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName from;

    @Option(
            names = "--spf",
            paramLabel = "RESULT:DOMAIN",
            converter = IdentifierConverters.OfSpf.class,
            description = "The result of SPF for the reverse-path, such as pass:example.com.")
    private @Nullable AuthenticatedIdentifier spf;

    @Option(
            names = "--dkim",
            paramLabel = "RESULT:DOMAIN",
            converter = IdentifierConverters.OfDkim.class,
            description = "The result of a DKIM signature and its signing domain; once for each signature.")
    private List<AuthenticatedIdentifier> dkim = new ArrayList<>();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private LegacyOption legacy;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(
            names = "--json",
            description = "Write one JSON object: result, authorDomain, policyDomain, organizationalDomain, "
                    + "publishedPolicy, appliedPolicy, outcome and more.")
    private boolean json;

    @Option(names = "--explain", description = "Show how the result came about, question by question.")
    private boolean explain;

    public DmarcCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        DmarcEvaluator evaluator = DmarcEvaluator.builder()
                .resolver((dns == null ? new DnsOptions() : dns).open(console, surroundings))
                .mode(legacy.mode(surroundings))
                .build();
        DmarcEvaluation evaluation = evaluator.evaluate(Author.of(from), identifiers());
        DmarcReport report = json ? new DmarcJsonReport(explain) : new DmarcTextReport(explain);
        report.lines(evaluation).forEach(console::line);
        return status(evaluation.result()).code();
    }

    private List<AuthenticatedIdentifier> identifiers() {
        List<AuthenticatedIdentifier> identifiers = new ArrayList<>();
        if (spf != null) {
            identifiers.add(spf);
        }
        identifiers.addAll(dkim);
        return identifiers;
    }

    private static ExitStatus status(DmarcResult result) {
        return switch (result) {
            case PASS -> ExitStatus.OK;
            case TEMPERROR -> ExitStatus.TEMPORARY;
            case NONE, FAIL, PERMERROR -> ExitStatus.NO_PASS;
        };
    }
}
