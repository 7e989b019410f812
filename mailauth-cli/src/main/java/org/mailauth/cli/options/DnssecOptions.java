package org.mailauth.cli.options;

import org.jspecify.annotations.Nullable;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.output.Console;
import org.mailauth.dns.DnsResolver;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the DNS is asked, and whether what is said about DNSSEC is believed. */
public final class DnssecOptions {
    @ArgGroup
    private @Nullable DnsOptions dns;

    @Option(
            names = "--trust-ad",
            description = {
                "Believe the AD bit of the name servers: all of them validate DNSSEC, and nobody",
                "else can write to the way there, as with a resolver on this machine (RFC 7672",
                "§2.1.1). With --zone: take all of the zone file as signed."
            })
    private boolean trustAd;

    /** Whether what is said about DNSSEC is believed. */
    public boolean isTrusted() {
        return trustAd;
    }

    public DnsResolver open(Console console, Surroundings surroundings) throws CommandException {
        DnsOptions source = dns == null ? new DnsOptions() : dns;
        return trustAd ? source.openTrusted(console) : source.open(console, surroundings);
    }
}
