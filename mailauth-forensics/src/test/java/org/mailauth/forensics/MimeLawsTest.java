package org.mailauth.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.mailauth.forensics.mime.FileName;
import org.mailauth.forensics.mime.MimeFacts;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** Whatever MIME fields hold, they are read, and what is noticed has its place in the header. */
class MimeLawsTest {
    private static final HeaderForensics FORENSICS = HeaderForensics.builder().build();

    /** Just below the largest field of a message with default limits. */
    private static final int LARGE = 60_000;

    private static Set<String> check(byte[] octets) {
        Message message = Message.of(octets);
        List<HeaderField> header = message.header().all();
        List<ForensicFinding> findings = FORENSICS.examine(message).findings();
        for (ForensicFinding finding : findings) {
            if (finding.code().startsWith("mime.") || finding.code().startsWith("encoded.")) {
                assertThat(finding.evidence()).isNotEmpty();
            }
            for (Evidence place : finding.evidence()) {
                HeaderField field = header.get(place.fieldIndex());
                assertThat(field.isNamed(place.fieldName())).isTrue();
                assertThat(place.start()).isBetween(field.bodyStart(), place.end());
                assertThat(place.end()).isLessThanOrEqualTo(field.length() - 2);
            }
        }
        return findings.stream().map(ForensicFinding::code).collect(Collectors.toSet());
    }

    @Property(tries = 300)
    void anyOctets(@ForAll byte[] octets) {
        for (String start : List.of("Content-Type:", "Content-Disposition:a;filename*=", "Subject:=?utf-8?Q?")) {
            byte[] name = start.getBytes(StandardCharsets.US_ASCII);
            byte[] all = new byte[name.length + octets.length];
            System.arraycopy(name, 0, all, 0, name.length);
            System.arraycopy(octets, 0, all, name.length, octets.length);
            check(all);
        }
    }

    private static Arbitrary<String> parameters() {
        Arbitrary<String> name = Arbitraries.of(
                "name",
                "filename",
                "filename*",
                "filename*0",
                "filename*0*",
                "filename*1",
                "boundary",
                "boundary*",
                "*");
        Arbitrary<String> value = Arbitraries.of(
                "b1",
                "\"b1\"",
                "\"견적.pdf\"",
                "utf-8''a%2Epdf%2Eexe",
                "x'y",
                "%",
                "=?utf-8?B?6rCALmV4ZQ==?=",
                "\"a\u202e.exe\"",
                "\"\\\"",
                "(c) x",
                "");
        return Combinators.combine(name, value)
                .as((left, right) -> "; " + left + "=" + right)
                .list()
                .ofMaxSize(5)
                .map(all -> String.join("", all));
    }

    private static Arbitrary<String> fields() {
        Arbitrary<String> start = Arbitraries.of(
                "Content-Type: multipart/mixed; boundary=b1",
                "Content-Type: multipart/mixed",
                "Content-Type: text/html",
                "Content-Type: image/png (a",
                "Content-Disposition: attachment");
        return Combinators.combine(start, parameters())
                .as((left, right) -> left + right + "\r\n")
                .list()
                .ofMaxSize(3)
                .map(all -> String.join("", all));
    }

    @Provide
    Arbitrary<String> messages() {
        Arbitrary<String> subject = Arbitraries.of(
                        "=?utf-8?B?6rCA?=",
                        "=?utf-8?Q?=EA=B0?=",
                        "=?x?Q?a?=",
                        "=?utf-8?Q?=3D=3Fx=3FQ=3Fa=3F=3D?=",
                        "=?utf-8?Q?=E2=80=8B?=",
                        "=?",
                        "?=",
                        " ",
                        "가")
                .list()
                .ofMaxSize(6)
                .map(words -> "Subject: " + String.join("", words) + "\r\n");
        return Combinators.combine(subject, fields(), fields())
                .as((top, header, part) -> top + header + "\r\n--b1\r\n" + part + "\r\ntext\r\n--b1--\r\n");
    }

    @Property(tries = 1000)
    void messagesAndDamagedOnes(
            @ForAll("messages") String message, @ForAll int place, @ForAll byte damage, @ForAll boolean damaged) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        if (damaged) {
            octets[Math.floorMod(place, octets.length)] = damage;
        }
        Set<String> codes = check(octets);
        boolean part = MimeFacts.of(Message.of(octets)).entities().size() == 2;
        Statistics.label("first part").collect(part);
        Statistics.label("first part").coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
        for (String code : List.of("mime.direction-override", "mime.unreadable", "encoded.foreign-octets")) {
            Statistics.label(code).collect(codes.contains(code));
            Statistics.label(code).coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
        }
    }

    /** RFC 2231: whatever a name is, its octets in sections of any length are that name. */
    @Property(tries = 300)
    void sectionsAreReadAsWritten(@ForAll String name, @ForAll int length) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        int size = 1 + Math.floorMod(length, 5);
        StringBuilder field = new StringBuilder("Content-Disposition: attachment");
        for (int section = 0; section == 0 || section * size < octets.length; section++) {
            field.append(";\r\n filename*").append(section).append(section == 0 ? "*=utf-8''" : "*=");
            for (int at = section * size; at < Math.min(octets.length, (section + 1) * size); at++) {
                field.append('%').append(String.format("%02X", octets[at]));
            }
        }
        Message message = Message.of((field + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(MimeFacts.of(message).message().fileNames())
                .extracting(one -> one.parameter().text())
                .containsExactly(new String(octets, StandardCharsets.UTF_8));
    }

    /** The reader may have kept nothing but the header. */
    @Test
    void withoutABodyNoBoundaryIsUnused() {
        String header = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
        assertThat(check(header.getBytes(StandardCharsets.US_ASCII))).doesNotContain("mime.boundary-unused");
        assertThat(check((header + "b").getBytes(StandardCharsets.US_ASCII))).contains("mime.boundary-unused");
    }

    /** Of a part whose header is longer than what is looked at, the field that is cut says nothing. */
    @Test
    void aFieldThatIsCutIsNotRead() {
        String start = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: a; filename=";
        String whole = start + "c.pdf.exe\r\nX: ";
        assertThat(check((whole + "x".repeat(MimeFacts.MAX_BODY) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)))
                .contains("mime.double-extension");
        String cut = start + "x".repeat(MimeFacts.MAX_BODY) + ".pdf.exe; \"";
        assertThat(check((cut + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)))
                .doesNotContain("mime.unreadable");
    }

    /** A search that went back and forth would run into the time limit. */
    @Test
    void largeFieldsAreNoBurden() {
        for (String filler : List.of(
                "(", "\"", "\\", ";", "a=b;", "name=a.exe;", "name*0=a;", "=?", "=?x?", "=?utf-8?Q?a?= ", "?")) {
            String many = filler.repeat(LARGE / filler.length());
            for (String start :
                    List.of("Content-Type: multipart/mixed; boundary=b; ", "Subject: ", "Content-Disposition: ")) {
                byte[] large = (start + many + "\r\n\r\n\r\n--b\r\n" + start + many + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                assertThat(Message.of(large).brokenLimit()).isEmpty();
                check(large);
            }
        }
        String numbered = Stream.iterate(0, number -> number + 1)
                .limit(3_000)
                .map(number -> ";filename*" + number + "=a")
                .collect(Collectors.joining());
        Message message = Message.of(("Content-Type: a/b" + numbered + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(MimeFacts.of(message).message().fileNames())
                .extracting(FileName::text)
                .containsExactly("a".repeat(3_000));
    }
}
