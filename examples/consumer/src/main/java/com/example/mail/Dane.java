package com.example.mail;

import java.security.cert.X509Certificate;
import java.util.List;
import org.mailauth.DomainName;
import org.mailauth.dane.DaneResult;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dane.SmtpServer;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dns.DnsResolver;

/** Mail servers by DANE. */
final class Dane {
    private Dane() {}

    static String dane(DnsResolver validating, List<X509Certificate> chain) {
        // snippet: dane
        DaneVerifier dane = DaneVerifier.builder().resolver(validating).build(); // one whose DNSSEC states can be believed
        TlsaLookup lookup = dane.lookup(SmtpServer.of(DomainName.of("mx.example.com")));
        System.out.println(lookup.requirement() + " because " + lookup.reason());
        DaneResult result = dane.verify(lookup, chain); // the certificates that the server showed
        return result.permitsDelivery() ? "send: " + result : "the next server, or later: " + result;
        // end
    }
}
