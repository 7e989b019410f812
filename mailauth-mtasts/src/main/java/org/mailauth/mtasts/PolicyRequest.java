package org.mailauth.mtasts;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.mailauth.Deadline;
import org.mailauth.DomainName;

/**
 * Says where a policy file is to be got, how much of it, and by when.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param policyHost {@code mta-sts.} and the Policy Domain (RFC 8461 §3.3): the name for SNI, Host and certificate
 * @param addresses where the policy host is, at least one; resolved and allowed by the caller, tried in this order
 * @param port TCP port, 1 to 65535; 443 outside of tests
 * @param maxOctets how long the body may be, in octets, at least one
 * @param deadline when the answer is no longer of use
 */
public record PolicyRequest(
        DomainName policyHost, List<InetAddress> addresses, int port, int maxOctets, Deadline deadline) {

    /** The path of every policy file (RFC 8461 §3.3). */
    public static final String PATH = "/.well-known/mta-sts.txt";

    /**
     * Copies the list and checks the ranges.
     *
     * @param policyHost {@code mta-sts.} and the Policy Domain (RFC 8461 §3.3): the name for SNI, Host and certificate
     * @param addresses where the policy host is, at least one; resolved and allowed by the caller, tried in this order
     * @param port TCP port, 1 to 65535; 443 outside of tests
     * @param maxOctets how long the body may be, in octets, at least one
     * @param deadline when the answer is no longer of use
     */
    public PolicyRequest {
        Objects.requireNonNull(policyHost, "policyHost");
        addresses = List.copyOf(addresses);
        Objects.requireNonNull(deadline, "deadline");
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("addresses must not be empty");
        }
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be 1 to 65535: " + port);
        }
        if (maxOctets < 1) {
            throw new IllegalArgumentException("maxOctets must be at least 1: " + maxOctets);
        }
    }
}
