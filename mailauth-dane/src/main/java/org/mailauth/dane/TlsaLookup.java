package org.mailauth.dane;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.mailauth.DomainName;

/**
 * Decides what DANE demands of connections to one server, by what the DNS says of it and how far DNSSEC vouches for that
 * (RFC 7672 §2.1.1, §2.2).
 *
 * <p>The four outcomes are the rows of the standard's table and never folded into each other; above all, an answer that
 * is missing or does not validate is {@link Unreachable} and never "no DANE". Branch on {@link #requirement()}, or on
 * the type. Immutable and thread-safe; no component is null.
 */
public sealed interface TlsaLookup {

    /** Why DANE demands nothing of a server. */
    enum Absence {
        /** The host's addresses lie in an unsigned zone, so TLSA records were not asked for (RFC 7672 §2.2.2). */
        INSECURE_ADDRESS("RFC 7672 §2.2.2", "the addresses of the host are not signed"),
        /** The host is an alias, and already its first alias is not signed (RFC 7672 §2.2.2). */
        INSECURE_ALIAS("RFC 7672 §2.2.2", "the host is an alias that is not signed"),
        /** The DNS proves that there are no TLSA records. */
        NO_RECORDS("RFC 7672 §2.2", "there are no TLSA records"),
        /** There are TLSA records, but nothing vouches for them. */
        INSECURE_RECORDS("RFC 7672 §2.2", "the TLSA records are not signed"),
        /** The host is an address, for which there is no DANE (RFC 7672 §2.2). */
        ADDRESS_LITERAL("RFC 7672 §2.2", "the host is an address and not a name");

        private final String reference;
        private final String text;

        Absence(String reference, String text) {
            this.reference = reference;
            this.text = text;
        }

        /**
         * The rule that says so.
         *
         * @return such as {@code RFC 7672 §2.2.2}
         */
        public String reference() {
            return reference;
        }

        /**
         * The reason in plain words.
         *
         * @return a clause without a full stop
         */
        public String text() {
            return text;
        }
    }

    /** Why a server must be treated as unreachable. */
    enum Obstacle {
        /** DNSSEC signatures do not hold (RFC 7672 §2.1.1). */
        BOGUS("RFC 7672 §2.1.1", "DNSSEC signatures do not hold"),
        /** Nobody who could be trusted has validated the answers, so that DANE cannot be told from its absence. */
        INDETERMINATE("RFC 7672 §2.1.1", "no trusted resolver has validated the answer"),
        /** The DNS gave no answer: time-outs, errors of servers, a budget that is used up (RFC 7672 §2.1.2). */
        DNS_FAILURE("RFC 7672 §2.1.2", "the DNS gave no answer"),
        /** The answers contradict each other. */
        INCONSISTENT("RFC 7672 §2.1.2", "the answers of the DNS contradict each other"),
        /** The host has no address to connect to. */
        NO_ADDRESS("RFC 5321 §5.1", "the host has no address");

        private final String reference;
        private final String text;

        Obstacle(String reference, String text) {
            this.reference = reference;
            this.text = text;
        }

        /**
         * The rule that says so.
         *
         * @return such as {@code RFC 7672 §2.1.1}
         */
        public String reference() {
            return reference;
        }

        /**
         * The reason in plain words.
         *
         * @return a clause without a full stop
         */
        public String text() {
            return text;
        }
    }

    /**
     * The server must show a certificate that matches a TLSA record: secure, and at least one record can be used.
     *
     * @param server which was asked about
     * @param addresses where to connect to, IPv4 first; at least one
     * @param baseDomain where the TLSA records lie, without port and protocol; also the name to send as SNI
     * @param published all TLSA records, in the order of the answer
     * @param referenceIdentifiers the names by which a certificate may call the server, the base domain first; they count
     *     for DANE-TA only
     * @param ttl how long the TLSA records may be remembered
     * @param questions what was asked, in order
     */
    record Authenticate(
            SmtpServer server,
            List<InetAddress> addresses,
            DomainName baseDomain,
            List<TlsaRecord> published,
            List<DomainName> referenceIdentifiers,
            Duration ttl,
            List<TlsaQuestion> questions)
            implements TlsaLookup {
        /**
         * Copies the lists and checks that there is a record to go by and a name.
         *
         * @param server which was asked about
         * @param addresses where to connect to
         * @param baseDomain where the TLSA records lie
         * @param published all TLSA records
         * @param referenceIdentifiers the names by which a certificate may call the server
         * @param ttl how long the TLSA records may be remembered
         * @param questions what was asked, in order
         */
        public Authenticate {
            Objects.requireNonNull(server, "server");
            addresses = List.copyOf(addresses);
            Objects.requireNonNull(baseDomain, "baseDomain");
            published = List.copyOf(published);
            referenceIdentifiers = List.copyOf(referenceIdentifiers);
            Objects.requireNonNull(ttl, "ttl");
            questions = List.copyOf(questions);
            if (published.stream().noneMatch(TlsaRecord::isUsable)) {
                throw new IllegalArgumentException("published must hold a usable record");
            }
            if (referenceIdentifiers.isEmpty()) {
                throw new IllegalArgumentException("referenceIdentifiers must not be empty");
            }
        }

        /**
         * The records that count: those that can be used, and of digests only the strongest for each usage and selector
         * (RFC 7671 §9).
         *
         * @return unmodifiable, never empty, no record twice
         */
        public List<TlsaRecord> usable() {
            return UsableRecords.of(published);
        }

        @Override
        public DaneRequirement requirement() {
            return DaneRequirement.AUTHENTICATED_TLS;
        }

        @Override
        public DomainName serverName() {
            return baseDomain;
        }

        @Override
        public String reason() {
            return "TLSA records at " + baseDomain + " are secure and usable";
        }
    }

