package org.mailauth.cli.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.SmtpSession;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.options.DnsOptions;
import org.mailauth.cli.options.SessionOptions;
import org.mailauth.cli.output.Console;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.MessageDns;
import org.mailauth.spf.SpfEvaluation;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.spf.SpfResult;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spf}: asks whether a host may send in the name of the HELO name and of the reverse-path. */
@Command(
        name = "spf",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Checks whether a host may send mail in a domain's name (SPF, RFC 7208).",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status, decided by the last identity checked:%n",
        exitCodeList = {
            " 0:It passes.",
            " 1:It does not.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "75:A temporary failure decided: try again later.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth spf --ip 192.0.2.1 --helo mail.example.org --mail-from alice@example.com",
            "  mailauth spf --ip 2001:db8::1 --mail-from alice@example.com --explain",
        })
public final class SpfCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private SessionOptions said;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(
            names = "--json",
            description =
                    "Write one JSON object a line and identity, HELO first: result, identity, domain, explanation "
                            + "and more.")
    private boolean json;

    @Option(names = "--explain", description = "Show how the policy was evaluated, term by term.")
    private boolean explain;

    public SpfCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        SmtpSession.Builder session =
                said.client().orElseThrow(() -> new CommandException("name --ip: SPF is about a client's address"));
        if (said.helo().isEmpty() && said.mailFrom().isEmpty()) {
            throw new CommandException("name --helo, --mail-from or both: there is nothing to check");
        }
        DnsResolver resolver = (dns == null ? new DnsOptions() : dns).open(console, surroundings);
        SpfReport report = json ? new SpfJsonReport(explain) : new SpfTextReport(explain);
        SpfResult last = SpfResult.NONE;
        for (SpfEvaluation evaluation : evaluate(session, resolver)) {
            report.lines(evaluation).forEach(console::line);
            last = evaluation.result();
        }
        return status(last).code();
    }

    private List<SpfEvaluation> evaluate(SmtpSession.Builder session, DnsResolver resolver) {
        SpfEvaluator evaluator = SpfEvaluator.builder()
                .resolver(resolver)
                .clock(surroundings.clock())
                .build();
        MessageDns shared = MessageDns.open(resolver, Budget.open(BudgetLimits.defaults()));
        List<SpfEvaluation> evaluations = new ArrayList<>();
        said.helo()
                .ifPresent(helo ->
                        evaluations.add(evaluator.checkHelo(session.helo(helo).build(), shared)));
        said.mailFrom()
                .ifPresent(mailFrom -> evaluations.add(
                        evaluator.checkMailFrom(session.mailFrom(mailFrom).build(), shared)));
        return evaluations;
    }

    private static ExitStatus status(SpfResult result) {
        return switch (result) {
            case PASS -> ExitStatus.OK;
            case TEMPERROR -> ExitStatus.TEMPORARY;
            case NONE, NEUTRAL, FAIL, SOFTFAIL, PERMERROR -> ExitStatus.NO_PASS;
        };
    }
}
