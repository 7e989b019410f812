package org.mailauth;

import java.time.Duration;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsType;

/**
 * Hears what the library does, so that a user can keep metrics; decides nothing.
 *
 * <p>The library logs nothing by itself. Every method has an empty default. Methods are called on the thread that does
 * the work, must return quickly and must be safe for concurrent use; what they throw reaches the caller of the
 * evaluation.
 */
public interface MailAuthObserver {

    /** An observer that ignores everything. */
    MailAuthObserver SILENT = new MailAuthObserver() {};

    /**
     * The resolver answered a question.
     *
     * @param question what was asked
     * @param answer what came back, failures included
     * @param took how long the resolver needed
     */
    default void dnsAnswered(DnsQuestion question, DnsAnswer answer, Duration took) {}

    /**
     * A question was answered from memory and never left the process.
     *
     * @param name what was asked for
     * @param type what was asked for
     */
    default void dnsCacheHit(DnsName name, DnsType type) {}

    /**
     * An evaluator reached a verdict.
     *
     * @param method the RFC 8601 method, such as {@code dkim}
     * @param result the RFC 8601 result word, such as {@code pass}
     * @param took how long the evaluation needed
     */
    default void decided(String method, String result, Duration took) {}
}
