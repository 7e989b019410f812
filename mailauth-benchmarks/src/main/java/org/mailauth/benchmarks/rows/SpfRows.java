package org.mailauth.benchmarks.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.impl.SPF;
import org.mailauth.RecordCache;
import org.mailauth.SmtpSession;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.Protocol;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.message.Message;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.spf.SpfResult;
import org.mailauth.testkit.InMemoryDns;

/** SPF for MAIL FROM, and the whole evaluation of a message. */
final class SpfRows {
    static final String GROUP = "SPF";
    static final String WHOLE = "whole message";
    static final String CACHED = ", parsed records cached";

    private static final String IP = "192.0.2.1";
    private static final SmtpSession SESSION = SmtpSession.builder()
            .clientIp(IP)
            .helo("mail.example.com")
            .mailFrom("news@example.com")
            .build();

    private SpfRows() {}

    static void addTo(List<Row> rows) {
        both(rows, "ip4 match", Map.of("example.com TXT", List.of("v=spf1 ip4:192.0.2.0/24 -all")));
        both(
                rows,
                "chain of 5 includes",
                Map.of(
                        "example.com TXT", List.of("v=spf1 include:a.example.com -all"),
                        "a.example.com TXT", List.of("v=spf1 include:b.example.com -all"),
                        "b.example.com TXT", List.of("v=spf1 include:c.example.com -all"),
                        "c.example.com TXT", List.of("v=spf1 include:d.example.com -all"),
                        "d.example.com TXT", List.of("v=spf1 include:e.example.com -all"),
                        "e.example.com TXT", List.of("v=spf1 ip4:192.0.2.0/24 -all")));
        both(
                rows,
                "mx then a",
                Map.of(
                        "example.com TXT", List.of("v=spf1 mx a -all"),
                        "example.com MX", List.of("mx.example.com"),
                        "mx.example.com A", List.of("192.0.2.25"),
                        "example.com A", List.of(IP)));
        rows.add(new Row(WHOLE, "rsa-2048 4 KiB", Row.MAILAUTH, 1, SpfRows::wholeMessage));
    }

    private static void both(List<Row> rows, String work, Map<String, List<String>> records) {
        rows.add(new Row(GROUP, work, Row.MAILAUTH, 1, () -> evaluator(records, RecordCache.none())));
        rows.add(new Row(GROUP, work, "jSPF", 1, () -> jspf(records)));
        // jSPF reads a record each time: it stands here again, so that the row has a ratio.
        String cached = work + CACHED;
        rows.add(new Row(GROUP, cached, Row.MAILAUTH, 1, () -> evaluator(records, RecordCache.ofSize(1024))));
        rows.add(new Row(GROUP, cached, "jSPF", 1, () -> jspf(records)));
    }

    private static Operation evaluator(Map<String, List<String>> records, RecordCache cache) {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        records.forEach((question, values) -> {
            String name = question.substring(0, question.indexOf(' '));
            switch (question.substring(question.indexOf(' ') + 1)) {
                case "TXT" -> dns.txt(name, values.get(0));
                case "MX" -> dns.mx(name, 10, values.get(0));
                default -> dns.a(name, values.get(0));
            }
        });
        return evaluator(dns.build(), cache);
    }

    static Operation evaluator(InMemoryDns dns, RecordCache cache) {
        SpfEvaluator spf =
                SpfEvaluator.builder().resolver(dns).recordCache(cache).build();
        return () -> spf.checkMailFrom(SESSION).result() == SpfResult.PASS;
    }

    private static Operation jspf(Map<String, List<String>> records) {
        SPF spf = new SPF(new JspfDns(records));
        return () -> spf.checkSPF(IP, "news@example.com", "mail.example.com")
                .getResult()
                .equals("pass");
    }

    /** DKIM, SPF for both identities, and DMARC; no ARC and no reverse names, which the peers do not look at. */
    private static Operation wholeMessage() throws Exception {
        SigningKey key = DkimRows.key("rsa-2048");
        byte[] octets = Mails.signed(Mails.plain(4096), key, 1);
        MailAuthenticator authenticator = MailAuthenticator.builder()
                .resolver(InMemoryDns.builder()
                        .txt("s1._domainkey.example.com", Mails.keyRecord(key))
                        .txt("example.com", "v=spf1 ip4:192.0.2.0/24 -all")
                        .txt("mail.example.com", "v=spf1 ip4:192.0.2.0/24 -all")
                        .txt("_dmarc.example.com", "v=DMARC1; p=reject")
                        .build())
                .authservId("mx.example.net")
                .without(Protocol.ARC, Protocol.IPREV)
                .build();
        return () ->
                authenticator.authenticate(SESSION, Message.of(octets)).dmarc().result() == DmarcResult.PASS;
    }

    /** The same records for jSPF. */
    private record JspfDns(Map<String, List<String>> records) implements DNSService {
        private static final List<String> TYPES = List.of("", "A", "AAAA", "MX", "PTR", "TXT", "SPF");

        @Override
        public List<String> getRecords(DNSRequest request) {
            // a list of its own: jSPF changes it
            return new ArrayList<>(
                    records.getOrDefault(request.getHostname() + " " + TYPES.get(request.getRecordType()), List.of()));
        }

        @Override
        public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
            return CompletableFuture.completedFuture(getRecords(request));
        }

        @Override
        public List<String> getLocalDomainNames() {
            return List.of("mx.example.net");
        }

        @Override
        public void setTimeOut(int seconds) {
            throw new IllegalStateException("the zone in memory has no such setting");
        }

        @Override
        public int getRecordLimit() {
            return 0;
        }

        @Override
        public void setRecordLimit(int limit) {
            throw new IllegalStateException("the zone in memory has no such setting");
        }
    }
}