    /**
     * The server must speak TLS, but cannot be authenticated: there are secure TLSA records, and none can be used.
     *
     * @param server which was asked about
     * @param addresses where to connect to, IPv4 first; at least one
     * @param baseDomain where the TLSA records lie, without port and protocol; also the name to send as SNI
     * @param published all TLSA records, in the order of the answer
     * @param ttl how long the TLSA records may be remembered
     * @param questions what was asked, in order
     */
    record Encrypt(
            SmtpServer server,
            List<InetAddress> addresses,
            DomainName baseDomain,
            List<TlsaRecord> published,
            Duration ttl,
            List<TlsaQuestion> questions)
            implements TlsaLookup {
        /**
         * Copies the lists.
         *
         * @param server which was asked about
         * @param addresses where to connect to
         * @param baseDomain where the TLSA records lie
         * @param published all TLSA records
         * @param ttl how long the TLSA records may be remembered
         * @param questions what was asked, in order
         */
        public Encrypt {
            Objects.requireNonNull(server, "server");
            addresses = List.copyOf(addresses);
            Objects.requireNonNull(baseDomain, "baseDomain");
            published = List.copyOf(published);
            Objects.requireNonNull(ttl, "ttl");
            questions = List.copyOf(questions);
        }

        @Override
        public DaneRequirement requirement() {
            return DaneRequirement.ENCRYPTION;
        }

        @Override
        public DomainName serverName() {
            return baseDomain;
        }

        @Override
        public String reason() {
            return "TLSA records at " + baseDomain + " are secure, but none can be used";
        }
    }

    /**
     * DANE demands nothing: it is known that there is no secure TLSA record.
     *
     * @param server which was asked about
     * @param addresses where to connect to, IPv4 first; none only for an address literal
     * @param absence why
     * @param questions what was asked, in order
     */
    record NotOffered(SmtpServer server, List<InetAddress> addresses, Absence absence, List<TlsaQuestion> questions)
            implements TlsaLookup {
        /**
         * Copies the lists.
         *
         * @param server which was asked about
         * @param addresses where to connect to
         * @param absence why
         * @param questions what was asked, in order
         */
        public NotOffered {
            Objects.requireNonNull(server, "server");
            addresses = List.copyOf(addresses);
            Objects.requireNonNull(absence, "absence");
            questions = List.copyOf(questions);
        }

        @Override
        public DaneRequirement requirement() {
            return DaneRequirement.NONE;
        }

        @Override
        public String reason() {
            return absence.text();
        }
    }

    /**
     * Nothing may be sent through the server for now.
     *
     * @param server which was asked about
     * @param obstacle why
     * @param detail the question that failed and how, for people
     * @param questions what was asked, in order
     */
    record Unreachable(SmtpServer server, Obstacle obstacle, String detail, List<TlsaQuestion> questions)
            implements TlsaLookup {
        /**
         * Copies the list.
         *
         * @param server which was asked about
         * @param obstacle why
         * @param detail the question that failed and how, for people
         * @param questions what was asked, in order
         */
        public Unreachable {
            Objects.requireNonNull(server, "server");
            Objects.requireNonNull(obstacle, "obstacle");
            Objects.requireNonNull(detail, "detail");
            questions = List.copyOf(questions);
        }

        @Override
        public DaneRequirement requirement() {
            return DaneRequirement.DELAY;
        }

        @Override
        public List<InetAddress> addresses() {
            return List.of();
        }

        @Override
        public String reason() {
            return obstacle.text();
        }
    }

    /**
     * Which server was asked about.
     *
     * @return never null
     */
    SmtpServer server();

    /**
     * What was asked, in order, and what the DNS said.
     *
     * @return unmodifiable; at most {@value DaneVerifier#MAX_DNS_QUESTIONS}
     */
    List<TlsaQuestion> questions();

    /**
     * Where to connect to.
     *
     * @return IPv4 before IPv6, each in the order of the answer; none for a server that is not to be used
     */
    List<InetAddress> addresses();

    /**
     * What a connection needs before mail may be sent through it.
     *
     * @return never null
     */
    DaneRequirement requirement();

    /**
     * The reason in plain words.
     *
     * @return a clause without a full stop
     */
    String reason();

    /**
     * The name to send as SNI: the TLSA base domain, or without one the host (RFC 7672 §8.1).
     *
     * @return never null
     */
    default DomainName serverName() {
        return server().host();
    }
}
