package org.mailauth.cli.lint;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mailauth.Problem;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.output.Console;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Words;
import org.mailauth.cli.transport.DaneOptions;
import org.mailauth.cli.transport.DaneReport;
import org.mailauth.dane.DaneRequirement;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dane.TlsaMatchingType;
import org.mailauth.dane.TlsaRecord;
import org.mailauth.dane.TlsaSelector;
import org.mailauth.dane.TlsaUsage;
import org.mailauth.dane.publish.TlsaFinding;
import org.mailauth.dane.publish.TlsaLinter;
import org.mailauth.dns.DnsResolver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lint tlsa}: what the owner of a mail server should know of its TLSA records. */
@Command(
        name = "tlsa",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Looks for mistakes in a mail server's TLSA records: unusable ones, unsigned ones, and ones that do not "
                        + "fit its certificates.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:No finding is an error.",
            " 1:Some finding is an error.",
            " 2:The command line cannot be used.",
            "74:Standard output does not take what is written to it.",
            "75:The records could not be found out: try again later.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExample:%n",
        footer = "  mailauth lint tlsa mx.example.com --chain server.pem --dns 127.0.0.1 --trust-ad")
public final class LintTlsaCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Mixin
    private DaneOptions options = new DaneOptions();

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    public LintTlsaCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        DnsResolver resolver = options.resolver(console, surroundings);
        DaneVerifier verifier = options.verifier(resolver, surroundings);
        List<X509Certificate> chain = options.chain();
        TlsaLookup lookup = options.lookup(verifier, resolver);
        List<TlsaFinding> findings = TlsaLinter.of(verifier).lint(lookup, chain);
        Optional<String> recommended = chain.stream().findFirst().map(leaf -> recommended(lookup, leaf));
        if (json) {
            console.line(json(lookup, findings, recommended));
        } else {
            text(lookup, findings, recommended).forEach(console::line);
        }
        return status(lookup, findings).code();
    }

    /** RFC 7672 §3.1: {@code 3 1 1} before all others. */
    private static String recommended(TlsaLookup lookup, X509Certificate leaf) {
        TlsaRecord record = TlsaRecord.of(TlsaUsage.DANE_EE, TlsaSelector.SPKI, TlsaMatchingType.SHA_256, leaf);
        return "_" + lookup.server().port() + "._tcp." + lookup.serverName() + ". IN TLSA " + record;
    }

    private static List<String> text(TlsaLookup lookup, List<TlsaFinding> findings, Optional<String> recommended) {
        List<String> lines = new ArrayList<>();
        lines.add("TLSA records of " + lookup.server());
        DaneReport.published(lookup).forEach(record -> lines.add("  record: " + record));
        recommended.ifPresent(record -> lines.add("  recommended for this certificate: " + record));
        for (TlsaFinding finding : findings) {
            Problem problem = finding.problem();
            lines.add(Words.of(finding.severity()) + ": " + problem.text() + " [" + problem.code()
                    + (problem.reference().isEmpty() ? "" : ", " + problem.reference()) + "]");
        }
        if (findings.isEmpty()) {
            lines.add("nothing to find fault with");
        }
        return lines;
    }

    private static String json(TlsaLookup lookup, List<TlsaFinding> findings, Optional<String> recommended) {
        return new JsonLine().of(json -> {
            json.writeStringField("host", lookup.server().host().toString());
            json.writeNumberField("port", lookup.server().port());
            json.writeArrayFieldStart("records");
            for (TlsaRecord record : DaneReport.published(lookup)) {
                json.writeString(record.toString());
            }
            json.writeEndArray();
            JsonLine.text(json, "recommended", recommended);
            json.writeArrayFieldStart("findings");
            for (TlsaFinding finding : findings) {
                json.writeStartObject();
                json.writeStringField("severity", Words.of(finding.severity()));
                JsonLine.members(json, finding.problem());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static ExitStatus status(TlsaLookup lookup, List<TlsaFinding> findings) {
        if (lookup.requirement() == DaneRequirement.DELAY) {
            return ExitStatus.TEMPORARY;
        }
        boolean error = findings.stream().anyMatch(finding -> finding.severity() == TlsaFinding.Severity.ERROR);
        return error ? ExitStatus.NO_PASS : ExitStatus.OK;
    }
}
