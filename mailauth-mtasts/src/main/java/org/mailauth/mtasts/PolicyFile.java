package org.mailauth.mtasts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.mailauth.DomainName;

/**
 * A remembered policy as a file: a line that says what it is, a line with the checksum of all that follows, the domain, the
 * id and the time, an empty line, and the policy.
 */
final class PolicyFile {
    /** More octets than any policy of 64 KiB makes. */
    static final int MAX_OCTETS = 256 * 1024;

    private static final String SUFFIX = ".policy";
    private static final String FIRST = "mailauth MTA-STS policy 1\n";
    private static final String CHECKSUM = "sha256: ";
    private static final int CHECKSUM_LENGTH = 64;
    private static final int PAYLOAD_START = FIRST.length() + CHECKSUM.length() + CHECKSUM_LENGTH + 1;

    private PolicyFile() {}

    /** The name of a domain's file: a hash, so that no domain can name a file that means something, or is too long. */
    static String name(DomainName domain) {
        return sha256(domain.toString().getBytes(StandardCharsets.US_ASCII), 0) + SUFFIX;
    }

    static boolean isName(String name) {
        return name.length() == CHECKSUM_LENGTH + SUFFIX.length() && name.endsWith(SUFFIX);
    }

    static byte[] write(CachedPolicy cached) {
        String payload = "domain: " + cached.domain() + "\nid: " + cached.id() + "\nfetched: " + cached.fetchedAt()
                + "\n\n" + cached.policy().toText();
        String checksum = sha256(payload.getBytes(StandardCharsets.US_ASCII), 0);
        return (FIRST + CHECKSUM + checksum + "\n" + payload).getBytes(StandardCharsets.US_ASCII);
    }

    /** What was written, empty when the octets are not whole or of another make. */
    static Optional<CachedPolicy> read(byte[] octets) {
        if (octets.length < PAYLOAD_START || octets.length > MAX_OCTETS) {
            return Optional.empty();
        }
        String start = new String(octets, 0, PAYLOAD_START, StandardCharsets.ISO_8859_1);
        if (!start.equals(FIRST + CHECKSUM + sha256(octets, PAYLOAD_START) + "\n")) {
            return Optional.empty();
        }
        String payload = new String(octets, PAYLOAD_START, octets.length - PAYLOAD_START, StandardCharsets.ISO_8859_1);
        int end = payload.indexOf("\n\n");
        if (end < 0) {
            return Optional.empty();
        }
        String[] lines = payload.substring(0, end).split("\n", -1);
        if (lines.length != 3) {
            return Optional.empty();
        }
        Optional<DomainName> domain = value(lines[0], "domain: ")
                .flatMap(text -> DomainName.parse(text).value());
        Optional<String> id = value(lines[1], "id: ").filter(MtaStsRecord::isId);
        Optional<Instant> fetched = value(lines[2], "fetched: ").flatMap(PolicyFile::time);
        byte[] policy = Arrays.copyOfRange(octets, PAYLOAD_START + end + 2, octets.length);
        Optional<MtaStsPolicy> parsed = new PolicyParser(policy).parse().value();
        if (domain.isEmpty() || id.isEmpty() || fetched.isEmpty() || parsed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CachedPolicy(domain.get(), parsed.get(), id.get(), fetched.get()));
    }

    private static Optional<String> value(String line, String name) {
        return line.startsWith(name) ? Optional.of(line.substring(name.length())) : Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(CachedPolicy::isPlausible);
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static String sha256(byte[] octets, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets, from, octets.length - from);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
