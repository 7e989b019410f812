package org.mailauth.testkit;

import java.util.List;
import org.mailauth.dns.DnsRecord;

/**
 * All records of one type at one name.
 *
 * @param records at least one
 * @param ttl in seconds, the shortest of them
 */
record RrSet(List<DnsRecord> records, long ttl) {
    RrSet {
        records = List.copyOf(records);
    }
}
