package org.mailauth.mtasts;

import java.time.Duration;

/**
 * How much work one lookup may cause.
 *
 * @param timeout of the whole lookup, DNS and HTTPS together
 * @param maxOctets of the policy file
 * @param maxAddresses of the policy host that are tried
 * @param retryWait after a failure, for the same id
 * @param port of the policy host
 * @param privateAddresses whether the policy host may have an address that is not public
 */
record FetchLimits(
        Duration timeout, int maxOctets, int maxAddresses, Duration retryWait, int port, boolean privateAddresses) {
    /** One for the record and two for the addresses of the policy host. */
    static final int QUESTIONS = 3;
}
