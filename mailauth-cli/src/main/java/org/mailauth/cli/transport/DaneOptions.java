package org.mailauth.cli.transport;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.options.DnssecOptions;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dane.SmtpServer;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A mail server, and where to ask about it. */
public final class DaneOptions {
    private static final int SMTP = 25;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "HOST",
            converter = NameConverters.OfAnyDomain.class,
            description = "The mail server: the host of an MX record, a domain without one, or a relay.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName host;

    @Option(names = "--port", paramLabel = "PORT", description = "TCP port; 25 by default.")
    private int port = SMTP;

    @Option(
            names = "--next-hop",
            paramLabel = "DOMAIN",
            converter = NameConverters.OfAnyDomain.class,
            description = {
                "The domain whose MX record names the host: asks whether that record is secure,",
                "and lets a certificate bear the domain's name (RFC 7672 §3.2.2)."
            })
    private @Nullable DomainName nextHop;

    @Option(
            names = "--chain",
            paramLabel = "FILE",
            description = "The certificates that the server shows, its own first, in PEM.")
    private @Nullable String chainFile;

    @Mixin
    private DnssecOptions dns = new DnssecOptions();

    public DaneVerifier verifier(DnsResolver resolver, Surroundings surroundings) {
        return DaneVerifier.builder()
                .resolver(resolver)
                .clock(surroundings.clock())
                .build();
    }

    public DnsResolver resolver(Console console, Surroundings surroundings) throws CommandException {
        return dns.open(console, surroundings);
    }

    /** The certificates of {@code --chain}; none without it. */
    public List<X509Certificate> chain() throws CommandException {
        return chainFile == null ? List.of() : CertificateFile.read(chainFile);
    }

    boolean hasChain() {
        return chainFile != null;
    }

    public TlsaLookup lookup(DaneVerifier verifier, DnsResolver resolver) {
        if (port < 1 || port > 0xFFFF) {
            throw new ParameterException(spec.commandLine(), "--port must be 1 to 65535: " + port);
        }
        MessageDns shared = MessageDns.open(resolver, Budget.open(BudgetLimits.defaults()));
        return verifier.lookup(server(shared).withPort(port), shared);
    }

    private SmtpServer server(MessageDns shared) {
        if (nextHop == null) {
            return SmtpServer.of(host);
        }
        DnsAnswer mx = shared.ask(nextHop.toDnsName(), DnsType.MX, "dane");
        return SmtpServer.ofMx(host, nextHop, mx.evidence());
    }
}
