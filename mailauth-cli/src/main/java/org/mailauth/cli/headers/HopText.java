package org.mailauth.cli.headers;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.mailauth.forensics.received.Hop;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.message.ReceivedField;

/** What one hop says, in the words that text and page share. Pure functions. */
final class HopText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx", Locale.ROOT);

    private HopText() {}

    static String time(Hop hop) {
        return hop.field()
                .flatMap(ReceivedField::time)
                .map(HopText::time)
                .orElseGet(() -> hop.field().isPresent() ? "no time" : "unreadable");
    }

    private static String time(OffsetDateTime time) {
        return TIME.format(time);
    }

    /** The name that the client gave, the one of its address, and the address. */
    static String from(Hop hop) {
        Optional<String> said =
                hop.field().flatMap(ReceivedField::helo).or(() -> hop.field().flatMap(ReceivedField::from));
        Optional<String> name = hop.field()
                .flatMap(ReceivedField::clientName)
                .filter(found -> !said.map(found::equalsIgnoreCase).orElse(false));
        String known = name.map(found -> found + " ").orElse("")
                + hop.fromAddress()
                        .map(address -> "[" + IpLiteral.format(address) + "]")
                        .orElse("");
        if (known.isEmpty()) {
            return said.orElse("-");
        }
        return said.map(word -> word + " (" + known.strip() + ")").orElse(known.strip());
    }

    static String by(Hop hop) {
        return hop.field().flatMap(ReceivedField::by).orElse("-");
    }

    static String with(Hop hop) {
        String protocol = hop.field().flatMap(ReceivedField::with).orElse("-");
        return hop.isTls() ? protocol + ", TLS" : protocol;
    }
}
