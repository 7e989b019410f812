package org.mailauth.benchmarks.rows;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.mailauth.RecordCache;
import org.mailauth.dkim.SigningKey;
import org.mailauth.testkit.InMemoryDns;

/** What must cost no more for each unit however many there are. */
final class LinearRows {
    static final String GROUP = "linear";

    private LinearRows() {}

    static void addTo(List<Row> rows) {
        for (int kib : new int[] {1, 16, 256, 4096, 65_536, 262_144}) {
            rows.add(row("body of " + kib + " KiB", 1024L * kib, () -> verify(Mails.plain(1024 * kib), 1)));
        }
        for (int fields : new int[] {10, 100, 1000, 10_000}) {
            rows.add(row(fields + " header fields", fields, () -> verify(Mails.join(fields(fields), small()), 1)));
        }
        for (int signatures : new int[] {1, 2, 5, 10}) {
            rows.add(row(signatures + " signatures", signatures, () -> verify(Mails.plain(1024), signatures)));
        }
        for (int spaces : new int[] {8000, 80_000}) {
            byte[] body = ("a" + " ".repeat(spaces) + "b\r\n").getBytes(US_ASCII);
            rows.add(row(spaces + " spaces", spaces, () -> verify(Mails.join("", body), 1)));
        }
        for (int lines : new int[] {8000, 80_000}) {
            byte[] body = ("a\r\n" + "\r\n".repeat(lines)).getBytes(US_ASCII);
            rows.add(row(lines + " empty lines at the end", lines, () -> verify(Mails.join("", body), 1)));
        }
        for (int kib : new int[] {1, 8, 64}) {
            rows.add(row("SPF record of " + kib + " KiB", 1024L * kib, () -> spf(kib)));
        }
    }

    private static Row row(String work, long units, Operation.Setup setup) {
        return new Row(GROUP, work, Row.MAILAUTH, units, setup);
    }

    private static byte[] small() {
        return Mails.body(1024);
    }

    private static String fields(int number) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < number; i++) {
            fields.append("X-Field-").append(i).append(": value ").append(i).append("\r\n");
        }
        return fields.toString();
    }

    private static Operation verify(byte[] plain, int signatures) throws Exception {
        SigningKey key = DkimRows.key("rsa-2048");
        return DkimRows.verifier(Mails.signed(plain, key, signatures), key, signatures, null);
    }

    private static Operation spf(int kib) {
        StringBuilder record = new StringBuilder("v=spf1");
        int size = 1024 * kib - 1024; // a record has at most 65,535 octets with the lengths of its strings
        while (record.length() < Math.max(size, 900)) {
            record.append(" ip4:198.51.100.7");
        }
        record.append(" ip4:192.0.2.0/24 -all");
        String[] strings = new String[record.length() / 255 + 1];
        for (int i = 0; i < strings.length; i++) {
            strings[i] = record.substring(255 * i, Math.min(255 * (i + 1), record.length()));
        }
        return SpfRows.evaluator(
                InMemoryDns.builder().txt("example.com", strings).build(), RecordCache.none());
    }
}
