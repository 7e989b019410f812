package org.mailauth.realparts;

import org.mailauth.testkit.InMemoryDns;

/** Makes a whole DNS of some names: a root zone that a name server takes. */
final class RootZone {
    /** How long absence may be remembered; short, and without meaning here. */
    private static final String HEAD = """
            $TTL 300
            . IN SOA ns.lab. hostmaster.lab. 1 3600 600 86400 60
            . IN NS ns.lab.
            ns.lab. IN A 127.0.0.1
            """;

    private RootZone() {}

    /**
     * Writes the zone.
     *
     * @param names what it holds; none may be {@code ns.lab}
     * @return a master file
     */
    static String text(InMemoryDns names) {
        return HEAD + names.toZoneText();
    }
}
