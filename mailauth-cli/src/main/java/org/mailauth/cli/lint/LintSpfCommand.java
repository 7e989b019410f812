package org.mailauth.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
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
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.spf.SpfJson;
import org.mailauth.spf.analysis.SpfAnalysis;
import org.mailauth.spf.analysis.SpfAnalyzer;
import org.mailauth.spf.analysis.SpfFinding;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lint spf}: what the owner of a domain should know of its SPF policy. */
@Command(
        name = "spf",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Analyses the SPF policy of a domain: cost, addresses, mistakes, and a flattened equivalent.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:No finding is an error.",
            " 1:Some finding is an error.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExample:%n",
        footer = "  mailauth lint spf example.com")
public final class LintSpfCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "DOMAIN",
            converter = NameConverters.OfDomain.class,
            description = "The domain that publishes the policy.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName domain;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    public LintSpfCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        SpfAnalysis analysis = SpfAnalyzer.builder()
                .resolver((dns == null ? new DnsOptions() : dns).open(console, surroundings))
                .build()
                .analyze(domain);
        if (json) {
            console.line(new JsonLine().of(members -> write(members, analysis)));
        } else {
            analysis.toString().lines().forEach(console::line);
        }
        boolean error =
                analysis.findings().stream().anyMatch(finding -> finding.severity() == SpfFinding.Severity.ERROR);
        return (error ? ExitStatus.NO_PASS : ExitStatus.OK).code();
    }

    private static void write(JsonGenerator json, SpfAnalysis analysis) throws IOException {
        json.writeStringField("domain", analysis.domain().toString());
        strings(json, "records", analysis.records());
        json.writeBooleanField("complete", analysis.complete());
        json.writeObjectFieldStart("worstCase");
        SpfJson.cost(json, "ip4", analysis.worstCase().ip4());
        SpfJson.cost(json, "ip6", analysis.worstCase().ip6());
        json.writeBooleanField("bounded", analysis.worstCase().bounded());
        json.writeEndObject();
        json.writeObjectFieldStart("authorized");
        json.writeNumberField("ip4", analysis.authorized().ip4());
        json.writeNumberField("ip6", analysis.authorized().ip6());
        strings(json, "networks", analysis.authorized().networks());
        json.writeEndObject();
        json.writeArrayFieldStart("findings");
        for (SpfFinding finding : analysis.findings()) {
            write(json, finding);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("flattened");
        JsonLine.text(json, "record", analysis.flattening().record());
        json.writeBooleanField("equivalent", analysis.flattening().equivalent());
        strings(json, "remarks", analysis.flattening().remarks());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SpfFinding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("code", finding.code());
        json.writeStringField("domain", finding.domain());
        JsonLine.text(json, "term", finding.term());
        json.writeStringField("text", finding.problem().text());
        JsonLine.text(
                json, "reference", Optional.of(finding.problem().reference()).filter(rule -> !rule.isEmpty()));
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<?> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }
}
