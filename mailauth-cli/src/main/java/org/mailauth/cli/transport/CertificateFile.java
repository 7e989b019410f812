package org.mailauth.cli.transport;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.input.Inputs;

/** Reads certificates in PEM (RFC 7468 §5), with any text between them. */
final class CertificateFile {
    private static final int MAX_OCTETS = 1 << 20;
    private static final int MAX_CERTIFICATES = 100;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private CertificateFile() {}

    /** The certificates in the order of the file, at least one. */
    static List<X509Certificate> read(String name) throws CommandException {
        String text = new String(Inputs.small(name, MAX_OCTETS), StandardCharsets.ISO_8859_1);
        List<X509Certificate> chain = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int end = text.indexOf(END, at);
            if (end < 0 || chain.size() == MAX_CERTIFICATES) {
                throw new CommandException("cannot use certificate file " + Inputs.called(name) + ": "
                        + (end < 0 ? "a certificate does not end" : "it has more than " + MAX_CERTIFICATES));
            }
            chain.add(certificate(name, text.substring(at + BEGIN.length(), end), chain.size() + 1));
            at = text.indexOf(BEGIN, end);
        }
        if (chain.isEmpty()) {
            throw new CommandException(
                    "cannot use certificate file " + Inputs.called(name) + ": it holds no certificate in PEM");
        }
        return chain;
    }

    private static X509Certificate certificate(String name, String base64, int number) throws CommandException {
        try {
            byte[] octets = Base64.getMimeDecoder().decode(base64);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(octets));
        } catch (CertificateException | RuntimeException broken) {
            throw new CommandException("cannot use certificate file " + Inputs.called(name) + ": certificate number "
                    + number + " cannot be read");
        }
    }
}
