package org.mailauth.report.advice;

import java.util.Optional;

/**
 * Says whose network it is: the caller's own data, such as a table of organizations, or what ends the reverse names there. The
 * advisor asks once for each network from which nothing passes and nothing is authenticated, on the calling thread; whoever
 * asks the DNS here brings a deadline. What it throws is not caught.
 */
@FunctionalInterface
public interface NetworkDirectory {
    /**
     * Finds the organization or the common end of reverse names.
     *
     * @param network as in {@link TrafficCell#network()}, such as {@code 192.0.2.0/24}
     * @return a name under which networks are counted as one source; empty when it is not known
     */
    Optional<String> organization(String network);
}
