package org.mailauth.testkit;

import java.time.Duration;
import java.util.List;
import org.mailauth.Deadline;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;

/** Short ways to ask. */
final class Ask {
    private Ask() {}

    static DnsQuestion question(String name, DnsType type) {
        return new DnsQuestion(DnsName.of(name), type, Deadline.after(Duration.ofDays(1)));
    }

    static DnsAnswer ask(DnsResolver dns, String name, DnsType type) {
        return dns.resolve(question(name, type));
    }

    static List<String> texts(DnsResolver dns, String name) {
        return ask(dns, name, DnsType.TXT).records(DnsRecord.Txt.class).stream()
                .map(DnsRecord.Txt::joined)
                .toList();
    }

    /** The records of an answer in master-file form. */
    static List<String> data(DnsResolver dns, String name, DnsType type) {
        return ask(dns, name, type).records(DnsRecord.class).stream()
                .map(RdataText::of)
                .toList();
    }
}
