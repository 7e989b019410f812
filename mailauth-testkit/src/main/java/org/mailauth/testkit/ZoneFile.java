package org.mailauth.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsName;

/**
 * Decides whether a text is a master file (RFC 1035 §5), and makes a DNS of it.
 *
 * <p>One file can hold any number of domains, and needs no SOA record. Understood are {@code $ORIGIN}, {@code $TTL} (RFC
 * 2308 §4), comments, parentheses, quoted strings, escapes, relative names, {@code @}, left-out owners, class and TTL
 * in either order, TTLs with units such as {@code 1h30m}, and the types of {@link org.mailauth.dns.DnsType}. Records of
 * other types registered with IANA, and of {@code TYPE65280} and its like (RFC 3597 §5), make their owner exist and are
 * otherwise passed over, so that files of real servers load. {@code $INCLUDE} and {@code $GENERATE} are refused.
 *
 * <p>Until the first {@code $ORIGIN}, and where the caller names none, a name without a final dot is taken as it is, and
 * {@code @} is an error. A record without a TTL has that of {@code $TTL}, else the last one written, else one hour. Equal
 * records are one.
 *
 * <p>Any syntax error spoils the whole file (RFC 1035 §5.2); the first hundred are reported, the text of each with its
 * line and its position with its offset. A value beside problems comes with hints: about an SPF record of type 99, or
 * an unquoted text that ends at a semicolon. Limits: 16 MiB a file, 500000 records, 65535 octets a record. Time and
 * memory are linear in the length, but for the search tree. All methods are static and safe for concurrent use; no
 * input causes an exception.
 */
public final class ZoneFile {
    /** The longest file that is read: 16 MiB. */
    public static final int MAX_OCTETS = 16 * 1024 * 1024;

    private ZoneFile() {}

    /**
     * Reads a master file.
     *
     * @param text anything; in strings and names one octet a character (U+0000 to U+00FF)
     * @return the DNS, or every reason why the text is none
     */
    public static Parsed<InMemoryDns> parse(String text) {
        return parse(text, DnsName.ROOT);
    }

    /**
     * Reads a master file that leaves its origin to the server's configuration.
     *
     * @param text anything; in strings and names one octet a character (U+0000 to U+00FF)
     * @param origin what relative names are relative to until the first {@code $ORIGIN}; the root is as if none were
     *     given
     * @return the DNS, or every reason why the text is none
     */
    public static Parsed<InMemoryDns> parse(String text, DnsName origin) {
        Objects.requireNonNull(origin, "origin");
        if (text.length() > MAX_OCTETS) {
            return Parsed.unusable(Problem.of("zone.too-long", "", "the file is longer than 16 MiB"));
        }
        return new ZoneReader(text, origin).read();
    }

    /**
     * Reads a master file.
     *
     * @param octets anything
     * @return the DNS, or every reason why the octets are none
     */
    public static Parsed<InMemoryDns> parse(byte[] octets) {
        return parse(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads a master file from the file system; no more than {@link #MAX_OCTETS} and one octet are read.
     *
     * @param file the file
     * @return the DNS, or every reason why the content is none
     * @throws IOException when the file cannot be read
     */
    public static Parsed<InMemoryDns> read(Path file) throws IOException {
        return read(file, DnsName.ROOT);
    }

    /**
     * Reads a master file from the file system that leaves its origin to the server's configuration.
     *
     * @param file the file
     * @param origin what relative names are relative to until the first {@code $ORIGIN}; the root is as if none were
     *     given
     * @return the DNS, or every reason why the content is none
     * @throws IOException when the file cannot be read
     */
    public static Parsed<InMemoryDns> read(Path file, DnsName origin) throws IOException {
        Objects.requireNonNull(origin, "origin");
        try (InputStream content = Files.newInputStream(file)) {
            byte[] octets = content.readNBytes(MAX_OCTETS + 1);
            return parse(new String(octets, StandardCharsets.ISO_8859_1), origin);
        }
    }
}
