package org.mailauth.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.options.DnsOptions;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.lint.DkimKeyLinter;
import org.mailauth.dkim.lint.KeyFinding;
import org.mailauth.dkim.lint.KeyLint;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.MessageDns;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lint dkim}: what the owner of a domain should know of its published keys. */
@Command(
        name = "dkim",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Looks for mistakes in the DKIM keys that a domain publishes.",
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
        footerHeading = "%nExamples:%n",
        footer = {"  mailauth lint dkim s1 example.com", "  mailauth lint dkim s2026r,s2026e example.com --json"})
public final class LintDkimCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            paramLabel = "SELECTOR",
            converter = SelectorList.Converter.class,
            description = "Names the key; several, separated by commas, are compared with each other as well.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private SelectorList named;

    @Parameters(
            index = "1",
            paramLabel = "DOMAIN",
            converter = NameConverters.OfDomain.class,
            description = "The domain that signs, d=.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName domain;

    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(
            names = "--json",
            description = "Write one JSON object a line: one for each selector, one for their comparison.")
    private boolean json;

    public LintDkimCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        DnsResolver resolver = (dns == null ? new DnsOptions() : dns).open(console, surroundings);
        List<Selector> selectors = named.selectors();
        Map<Selector, DkimKeyRecord> keys = new LinkedHashMap<>();
        boolean error = false;
        for (Selector selector : selectors) {
            KeyLint lint = DkimKeyLinter.lint(
                    selector, domain, MessageDns.open(resolver, Budget.open(BudgetLimits.defaults())));
            lint.keys().stream().findFirst().ifPresent(key -> keys.put(selector, key));
            tell(selector, lint);
            error |= lint.hasErrors();
        }
        if (selectors.size() > 1) {
            List<KeyFinding> findings = DkimKeyLinter.compare(keys);
            tell(findings);
            error |= findings.stream().anyMatch(finding -> finding.severity() == KeyFinding.Severity.ERROR);
        }
        return (error ? ExitStatus.NO_PASS : ExitStatus.OK).code();
    }

    private void tell(Selector selector, KeyLint lint) {
        if (json) {
            console.line(new JsonLine().of(members -> write(members, selector, lint)));
            return;
        }
        console.line(selector + " of " + domain + ": " + keys(lint));
        lint.findings().forEach(finding -> console.line("  " + finding));
    }

    private static String keys(KeyLint lint) {
        if (lint.keys().isEmpty()) {
            return "no key that can be read";
        }
        return String.join(
                ", and ", lint.keys().stream().map(LintDkimCommand::key).toList());
    }

    private static String key(DkimKeyRecord key) {
        return key.isRevoked() ? "revoked" : key.keyType() + ", " + key.keyBits() + " bits";
    }

    /** What the selectors have in common. */
    private void tell(List<KeyFinding> findings) {
        if (!json) {
            findings.forEach(finding -> console.line(finding.toString()));
            return;
        }
        console.line(new JsonLine().of(members -> {
            members.writeStringField("domain", domain.toString());
            members.writeNullField("selector");
            write(members, findings);
        }));
    }

    private void write(JsonGenerator json, Selector selector, KeyLint lint) throws IOException {
        json.writeStringField("domain", domain.toString());
        json.writeStringField("selector", selector.toString());
        JsonLine.text(json, "name", lint.name());
        json.writeArrayFieldStart("records");
        for (String record : lint.records()) {
            json.writeString(record);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("keys");
        for (DkimKeyRecord key : lint.keys()) {
            json.writeStartObject();
            json.writeStringField("keyType", key.keyType());
            json.writeNumberField("keyBits", key.keyBits());
            json.writeBooleanField("revoked", key.isRevoked());
            json.writeBooleanField("testing", key.isTesting());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("dnssec", lint.dnssec().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("ttlSeconds", lint.ttl().toSeconds());
        write(json, lint.findings());
    }

    private static void write(JsonGenerator json, List<KeyFinding> findings) throws IOException {
        json.writeArrayFieldStart("findings");
        for (KeyFinding finding : findings) {
            json.writeStartObject();
            json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            JsonLine.number(
                    json,
                    "record",
                    finding.record().isPresent() ? Optional.of(finding.record().getAsInt()) : Optional.empty());
            JsonLine.members(json, finding.problem());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
