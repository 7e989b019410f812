package org.mailauth.mtasts;

/**
 * Gets the policy file of a domain over HTTPS: the one way by which this module reaches the web (RFC 8461 §3.3).
 *
 * <p>Contract for implementations:
 *
 * <ul>
 *   <li>safe for concurrent use;
 *   <li>it never throws and never returns null: every failure is a {@link PolicyResponse.Failed};
 *   <li>it connects to the addresses of the request, in their order, and to no others; the policy host is the name for
 *       SNI, for the Host field and for the certificate, and is never resolved again;
 *   <li>the certificate has a valid chain, has not expired, and names the policy host by a DNS-ID in its
 *       subjectAltName; a common name counts for nothing; a wildcard is the whole leftmost label (RFC 8461 §3.3);
 *   <li>redirects are never followed, nothing comes from an HTTP cache, no cookies or credentials are sent, and no proxy
 *       stands between;
 *   <li>no more octets of the body than asked for are kept, whatever the encoding of the transfer; a larger body is
 *       {@link PolicyFetchFailure#TOO_LARGE};
 *   <li>the call blocks, and returns by the deadline, which covers connecting, TLS, the header and a slow body;
 *   <li>an interrupted thread gets {@link PolicyFetchFailure#INTERRUPTED} at once and keeps its interrupt status.
 * </ul>
 *
 * <p>Status, media type and the policy itself are judged by the caller, so that the rules hold for every transport.
 */
@FunctionalInterface
public interface PolicyTransport {
    /**
     * Gets one policy file.
     *
     * @param request from where, how much, and by when
     * @return what the server said, or the failure
     */
    PolicyResponse get(PolicyRequest request);
}
