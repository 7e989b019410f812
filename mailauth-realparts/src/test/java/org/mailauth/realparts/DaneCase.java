package org.mailauth.realparts;

import java.util.List;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dane.DaneReason;
import org.mailauth.dane.DaneRequirement;

/**
 * One server, and what this library and Postfix's client must say of it.
 *
 * @param title what is special about it
 * @param host its name
 * @param nextHop the domain whose MX record names it; empty for none
 * @param chain the certificates that it shows
 * @param requirement what our lookup demands
 * @param why "RECORDS", or our reason for no demand or for delay
 * @param base our base domain
 * @param reason our verdict on the connection
 * @param peer what Postfix makes of it
 * @param difference where Postfix differs: the rule by which we go; else empty
 */
record DaneCase(
        String title,
        String host,
        String nextHop,
        List<TestCertificate> chain,
        DaneRequirement requirement,
        String why,
        String base,
        DaneReason reason,
        Peer peer,
        String difference) {

    /** What {@code posttls-finger -l dane} can make of a server. */
    enum Peer {
        /** A connection that DANE authenticated. */
        VERIFIED,
        /** An encrypted connection that it authenticated nobody by, and would use. */
        ENCRYPTED,
        /** A connection that it would not use, because DANE does not accept the certificates. */
        REFUSED,
        /** No connection, because the DNS gave no answer that it believes. */
        DELAYED;

        /** What this library's verdict corresponds to. */
        static Peer of(DaneRequirement requirement, DaneReason reason) {
            if (requirement == DaneRequirement.DELAY) {
                return DELAYED;
            }
            return switch (reason.verdict()) {
                case AUTHENTICATED -> VERIFIED;
                case UNAUTHENTICATED -> ENCRYPTED;
                case FAILED -> REFUSED;
            };
        }
    }

    /** The line for our probe. */
    String line() {
        return nextHop.isEmpty() ? host : nextHop + " " + host;
    }

    /** The line that our probe must answer. */
    String expected() {
        return requirement + "\t" + why + "\t" + base + "\t" + reason;
    }

    /** What Postfix's client is asked for. */
    String destination() {
        return nextHop.isEmpty() ? "[" + host + "]" : nextHop;
    }

    @Override
    public String toString() {
        return title;
    }
}
