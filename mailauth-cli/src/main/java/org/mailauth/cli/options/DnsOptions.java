package org.mailauth.cli.options;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.output.Console;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dnsjava.DnsjavaResolver;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.ZoneFile;
import picocli.CommandLine.Option;

/** Where the DNS is asked: in a zone file, or at a name server; at most one of the two. */
public final class DnsOptions {
    @Option(
            names = "--zone",
            paramLabel = "FILE",
            description = "Take DNS answers from a zone file (RFC 1035 §5) and ask no name server.")
    private @Nullable String zone;

    @Option(
            names = "--dns",
            paramLabel = "HOST[:PORT]",
            converter = ServerAddress.Converter.class,
            description = {
                "Ask this name server. Such as 192.0.2.53, [2001:db8::53]:5353 or",
                "ns.example.net. Default: those that the system is configured with."
            })
    private @Nullable ServerAddress server;

    public DnsResolver open(Console console, Surroundings surroundings) throws CommandException {
        if (zone != null) {
            return readZone(zone, console);
        }
        return server == null
                ? surroundings.systemDns().get()
                : DnsjavaResolver.builder().servers(List.of(server.resolve())).build();
    }

    /** Opens what is asked as something whose DNSSEC states are to be believed. */
    DnsResolver openTrusted(Console console) throws CommandException {
        if (zone != null) {
            return readZone(zone, console).toBuilder()
                    .dnssec(DnssecStatus.SECURE)
                    .build();
        }
        DnsjavaResolver.Builder builder = DnsjavaResolver.builder().trustAuthenticatedData(true);
        return (server == null ? builder : builder.servers(List.of(server.resolve()))).build();
    }

    private static InMemoryDns readZone(String name, Console console) throws CommandException {
        Parsed<InMemoryDns> parsed;
        try {
            parsed = ZoneFile.read(Inputs.regular(name));
        } catch (IOException unreadable) {
            throw CommandException.of("cannot read zone file " + Inputs.called(name), unreadable);
        }
        List<Problem> problems = parsed.problems();
        if (parsed.value().isEmpty()) {
            int more = problems.size() - 1;
            throw new CommandException("zone file " + Inputs.called(name) + ": "
                    + problems.get(0).text() + (more == 0 ? "" : " (and " + more + " more)"));
        }
        for (Problem hint : problems) {
            console.warning("zone file " + Inputs.called(name) + ": " + hint.text());
        }
        return parsed.value().get();
    }
}
