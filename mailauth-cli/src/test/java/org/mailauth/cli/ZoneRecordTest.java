package org.mailauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.mailauth.Deadline;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

class ZoneRecordTest {
    private static final DnsName NAME = DnsName.of("s._domainkey.example.com");

    @Test
    void shortTextIsOneLine() {
        assertThat(ZoneRecord.txt(NAME, "v=DKIM1; p="))
                .containsExactly("s._domainkey.example.com. IN TXT \"v=DKIM1; p=\"");
    }

    @Test
    void textIsSplitAt255Octets() {
        assertThat(ZoneRecord.txt(NAME, "a".repeat(255))).hasSize(1);
        assertThat(ZoneRecord.txt(NAME, "a".repeat(256)))
                .containsExactly(
                        "s._domainkey.example.com. IN TXT (", "    \"" + "a".repeat(255) + "\"", "    \"a\"", ")");
    }

    @Property
    void recordReadsBackAsTheSameText(@ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 1100) String text) {
        InMemoryDns dns = InMemoryDns.of(String.join("\n", ZoneRecord.txt(NAME, text)) + "\n");
        List<DnsRecord.Txt> records = dns.resolve(
                        new DnsQuestion(NAME, DnsType.TXT, Deadline.after(Duration.ofSeconds(60))))
                .records(DnsRecord.Txt.class);

        assertThat(records).extracting(DnsRecord.Txt::joined).containsExactly(text);
    }
}
