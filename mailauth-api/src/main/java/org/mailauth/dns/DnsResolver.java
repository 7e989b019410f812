package org.mailauth.dns;

/**
 * Answers questions to the DNS: the one way by which this library reaches it.
 *
 * <p>Contract for implementations:
 *
 * <ul>
 *   <li>safe for concurrent use;
 *   <li>the call blocks, and returns by the question's deadline; a late answer is {@link DnsFailure#TIMEOUT};
 *   <li>it never throws and never returns null: every failure of the network or of a server is a
 *       {@link DnsAnswer.Failed};
 *   <li>CNAMEs are followed, and reported in {@link DnsAnswer.Evidence#aliases()};
 *   <li>{@link DnssecStatus#SECURE} is claimed only where somebody trusted has validated;
 *   <li>an interrupted thread gets {@link DnsFailure#INTERRUPTED} at once and keeps its interrupt status.
 * </ul>
 */
@FunctionalInterface
public interface DnsResolver {
    /**
     * Answers one question.
     *
     * @param question what is asked, and by when the answer is needed
     * @return the answer, or the failure
     */
    DnsAnswer resolve(DnsQuestion question);
}
