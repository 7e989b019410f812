package org.mailauth.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

/**
 * Decides what the DNS answers in a test: records, failures and DNSSEC states held in memory, without a network.
 *
 * <pre>{@code
 * DnsResolver dns = InMemoryDns.builder()
 *         .txt("example.com", "v=spf1 mx -all")
 *         .mx("example.com", 10, "mail.example.com")
 *         .a("mail.example.com", "192.0.2.1")
 *         .fail("slow.example.com", DnsFailure.TIMEOUT)
 *         .dnssec("example.com", DnssecStatus.SECURE)
 *         .build();
 * }</pre>
 *
 * <p>The rules are those of an authoritative server and a resolver before it:
 *
 * <ul>
 *   <li>a name that was mentioned, or has such a name below it, exists: types that it lacks are
 *       {@link DnsAnswer.NoData}; every other name is {@link DnsAnswer.NxDomain};
 *   <li>a name whose leftmost label is {@code *} answers for names that do not exist (RFC 4592);
 *   <li>aliases are followed, at most 16 of them; after that it is {@link DnsFailure#ALIAS_LOOP};
 *   <li>a failure set for a name and a type comes before everything else; one set for a name alone is the answer for
 *       the types that are not present beside it, unless there is an alias, which is followed;
 *   <li>a name whose DNSSEC status is bogus fails with {@link DnsFailure#BOGUS};
 *   <li>every answer comes at once: {@link DnsFailure#TIMEOUT} costs no time. A question whose deadline has passed gets
 *       that, too, and one asked by an interrupted thread {@link DnsFailure#INTERRUPTED}.
 * </ul>
 *
 * <p>Nothing is delegated and nothing is a zone: there are no SOA and NS records. Immutable and thread-safe.
 */
public final class InMemoryDns implements DnsResolver {
    private final ZoneData data;

    InMemoryDns(ZoneData data) {
        this.data = data;
    }

    /**
     * Starts with a DNS in which no name exists.
     *
     * @return a builder to be filled
     */
    public static Builder builder() {
        return new Builder(new ZoneDataBuilder());
    }

    /**
     * Reads a master file written by the program's author, as {@link ZoneFile#parse(String)} does.
     *
     * @param masterFile the text of the file, not its name
     * @return the DNS
     * @throws IllegalArgumentException naming every problem with its line, when the text is no master file
     */
    public static InMemoryDns of(String masterFile) {
        return ZoneFile.parse(masterFile).orElseThrow();
    }

