package org.mailauth.dane;

import java.util.Objects;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;

/**
 * Tells one question that a lookup asked, and what the DNS said. Immutable and thread-safe; no component is null.
 *
 * @param name what was asked for
 * @param type which records were wanted
 * @param answer the answer, with its DNSSEC status
 */
public record TlsaQuestion(DnsName name, DnsType type, DnsAnswer answer) {
    /**
     * Checks that nothing is null.
     *
     * @param name what was asked for
     * @param type which records were wanted
     * @param answer the answer, with its DNSSEC status
     */
    public TlsaQuestion {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(answer, "answer");
    }

    /** One line, such as {@code TLSA _25._tcp.mx.example.com: 2 records, secure}. */
    @Override
    public String toString() {
        return type + " " + name + ": " + AnswerWords.of(answer);
    }
}
