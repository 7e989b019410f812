package org.mailauth.message;

import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.internal.text.Visible;

/**
 * Tells what a host wrote down about a message when it took it over: one Received field (RFC 5321 §4.4). It is worth as
 * much as the host that wrote it; whoever sends a message can put any number of such fields into it.
 *
 * <p>The standard's grammar leaves much to the writer, and servers differ. Read are the forms of Postfix, Exim, sendmail,
 * qmail, Gmail, Exchange and those that write alike. The client's address is taken from the one place where the host puts
 * it; where a client could have written it as well, there is none. A second {@code from} or {@code by} makes the
 * whole field unusable, since then a client has had a hand in it.
 *
 * <p>Immutable and thread-safe; nothing is null. No field makes {@link #parse} throw, and it takes time proportional to the
 * field's length.
 */
public final class ReceivedField {
    /** The name of the field. */
    public static final String FIELD_NAME = "Received";

    private final Facts facts;

    /** What a field says. */
    record Facts(
            ReceivedClient client,
            Optional<String> by,
            Optional<String> via,
            Optional<String> with,
            Optional<String> id,
            Optional<String> recipient,
            Optional<String> envelopeFrom,
            Optional<OffsetDateTime> time,
            Optional<InetAddress> bareAddress,
            Optional<String> tls) {}

    ReceivedField(Facts facts) {
        this.facts = facts;
    }

    /**
     * Reads a field.
     *
     * @param field any field; one of another name is unusable
     * @return what it says, with what it leaves out as problems
     */
    public static Parsed<ReceivedField> parse(HeaderField field) {
        return ReceivedParser.parse(Objects.requireNonNull(field, "field"));
    }

    /**
     * Where the message came from, as the field's first clause has it: mostly what the client said, in fields of Exim and
     * qmail mostly the name of its address.
     *
     * @return as written; empty without such a clause
     */
    public Optional<String> from() {
        return facts.client.from();
    }

    /**
     * The name in HELO or EHLO.
     *
     * @return as the client gave it and the host wrote it; empty when the field does not tell
     */
    public Optional<String> helo() {
        return facts.client.helo();
    }

    /**
     * The address that the client had for this host.
     *
     * @return the address; empty when the field has none, or none that only the host can have written
     */
    public Optional<InetAddress> clientIp() {
        return facts.client.address();
    }

    /**
     * The name that the host found for the address; whether it leads back is not said.
     *
     * @return as written, without a final dot; empty when there is none or the field does not tell
     */
    public Optional<String> clientName() {
        return facts.client.name();
    }

    /**
     * The host that took the message over and wrote the field, as it calls itself.
     *
     * @return as written; empty without such a clause
     */
    public Optional<String> by() {
        return facts.by;
    }

    /**
     * The same as a domain name.
     *
     * @return empty also when the host calls itself by something else, such as an address
     */
    public Optional<DomainName> byDomain() {
        return facts.by.flatMap(name -> DomainName.parse(name).value());
    }

    /**
     * By way of what, where that was not TCP.
     *
     * @return as written, such as {@code Frontend Transport}
     */
    public Optional<String> via() {
        return facts.via;
    }

    /**
     * By which protocol (RFC 3848).
     *
     * @return as written, such as {@code ESMTPS}
     */
    public Optional<String> with() {
        return facts.with;
    }

    /**
     * By which number the host knows the message.
     *
     * @return as written
     */
    public Optional<String> id() {
        return facts.id;
    }

    /**
     * For whom the message was taken over.
     *
     * @return the path without angle brackets
     */
    public Optional<String> recipient() {
        return facts.recipient;
    }

    /**
     * The reverse-path, which some servers write down here.
     *
     * @return without angle brackets, empty text for the null reverse-path; empty when the field does not tell
     */
    public Optional<String> envelopeFrom() {
        return facts.envelopeFrom;
    }

    /**
     * When the host took the message over.
     *
     * @return with the offset that the host wrote
     */
    public Optional<OffsetDateTime> time() {
        return facts.time;
    }

    /**
     * The address in brackets that stands as a word right behind the name of the from clause, without a comment. Some hosts
     * write the client's address so, and at a host that writes none a client can put it there itself: it is for people to
     * read, and nothing to decide by.
     *
     * @return the address; empty when there is none, or {@link #clientIp()} tells
     */
    public Optional<InetAddress> bareAddress() {
        return facts.bareAddress;
    }

    /**
     * What a comment says of the TLS that the message came by.
     *
     * @return as written, such as {@code using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)}; empty when no
     *     comment tells, even where {@link #with()} names a protocol that has TLS
     */
    public Optional<String> tls() {
        return facts.tls;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedField that && facts.equals(that.facts);
    }

    @Override
    public int hashCode() {
        return facts.hashCode();
    }

    /** For people: control and other invisible characters are shown as escapes. */
    @Override
    public String toString() {
        return facts.client
                + facts.by.map(host -> " by " + Visible.of(host)).orElse("")
                + facts.time.map(time -> " at " + time).orElse("");
    }
}
