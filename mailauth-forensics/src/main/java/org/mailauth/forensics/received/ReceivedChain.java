package org.mailauth.forensics.received;

import java.net.InetAddress;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.ReceivedField;

/**
 * Says which way a message went: its Received fields as hops, the last host first. What lies below the first field of a host
 * that one does not trust may be made up. Immutable and thread-safe; nothing is null.
 *
 * @param hops all Received fields from the top, unreadable ones included
 * @param firstExternal which hop took the message from outside, as far as that can be told: an index of {@code hops}
 */
public record ReceivedChain(List<Hop> hops, Optional<Integer> firstExternal) {

    /**
     * Copies the list.
     *
     * @param hops all Received fields from the top
     * @param firstExternal an index of {@code hops}
     */
    public ReceivedChain {
        hops = List.copyOf(hops);
        Objects.requireNonNull(firstExternal, "firstExternal");
    }

    /**
     * Reads the way of a message.
     *
     * @param header the header
     * @param trustedRelays names and addresses of own hosts, in lower case; when empty, the topmost hop from a public address
     *     counts as the first external one
     * @return the way; without hops when there is no Received field
     */
    public static ReceivedChain of(HeaderFields header, Set<String> trustedRelays) {
        List<Integer> indexes = new ArrayList<>();
        List<Optional<ReceivedField>> fields = new ArrayList<>();
        for (int index = 0; index < header.size(); index++) {
            if (header.all().get(index).isNamed(ReceivedField.FIELD_NAME)) {
                indexes.add(index);
                fields.add(ReceivedField.parse(header.all().get(index)).value());
            }
        }
        List<Hop> hops = new ArrayList<>(fields.size());
        for (int at = 0; at < fields.size(); at++) {
            Optional<OffsetDateTime> here = fields.get(at).flatMap(ReceivedField::time);
            Optional<OffsetDateTime> below =
                    at + 1 < fields.size() ? fields.get(at + 1).flatMap(ReceivedField::time) : Optional.empty();
            Optional<Duration> delay = here.flatMap(time -> below.map(earlier -> Duration.between(earlier, time)));
            hops.add(new Hop(indexes.get(at), fields.get(at), delay));
        }
        return new ReceivedChain(hops, firstExternal(hops, trustedRelays));
    }

    private static Optional<Integer> firstExternal(List<Hop> hops, Set<String> trustedRelays) {
        for (int at = 0; at < hops.size(); at++) {
            Optional<ReceivedField> field = hops.get(at).field();
            boolean ours = trustedRelays.isEmpty()
                    || field.flatMap(ReceivedField::by)
                            .filter(by -> trustedRelays.contains(by.toLowerCase(Locale.ROOT)))
                            .isPresent();
            if (field.isEmpty() || !ours) {
                return Optional.empty();
            }
            // Only an address that the host itself can have written tells who came from outside.
            Optional<InetAddress> client = field.get().clientIp();
            if (client.isPresent()
                    && !Addresses.isPrivate(client.get())
                    && !trustedRelays.contains(IpLiteral.format(client.get()))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
