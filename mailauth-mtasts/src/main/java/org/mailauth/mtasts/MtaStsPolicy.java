package org.mailauth.mtasts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsName;

/**
 * What a domain asks of those who send mail to it: to which hosts, and that they prove who they are (RFC 8461 §3.2).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param mode what to do when no host is as the policy has it
 * @param maxAge how long the policy holds from when it was got: whole seconds, 0 to 31557600
 * @param mx the hosts that may be used, in the order of the policy, each once; at least one unless the mode is
 *     {@link Mode#NONE}
 */
public record MtaStsPolicy(Mode mode, Duration maxAge, List<MxPattern> mx) {
    /** The longest time that a policy may ask for: 31557600 seconds, a year. */
    public static final Duration LONGEST_MAX_AGE = Duration.ofHours(8766);
    /** How many octets of a policy file are read: 64 KiB (RFC 8461 §3.3). */
    public static final int MAX_OCTETS = 64 * 1024;

    /** What to do with mail when no host is as the policy has it (RFC 8461 §5). */
    public enum Mode {
        /** Deliver nowhere else; try again later. */
        ENFORCE,
        /** Deliver, and report the failure where TLS reports are wanted. */
        TESTING,
        /** Deliver as if there were no policy. */
        NONE;

        /**
         * The mode as policies write it.
         *
         * @return {@code enforce}, {@code testing} or {@code none}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Mode> ofWord(String word) {
            for (Mode mode : values()) {
                // RFC 8461 §3.2: the values are in lower case and compared with it.
                if (mode.word().equals(word)) {
                    return Optional.of(mode);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Drops repeated patterns, and checks range and number.
     *
     * @param mode what to do when no host is as the policy has it
     * @param maxAge how long the policy holds from when it was got: whole seconds, 0 to 31557600
     * @param mx the hosts that may be used, in the order of the policy, each once; at least one unless the mode is {@link Mode#NONE}
     */
    public MtaStsPolicy {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(maxAge, "maxAge");
        mx = List.copyOf(new LinkedHashSet<>(mx));
        if (maxAge.isNegative() || maxAge.compareTo(LONGEST_MAX_AGE) > 0 || maxAge.toNanosPart() != 0) {
            throw new IllegalArgumentException("maxAge must be whole seconds, 0 to 31557600: " + maxAge);
        }
        if (mx.isEmpty() && mode != Mode.NONE) {
            throw new IllegalArgumentException("mx must not be empty in mode " + mode.word());
        }
    }

    /**
     * Reads a policy file.
     *
     * @param octets the file as it was served
     * @return the policy with what was ignored in it, or every reason why the file is none; more than 64 KiB are none
     */
    public static Parsed<MtaStsPolicy> parse(byte[] octets) {
        if (octets.length > MAX_OCTETS) {
            return Parsed.unusable(
                    Rule.FETCH.problem(MAX_OCTETS, "mtasts.too-large", "the policy has more than 64 KiB"));
        }
        return new PolicyParser(octets).parse();
    }

    /**
     * Reads a policy written by the program's author.
     *
     * @param text a policy file
     * @return the policy
     * @throws IllegalArgumentException when the text is none
     */
    public static MtaStsPolicy of(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    /**
     * Whether a host is one of those that the policy names. What follows from the answer is said by the mode: only
     * {@link Mode#ENFORCE} forbids the use of another host.
     *
     * @param host an MX host
     * @return true when a pattern stands for it
     */
    public boolean permits(DomainName host) {
        return mx.stream().anyMatch(pattern -> pattern.matches(host));
    }

    /**
     * Whether a host of an MX record is one of those that the policy names, as {@link #permits(DomainName)}.
     *
     * @param host as the DNS has it
     * @return false also for a host that is no domain name
     */
    public boolean permits(DnsName host) {
        return host.toDomainName().filter(this::permits).isPresent();
    }

    /**
     * The lines of the policy, as TLS reports list them (RFC 8460 §4.4).
     *
     * @return version, mode, the hosts and max_age, without line ends
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("version: " + Grammar.VERSION);
        lines.add("mode: " + mode.word());
        mx.forEach(pattern -> lines.add("mx: " + pattern));
        lines.add("max_age: " + maxAge.toSeconds());
        return List.copyOf(lines);
    }

    /**
     * The policy as the policy host serves it.
     *
     * @return ASCII; the lines, each with CRLF
     */
    public String toText() {
        return String.join("\r\n", lines()) + "\r\n";
    }

    /** The lines of the policy on one. */
    @Override
    public String toString() {
        return String.join("; ", lines());
    }
}
