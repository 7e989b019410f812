package org.mailauth.authenticator;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.authres.MethodResult;
import org.mailauth.dns.DnsName;
import org.mailauth.internal.net.IpLiteral;

/**
 * Whether the client's address has a name that leads back to it: the "iprev" check (RFC 8601 §3). It says something about
 * the host's keeper, and nothing about the author.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param clientIp the address
 * @param result the result
 * @param name the first name that leads back
 * @param claimed the names that the address has, checked or not, at most ten
 */
public record IprevEvaluation(InetAddress clientIp, IprevResult result, Optional<DnsName> name, List<DnsName> claimed) {
    /**
     * Copies the list.
     *
     * @param clientIp the address
     * @param result the result
     * @param name the first name that leads back
     * @param claimed the names that the address has, checked or not, at most ten
     */
    public IprevEvaluation {
        Objects.requireNonNull(clientIp, "clientIp");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(name, "name");
        claimed = List.copyOf(claimed);
    }

    /**
     * The result as a part of an Authentication-Results field (RFC 8601 §2.7.3).
     *
     * @return method {@code iprev} with {@code policy.iprev}, the address
     */
    public MethodResult methodResult() {
        return MethodResult.of("iprev", result.word()).with("policy", "iprev", IpLiteral.format(clientIp));
    }

    @Override
    public String toString() {
        return "iprev=" + result.word() + name.map(found -> " (" + found + ")").orElse("");
    }
}
