package org.mailauth.mtasts;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsName;

/**
 * Decides whether an MX host is one of those that a policy names: a host, or {@code *.} and a name (RFC 8461 §4.1).
 *
 * <p>The asterisk stands for exactly one label: {@code *.example.com} is neither {@code example.com} nor
 * {@code a.b.example.com}. Case and a final dot do not matter. Immutable and thread-safe.
 *
 * @param domain the host, or what follows {@code *.}
 * @param isWildcard whether the pattern starts with {@code *.}
 */
public record MxPattern(DomainName domain, boolean isWildcard) {
    private static final String WILDCARD = "*.";

    /**
     * Checks that nothing is null.
     *
     * @param domain the host, or what follows {@code *.}
     * @param isWildcard whether the pattern starts with {@code *.}
     */
    public MxPattern {
        Objects.requireNonNull(domain, "domain");
    }

    /**
     * Reads a pattern written by a stranger.
     *
     * @param text the value of an {@code mx} field
     * @return the pattern, or why the text is none: U-labels, addresses and asterisks elsewhere are refused
     */
    public static Parsed<MxPattern> parse(String text) {
        boolean wildcard = text.startsWith(WILDCARD);
        String name = wildcard ? text.substring(WILDCARD.length()) : text;
        if (isAddress(name)) {
            return Parsed.unusable(Rule.POLICY.problem(
                    "mtasts.mx-address", Rule.shown(text) + " is an address: a certificate could never match it"));
        }
        if (name.chars().anyMatch(c -> c >= 0x80)) {
            // RFC 8461 §3.2: internationalized names are written as A-labels.
            return Parsed.unusable(
                    Rule.POLICY.problem("mtasts.mx-u-label", Rule.shown(text) + " holds more than ASCII: A-labels"));
        }
        Parsed<DomainName> domain = DomainName.parse(name);
        if (domain.value().isEmpty() || name.indexOf('_') >= 0) {
            return Parsed.unusable(
                    Rule.POLICY.problem("mtasts.mx", Rule.shown(text) + " is no domain name, with or without *."));
        }
        List<Problem> problems = new ArrayList<>(0);
        if (name.endsWith(".")) {
            problems.add(Rule.POLICY.problem("mtasts.mx-final-dot", Rule.shown(text) + " ends in a dot"));
        }
        return Parsed.of(new MxPattern(domain.value().get(), wildcard), problems);
    }

    /**
     * Reads a pattern written by the program's author.
     *
     * @param text such as {@code mail.example.com} or {@code *.example.net}
     * @return the pattern
     * @throws IllegalArgumentException when the text is none
     */
    public static MxPattern of(String text) {
        return parse(text).orElseThrow();
    }

    private static boolean isAddress(String name) {
        if (name.startsWith("[") || name.indexOf(':') >= 0) {
            return true;
        }
        String dotless = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        String last = dotless.substring(dotless.lastIndexOf('.') + 1);
        return !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * Whether a host is one that the pattern stands for.
     *
     * @param host an MX host
     * @return true when it is
     */
    public boolean matches(DomainName host) {
        if (!isWildcard) {
            return host.equals(domain);
        }
        // RFC 8461 §4.1: the wildcard is one label, the leftmost.
        return host.parent().filter(domain::equals).isPresent();
    }

    /**
     * Whether a host of an MX record is one that the pattern stands for.
     *
     * @param host as the DNS has it
     * @return false also for a host that is no domain name
     */
    public boolean matches(DnsName host) {
        return host.toDomainName().filter(this::matches).isPresent();
    }

    /** The pattern as a policy has it. */
    @Override
    public String toString() {
        return isWildcard ? WILDCARD + domain : domain.toString();
    }
}
