package org.mailauth.realparts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.dane.DaneCertificateException;
import org.mailauth.dane.DaneResult;
import org.mailauth.dane.DaneTls;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dane.SmtpServer;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import org.mailauth.dnsjava.DnsjavaResolver;

/**
 * This library as a DANE client, run as a program of its own inside the network of a lab: asks the validating resolver at
 * 127.0.0.1, connects, says STARTTLS, and shakes hands through our trust manager.
 */
final class DaneProbe {
    private static final int PATIENCE_MILLIS = 5000;

    private final DnsjavaResolver resolver;
    private final DaneVerifier verifier;

    private DaneProbe(DnsjavaResolver resolver) {
        this.resolver = resolver;
        this.verifier = DaneVerifier.builder().resolver(resolver).build();
    }

    /**
     * Writes for each line of a file (host, or next-hop domain and host) one line: what the lookup says, why, the base
     * domain, and the reason of the verdict on the connection.
     *
     * @param arguments the file
     */
    public static void main(String[] arguments) throws IOException {
        StringBuilder out = new StringBuilder();
        try (DnsjavaResolver resolver = DnsjavaResolver.builder()
                .server("127.0.0.1", 53)
                .trustAuthenticatedData(true)
                .build()) {
            DaneProbe probe = new DaneProbe(resolver);
            for (String line : Files.readAllLines(Path.of(arguments[0]))) {
                out.append(probe.look(line)).append('\n');
            }
        }
        System.out.write(out.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        DnsjavaResolver.endDnsjavaThread();
    }

    private String look(String line) {
        int blank = line.indexOf(' ');
        MessageDns dns = MessageDns.open(resolver, Budget.open(BudgetLimits.defaults()));
        SmtpServer server = blank < 0
                ? SmtpServer.of(DomainName.of(line))
                : mx(dns, DomainName.of(line.substring(0, blank)), DomainName.of(line.substring(blank + 1)));
        TlsaLookup lookup = verifier.lookup(server, dns);
        return lookup.requirement() + "\t" + why(lookup) + "\t" + lookup.serverName() + "\t" + connect(lookup);
    }

    private static SmtpServer mx(MessageDns dns, DomainName nextHop, DomainName host) {
        DnsAnswer answer = dns.ask(nextHop.toDnsName(), DnsType.MX, "probe");
        boolean named = answer.records(DnsRecord.Mx.class).stream()
                .anyMatch(mx -> mx.exchange().equals(host.toDnsName()));
        if (!named) {
            throw new IllegalStateException(host + " is no MX of " + nextHop + ": " + answer);
        }
        return SmtpServer.ofMx(host, nextHop, answer.evidence());
    }

    private static String why(TlsaLookup lookup) {
        if (lookup instanceof TlsaLookup.NotOffered absent) {
            return absent.absence().name();
        }
        return lookup instanceof TlsaLookup.Unreachable unreachable
                ? unreachable.obstacle().name()
                : "RECORDS";
    }

    private String connect(TlsaLookup lookup) {
        if (lookup.addresses().isEmpty()) {
            return verifier.verify(lookup, List.of()).reason().name();
        }
        InetAddress address = lookup.addresses().get(0);
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, lookup.server().port()), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            startTls(plain);
            return shakeHands(plain, lookup);
        } catch (IOException e) {
            return "CONNECTION " + e;
        }
    }

    private static void startTls(Socket plain) throws IOException {
        // One octet at a time, in effect: after the reply to STARTTLS the octets are TLS's.
        BufferedReader in =
                new BufferedReader(new InputStreamReader(plain.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = plain.getOutputStream();
        expect(in, "220");
        out.write("EHLO probe.test\r\n".getBytes(StandardCharsets.US_ASCII));
        expect(in, "250");
        out.write("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
        expect(in, "220");
    }

    private static void expect(BufferedReader in, String code) throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith(code + "-")) {
            line = in.readLine();
        }
        if (line == null || !line.startsWith(code)) {
            throw new IOException("not " + code + ": " + line);
        }
    }

    private String shakeHands(Socket plain, TlsaLookup lookup) throws IOException {
        try (SSLSocket tls = (SSLSocket) DaneTls.context(verifier, lookup)
                .getSocketFactory()
                .createSocket(
                        plain, lookup.serverName().toString(), lookup.server().port(), false)) {
            tls.setSSLParameters(DaneTls.parameters(tls.getSSLParameters(), lookup));
            tls.startHandshake();
            List<X509Certificate> chain = Stream.of(tls.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
            return verifier.verify(lookup, chain).reason().name();
        } catch (SSLException refused) {
            if (refused.getCause() instanceof DaneCertificateException dane) {
                DaneResult result = dane.result();
                return result.reason().name();
            }
            throw refused;
        }
    }
}
