package org.mailauth.realparts;

import java.util.List;
import org.mailauth.conformance.certificates.TestCertificate;

/**
 * The policy host of one domain: what it shows, and what it says.
 *
 * @param domain the Policy Domain
 * @param chain its certificate, with its key, and those above but for the root
 * @param location what nginx does with a request for the policy file, in nginx's words
 */
record PolicySite(String domain, List<TestCertificate> chain, String location) {
    private static final String PATH = "/.well-known/mta-sts.txt";

    /** A host whose certificate the root has signed, or nobody. */
    static PolicySite of(String domain, TestCertificate certificate, String location) {
        return new PolicySite(domain, List.of(certificate), location);
    }

    String host() {
        return "mta-sts." + domain;
    }

    /** A server of nginx's configuration; the files lie beside it. */
    String configuration(String listen) {
        return """
                server {
                  listen %s ssl; server_name %s;
                  ssl_certificate %s.pem; ssl_certificate_key %s.key;
                  location = %s { %s }
                }
                """.formatted(listen, host(), domain, domain, PATH, location);
    }

    String chainPem() {
        StringBuilder pem = new StringBuilder();
        chain.forEach(each -> pem.append(each.certificatePem()));
        return pem.toString();
    }

    String keyPem() {
        return chain.get(0).keyPem();
    }
}
