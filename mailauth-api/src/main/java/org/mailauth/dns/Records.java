package org.mailauth.dns;

import java.util.List;

/** Lists of records, seen as lists of one kind. */
final class Records {
    private Records() {}

    /** The list itself, for one that holds that kind only and never changes. */
    @SuppressWarnings("unchecked")
    static <R extends DnsRecord> List<R> cast(List<DnsRecord> all) {
        return (List<R>) all;
    }

    static <R extends DnsRecord> List<R> only(Class<R> kind, List<DnsRecord> all) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