    /**
     * Loads a master file, as {@link ZoneFile#read(Path)} does.
     *
     * @param file the file
     * @return the DNS
     * @throws ZoneFileException naming the file and every problem with its line, when it is no master file
     * @throws IOException when the file cannot be read
     */
    public static InMemoryDns fromZoneFile(Path file) throws IOException {
        Parsed<InMemoryDns> parsed = ZoneFile.read(file);
        return parsed.value()
                .orElseThrow(() -> new ZoneFileException(parsed.problems().stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining("; ", file + ": ", ""))));
    }

    /**
     * Starts with all that this DNS holds.
     *
     * @return a builder to be filled further; this DNS stays as it is
     */
    public Builder toBuilder() {
        return new Builder(new ZoneDataBuilder(data));
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question) {
        if (Thread.currentThread().isInterrupted()) {
            return new DnsAnswer.Failed(DnsFailure.INTERRUPTED, "the thread was interrupted");
        }
        if (question.deadline().hasPassed()) {
            return new DnsAnswer.Failed(DnsFailure.TIMEOUT, "the deadline had passed before the question was asked");
        }
        return data.answer(question.name(), question.type());
    }

    /**
     * The records as a master file, which {@link ZoneFile#parse(String)} reads back.
     *
     * <p>Names are absolute, every record has a line of its own, and a name without records gets a record of the
     * private type 65280. Failures are comments; DNSSEC states, the TTL of absent names and the second of two equal
     * records are left out: a master file has no words for them.
     *
     * @return ASCII text; empty when no name exists
     */
    public String toZoneText() {
        return ZoneWriter.write(data);
    }

    @Override
    public String toString() {
        return "InMemoryDns[" + data.nodes().size() + " names]";
    }

    /**
     * Collects what a DNS in memory holds.
     *
     * <p>Names given as text are in master-file form, always absolute, with or without the final dot: {@code \.} is a
     * dot inside a label, {@code \200} the octet 200, and so is the character U+00C8; U-labels are not translated. The
     * texts of {@link DnsName} and {@link DomainName} have that form. Calls add; none replaces what another added,
     * except that the last failure or status set for the same thing holds. A record added twice is answered twice, as
     * no sound server would, but a hostile one could; an alias added twice is one.
     *
     * <p>A call throws {@link IllegalArgumentException} for what no DNS could hold: text that is no name or no address,
     * numbers out of range, an alias beside other data (RFC 2181 §10.1). Not thread-safe.
     */
    public static final class Builder {
        private static final long DEFAULT_TTL = 3600;
        // RFC 2181 §8: a TTL has 31 bits.
        private static final long MAX_TTL = Integer.MAX_VALUE;

        private final ZoneDataBuilder data;
        private long ttl = DEFAULT_TTL;

        private Builder(ZoneDataBuilder data) {
            this.data = data;
        }

        /**
         * Adds one TXT record.
         *
         * @param name owner
         * @param strings the character-strings of the record, one octet a character (U+0000 to U+00FF); one longer than
         *     255 octets is cut into pieces of 255, which all protocols join again; none at all is one empty string
         * @return this builder
         */
        public Builder txt(String name, String... strings) {
            return txt(read(name), strings);
        }

        /**
         * Adds one TXT record, as {@link #txt(String, String...)} does.
         *
         * @param name owner
         * @param strings the character-strings of the record
         * @return this builder
         */
        public Builder txt(DnsName name, String... strings) {
            return records(name, new DnsRecord.Txt(List.of(strings)));
        }

        /**
         * Adds one A record for each address.
         *
         * @param name owner
         * @param addresses in dotted decimal form
         * @return this builder
         */
        public Builder a(String name, String... addresses) {
            DnsName owner = read(name);
            for (String address : addresses) {
                records(owner, new DnsRecord.A(Addresses.ipv4(address).orElseThrow(() -> noAddress(address))));
            }
            return this;
        }

        /**
         * Adds one AAAA record for each address.
         *
         * @param name owner
         * @param addresses in the forms of RFC 4291 §2.2; {@code ::ffff:192.0.2.1} stays an IPv6 address
         * @return this builder
         */
        public Builder aaaa(String name, String... addresses) {
            DnsName owner = read(name);
            for (String address : addresses) {
                records(owner, new DnsRecord.Aaaa(Addresses.ipv6(address).orElseThrow(() -> noAddress(address))));
            }
            return this;
        }

        private static IllegalArgumentException noAddress(String address) {
            return new IllegalArgumentException("addresses must be in numbers and of the family asked for: " + address);
        }

        /**
         * Adds an MX record.
         *
         * @param name owner
         * @param preference lower is tried first, 0 to 65535
         * @param exchange the host; {@code .} says that the domain accepts no mail (RFC 7505)
         * @return this builder
         */
        public Builder mx(String name, int preference, String exchange) {
            return records(read(name), new DnsRecord.Mx(preference, read(exchange)));
        }

        /**
         * Adds one PTR record for each name.
         *
         * @param name owner, such as {@code 1.2.0.192.in-addr.arpa}
         * @param targets the names of the address
         * @return this builder
         */
        public Builder ptr(String name, String... targets) {
            DnsName owner = read(name);
            for (String target : targets) {
                records(owner, new DnsRecord.Ptr(read(target)));
            }
            return this;
        }

        /**
         * Makes a name an alias.
         *
         * @param name owner, which can hold nothing else
         * @param target the name that it stands for, which need not exist
         * @return this builder
         */
        public Builder cname(String name, String target) {
            return records(read(name), new DnsRecord.Cname(read(target)));
        }

        /**
         * Adds a TLSA record.
         *
         * @param name owner, such as {@code _25._tcp.mail.example.com}
         * @param usage certificate usage, 0 to 255
         * @param selector selector, 0 to 255
         * @param matchingType matching type, 0 to 255
         * @param associationData hexadecimal digits, at least one pair
         * @return this builder
         */
        public Builder tlsa(String name, int usage, int selector, int matchingType, String associationData) {
            return records(read(name), new DnsRecord.Tlsa(usage, selector, matchingType, associationData));
        }

        /**
         * Adds records of any type.
         *
         * @param name owner
         * @param records what it holds; long character-strings are cut as {@link #txt(String, String...)} says
         * @return this builder
         */
        public Builder records(DnsName name, DnsRecord... records) {
            Objects.requireNonNull(name, "name");
            for (DnsRecord record : records) {
                if (!data.add(name, checked(record), ttl)) {
                    throw new IllegalArgumentException(
                            "records must not put other data beside an alias (RFC 2181 §10.1): " + name);
                }
            }
            return this;
        }

        private static DnsRecord checked(DnsRecord record) {
            if (record instanceof DnsRecord.Tlsa tlsa && tlsa.associationData().isEmpty()) {
                throw new IllegalArgumentException("associationData must not be empty");
            }
            return record instanceof DnsRecord.Txt txt ? CharacterStrings.fit(txt.strings()) : record;
        }

        /**
         * Makes a name exist, without any record.
         *
         * @param name the name
         * @return this builder
         */
        public Builder exists(String name) {
            return exists(read(name));
        }

        /**
         * Makes a name exist, without any record.
         *
         * @param name the name
         * @return this builder
         */
        public Builder exists(DnsName name) {
            data.exists(Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Makes questions for one name and type fail, even where there are records. The name exists.
         *
         * @param name the name asked for, or a wildcard
         * @param type the type asked for
         * @param failure what the answer is
         * @return this builder
         */
        public Builder fail(String name, DnsType type, DnsFailure failure) {
            return fail(read(name), type, failure);
        }

        /**
         * Makes questions for one name and type fail, even where there are records. The name exists.
         *
         * @param name the name asked for, or a wildcard
         * @param type the type asked for
         * @param failure what the answer is
         * @return this builder
         */
        public Builder fail(DnsName name, DnsType type, DnsFailure failure) {
            Objects.requireNonNull(name, "name");
            data.fail(name, Objects.requireNonNull(type, "type"), Objects.requireNonNull(failure, "failure"));
            return this;
        }

        /**
         * Makes questions for one name fail for every type that is not present beside it. The name exists.
         *
         * @param name the name asked for, or a wildcard: {@code *} is every name that does not exist
         * @param failure what the answer is
         * @return this builder
         */
        public Builder fail(String name, DnsFailure failure) {
            return fail(read(name), failure);
        }

        /**
         * Makes questions for one name fail for every type that is not present beside it. The name exists.
         *
         * @param name the name asked for, or a wildcard
         * @param failure what the answer is
         * @return this builder
         */
        public Builder fail(DnsName name, DnsFailure failure) {
            Objects.requireNonNull(name, "name");
            data.failOtherwise(name, Objects.requireNonNull(failure, "failure"));
            return this;
        }

        /**
         * Sets the DNSSEC status of every name for which no other is set; without this call, indeterminate.
         *
         * @param status the status of records and of absence alike
         * @return this builder
         */
        public Builder dnssec(DnssecStatus status) {
            return dnssec(DnsName.ROOT, status);
        }

        /**
         * Sets the DNSSEC status of a name and of all below it for which no nearer one is set. Does not make the name
         * exist.
         *
         * @param name the name, or the domain; not a wildcard
         * @param status the status of records and of absence alike
         * @return this builder
         */
        public Builder dnssec(String name, DnssecStatus status) {
            return dnssec(read(name), status);
        }

        /**
         * Sets the DNSSEC status of a name and of all below it, as {@link #dnssec(String, DnssecStatus)} does.
         *
         * @param name the name, or the domain; not a wildcard
         * @param status the status of records and of absence alike
         * @return this builder
         */
        public Builder dnssec(DnsName name, DnssecStatus status) {
            data.status(Objects.requireNonNull(name, "name"), Objects.requireNonNull(status, "status"));
            return this;
        }

        /**
         * Sets the TTL of the records added from here on; without this call, one hour.
         *
         * @param timeToLive 0 to 2147483647 seconds (RFC 2181 §8), cut to whole ones; among the records of one name and
         *     type the shortest holds
         * @return this builder
         */
        public Builder ttl(Duration timeToLive) {
            ttl = seconds(timeToLive);
            return this;
        }

        /**
         * Sets how long the absence of records and names may be remembered; without this call, five minutes.
         *
         * @param timeToLive 0 to 2147483647 seconds, cut to whole ones
         * @return this builder
         */
        public Builder negativeTtl(Duration timeToLive) {
            data.negativeTtl(seconds(timeToLive));
            return this;
        }

        private static long seconds(Duration timeToLive) {
            long seconds = timeToLive.toSeconds();
            if (timeToLive.isNegative() || seconds > MAX_TTL) {
                throw new IllegalArgumentException("timeToLive must be 0 to 2147483647 seconds: " + timeToLive);
            }
            return seconds;
        }

        /**
         * Makes the DNS. The builder can be filled further afterwards, which does not change it.
         *
         * @return an immutable DNS
         */
        public InMemoryDns build() {
            return new InMemoryDns(data.build());
        }

        private static DnsName read(String name) {
            Parsed<DnsName> parsed = DnsName.parse(name);
            return parsed.value()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + name + "\" is no name: " + parsed.problems().get(0)));
        }
    }
}
