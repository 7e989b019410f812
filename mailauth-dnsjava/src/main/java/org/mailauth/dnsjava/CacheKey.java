package org.mailauth.dnsjava;

import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsType;

/** What makes two questions the same question; the class is always IN. */
record CacheKey(DnsName name, DnsType type) {
    static CacheKey of(DnsQuestion question) {
        return new CacheKey(question.name(), question.type());
    }
}
