package org.mailauth.realparts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A message as a client hands it over, and what the servers on its way then know. Immutable.
 *
 * @param title what is special about it
 * @param server the first server
 * @param address the client's own
 * @param name the name of that address, or empty
 * @param greeting {@code HELO}, {@code EHLO} or {@code LHLO}
 * @param helo what the client calls itself
 * @param more what it does beyond: {@code tls}, {@code auth}, {@code utf8}
 * @param sender the reverse-path, or {@code <>}
 * @param end the server of the recipients
 * @param recipients their local parts
 * @param forged fields that the client has put on top
 */
record Submission(
        String title,
        Mta server,
        String address,
        String name,
        String greeting,
        String helo,
        List<String> more,
        String sender,
        Mta end,
        List<String> recipients,
        List<String> forged) {
    /** An address with a name, which leads back. */
    static final String NAMED = "198.51.100.10";

    static final String NAMELESS = "198.51.100.11";
    static final String NAMED_6 = "2001:db8:1::10";
    static final String NAMELESS_6 = "2001:db8:1::11";
    static final String CLIENT = "client.example.net";

    /** A message of one recipient by the usual greeting, from the address that has a name. */
    static Submission of(String title, Mta server, Mta end) {
        return new Submission(
                title,
                server,
                NAMED,
                CLIENT,
                server.isLmtp() ? "LHLO" : "EHLO",
                CLIENT,
                List.of(),
                "alice@example.net",
                end,
                List.of("bob"),
                List.of());
    }

    Submission from(String newAddress) {
        String itsName = newAddress.equals(NAMED) || newAddress.equals(NAMED_6) ? CLIENT : "";
        return new Submission(
                title, server, newAddress, itsName, greeting, helo, more, sender, end, recipients, forged);
    }

    Submission greeting(String word, String newName) {
        return new Submission(title, server, address, name, word, newName, more, sender, end, recipients, forged);
    }

    Submission with(String... words) {
        return new Submission(
                title, server, address, name, greeting, helo, List.of(words), sender, end, recipients, forged);
    }

    Submission sender(String path) {
        return new Submission(title, server, address, name, greeting, helo, more, path, end, recipients, forged);
    }

    Submission recipients(String... localParts) {
        return new Submission(
                title, server, address, name, greeting, helo, more, sender, end, List.of(localParts), forged);
    }

    Submission forged(String... fields) {
        return new Submission(
                title, server, address, name, greeting, helo, more, sender, end, recipients, List.of(fields));
    }

    private String serverAddress() {
        return address.contains(":") ? server.ipv6() : server.ipv4();
    }

    private String path(String localPart) {
        return localPart + "@" + end.domain();
    }

    /** What {@code submit.py} takes. */
    String line(String file) {
        return String.join(
                "\t",
                address,
                serverAddress(),
                Integer.toString(server.port()),
                greeting,
                helo,
                more.isEmpty() ? "-" : String.join(" ", more),
                sender,
                String.join(",", recipients.stream().map(this::path).toList()),
                file);
    }

    /** The servers that it passes, the last one first. */
    List<Mta> servers() {
        List<Mta> way = new ArrayList<>(List.of(server));
        way.addAll(server.route(end));
        Collections.reverse(way);
        return List.copyOf(way);
    }

    /**
     * Whether the first server writes the client's address where only a server can write it. Without, one cannot tell what
     * it writes from the words of a client, and this library tells no address.
     */
    boolean isAddressTold() {
        return !server.writesLiteralOnce() || !helo.startsWith("[") || !helo.endsWith(address + "]");
    }

    /** What the servers know of it, the last one first. Nothing of it comes from what they write. */
    List<SeenHop> hops(String localPart) {
        List<SeenHop> seen = new ArrayList<>();
        List<Mta> way = servers();
        for (int at = 0; at + 1 < way.size(); at++) {
            Mta by = way.get(at);
            Mta client = way.get(at + 1);
            boolean tls = by.knowsTls() && client.knowsTls();
            seen.add(new SeenHop(
                    by.host(),
                    by.isLmtp() ? "LMTP" : esmtp(by) + (tls ? "S" : ""),
                    tls,
                    client.host(),
                    client.ipv4(),
                    by.writesName(client.host(), client.host()) ? client.host() : "",
                    recipient(by, localPart)));
        }
        seen.add(new SeenHop(
                server.host(),
                keyword(),
                more.contains("tls"),
                isAddressTold() ? helo : "[" + address + "]",
                isAddressTold() ? address : "",
                server.writesName(helo, name) ? name : "",
                recipient(server, localPart)));
        return seen;
    }

    private String recipient(Mta by, String localPart) {
        // RFC 5321 §7.2: several recipients are not written down, since one may be a secret to the others.
        return by.writesRecipient() && recipients.size() == 1 ? path(localPart) : "";
    }

    /** RFC 3848 and RFC 6531 §4.3: letters at the end tell of TLS and authentication. */
    private String keyword() {
        String base = switch (greeting) {
            case "HELO" -> "SMTP";
            case "LHLO" -> "LMTP";
            default -> esmtp(server);
        };
        return base + (more.contains("tls") ? "S" : "") + (more.contains("auth") ? "A" : "");
    }

    private String esmtp(Mta by) {
        if (!more.contains("utf8")) {
            return "ESMTP";
        }
        // RFC 6531 §4.3 has UTF8SMTP only.
        return by == Mta.EXIM ? "UTF8ESMTP" : "UTF8SMTP";
    }
}
