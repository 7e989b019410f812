package org.mailauth.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailauth.BudgetLimits;
import org.mailauth.SmtpSession;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.message.MessageLimits;

class ReplayFormatTest {
    private static final String WHOLE = text(Sample.bundle());
    private static final String HASHES = text(Sample.bundle().withoutBody());

    private static String text(ReplayBundle bundle) {
        return new String(Corpus.written(bundle), StandardCharsets.US_ASCII);
    }

    private static ReplayFormatException refusal(String text, ReplayLimits limits) {
        ReplayFormatException refused = catchThrowableOfType(
                ReplayFormatException.class,
                () -> ReplayBundle.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limits));
        assertThat(refused).as(text).isNotNull();
        return refused;
    }

    private static void assertRefused(String text, String why) {
        ReplayFormatException refused = refusal(text, ReplayLimits.defaults());
        assertThat(refused).hasMessageContaining(why);
        assertThat(refused.problem().code()).isEqualTo("replay.format");
    }

    private static String changed(String from, String to) {
        assertThat(WHOLE).contains(from);
        return WHOLE.replace(from, to);
    }

    private static String changedHashes(String from, String to) {
        String changed = HASHES.replaceFirst(from, to);
        assertThat(changed).isNotEqualTo(HASHES);
        return changed;
    }

    @Test
    void unknownMembersAreIgnored() {
        String more = changed(
                "\"version\" : 1,",
                "\"version\" : 1, \"later\" : [ {\"a\": null}, 1e999, 99999999999999999999999, -0.5, null, true ],");

        ReplayBundle read = Corpus.read(more.getBytes(StandardCharsets.UTF_8));

        assertThat(text(read)).isEqualTo(WHOLE);
    }

    @Test
    void otherFormatsAndVersionsAreRefused() {
        assertRefused("", "no JSON object");
        assertRefused("[]", "no JSON object");
        assertRefused("{}", "format is missing");
        assertRefused("{", "it is no JSON");
        assertRefused(WHOLE + "{}", "stands behind");
        assertRefused(changed("mailauth-replay", "other"), "format is not mailauth-replay");
        assertThat(refusal(changed("\"version\" : 1", "\"version\" : 2"), ReplayLimits.defaults())
                        .problem()
                        .code())
                .isEqualTo("replay.version");
    }

    @Test
    void impossibleValuesAreRefused() {
        assertRefused(changed("\"clientIp\" : \"192.0.2.10\"", "\"clientIp\" : \"x\""), "impossible value");
        assertRefused(changed("\"helo\" : \"mail.example.com\"", "\"helo\" : 7"), "session.helo is no string");
        assertRefused(changed("2026-11-21T12:00:00Z", "yesterday"), "impossible value");
        assertRefused(changed("2026-11-21T12:00:00Z", "+12026-11-21T12:00:00Z"), "years 0 to 9999");
        assertRefused(changed("\"type\" : \"PTR\"", "\"type\" : \"HINFO\""), "dns[0].type has an unknown value");
        assertRefused(changed("\"outcome\" : \"nxdomain\"", "\"outcome\" : \"x\""), "outcome has an unknown value");
        assertRefused(changed("PT20S", "PT-1S"), "impossible value");
        assertRefused(changed("PT20S", "P9999999999999999999D"), "impossible value");
        assertRefused(changed("\"maxRsaBits\" : 8192", "\"maxRsaBits\" : 1"), "impossible value");
        assertRefused(changed("\"octets\" : \"", "\"octets\" : \"*"), "impossible value");
        assertRefused(changed("rfc9989\"", "rfc1\""), "dmarc.mode has an unknown value");
        assertRefused(changed("\"a\" : \"192.0.2.10\"", "\"a\" : \"::1\""), "is no IPv4 address");
        assertRefused(
                changed("\"name\" : \"_dmarc.com\"", "\"name\" : \"_dmarc.EXAMPLE.com\""),
                "two answers to _dmarc.example.com TXT");
        assertRefused(changed("\"hashesOnly\" : false", "\"hashesOnly\" : true"), "message.header is missing");
    }

    @Test
    void headerThatIsNotOneFieldAStringIsRefused() {
        String first = "\"From: Alice";
        assertThat(HASHES).contains(first);
        assertRefused(HASHES.replace(first, "\"X: y\\r\\nFrom: Alice"), "one field a string");
        assertRefused(HASHES.replace(first, "\"\\r\\nFrom: Alice"), "one field a string");
        assertRefused(HASHES.replace(first, "\"From Alice"), "one field a string");
        assertRefused(HASHES.replace(first, "\"From: \\u0100lice"), "no octet");
        assertRefused(changedHashes("\"value\" : \"[^\"]*\"", "\"value\" : \"" + "A".repeat(120) + "\""), "is no hash");
        assertRefused(changedHashes("\"bodyLength\" : [0-9]+", "\"bodyLength\" : -1"), "bodyLength must be");
    }

    @Test
    void moreAnswersThanAnAuthenticationCanAskForAreRefused() {
        ReplayLimits limits = new ReplayLimits(1_000_000, MessageLimits.defaults(), BudgetLimits.defaults());
        ReplayBundle bundle = Sample.bundle();
        int number = 0;
        while (bundle.answers().size() < 600) {
            bundle = bundle.withAnswer(
                    DnsName.of("n" + number++ + ".example"),
                    DnsType.TXT,
                    new DnsAnswer.NoData(DnsAnswer.Evidence.NONE));
        }
        String most = text(bundle);
        String more = text(bundle.withAnswer(
                DnsName.of("more.example"), DnsType.TXT, new DnsAnswer.NoData(DnsAnswer.Evidence.NONE)));

        assertThat(Corpus.read(most.getBytes(StandardCharsets.US_ASCII))
                        .replay()
                        .isSame())
                .isTrue();
        assertThat(refusal(more, limits).problem().code()).isEqualTo("replay.limit");
    }

    @Test
    void whatWouldCostTooMuchIsRefused() {
        ReplayLimits few = new ReplayLimits(100, MessageLimits.defaults(), BudgetLimits.defaults());
        assertThat(refusal(WHOLE, few).problem().code()).isEqualTo("replay.limit");
        assertRefused(changed("\"dnsQuestions\" : 300", "\"dnsQuestions\" : 301"), "settings.budget.dnsQuestions");
        assertRefused(changed("\"fields\" : 1000", "\"fields\" : 1001"), "settings.messageLimits.fields");
        assertRefused("[".repeat(100_000), "no JSON");
        assertRefused("{\"a\":" + "[".repeat(100_000), "nesting depth");
        assertThat(refusal("{\"a\":[" + "1,".repeat(600_000) + "1]}", ReplayLimits.defaults())
                        .problem()
                        .code())
                .isEqualTo("replay.limit");
        assertRefused(
                changedHashes(
                        "\"header\" : \\[",
                        "\"header\" : [" + ("\"X: " + "y".repeat(60_000) + "\\\\r\\\\n\",").repeat(5)),
                "more octets than messageLimits");
        assertRefused(
                changedHashes("\"header\" : \\[", "\"header\" : [" + "\"X: y\\\\r\\\\n\",".repeat(1000)),
                "more fields than messageLimits");
    }

    @Test
    void everyKindOfAnswerIsKept() throws Exception {
        DnsName name = DnsName.of("a\\.b.\\200.example");
        DnsAnswer.Evidence evidence = new DnsAnswer.Evidence(
                DnssecStatus.SECURE,
                List.of(new DnsAlias(name, DnsName.of("x.example"), DnssecStatus.INSECURE)),
                Duration.ofSeconds(7, 5));
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        mapped[15] = 1;
        List<DnsAnswer> answers = List.of(
                new DnsAnswer.Found(
                        List.of(
                                new DnsRecord.Txt(List.of("a\u0000\u00FF\"\\", "", "b")),
                                new DnsRecord.Txt(List.of()),
                                new DnsRecord.A((Inet4Address) InetAddress.getByName("192.0.2.1")),
                                new DnsRecord.Aaaa(Inet6Address.getByAddress(null, mapped, -1)),
                                new DnsRecord.Cname(DnsName.ROOT),
                                new DnsRecord.Ptr(name),
                                new DnsRecord.Mx(65535, DnsName.ROOT),
                                new DnsRecord.Tlsa(3, 1, 255, "00ff")),
                        evidence),
                new DnsAnswer.NoData(evidence),
                new DnsAnswer.NxDomain(DnsAnswer.Evidence.NONE),
                new DnsAnswer.Failed(DnsFailure.BUDGET_EXHAUSTED, "d\u2028e"),
                new DnsAnswer.Failed(DnsFailure.BOGUS, ""));
        ReplayBundle bundle = Sample.bundle();
        for (int at = 0; at < answers.size(); at++) {
            bundle = bundle.withAnswer(DnsName.of("n" + at), DnsType.TXT, answers.get(at));
        }
        ReplayBundle read = Corpus.read(Corpus.written(bundle));

        assertThat(read.answers()).isEqualTo(bundle.answers());
    }

    @Test
    void whatTheClientSaidIsKeptExactly() {
        SmtpSession odd = SmtpSession.builder()
                .clientIp("2001:db8::1")
                .helo("\uD800\u202E\u0000\"\\\u007F\u00E9")
                .mailFrom("\uDC00\uD83D\uDE00@\r\n")
                .build();
        ReplayBundle bundle =
                Sample.recorder().build().record(odd, Sample.signed()).bundle();

        assertThat(text(bundle).chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '\u007F'));
        assertThat(Corpus.read(Corpus.written(bundle)).session()).isEqualTo(odd);
        assertThat(Corpus.read(Corpus.written(bundle)).replay().isSame()).isTrue();
    }

    @Test
    void recordedAnswerChecksItsTime() {
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> new RecordedAnswer(
                                DnsName.ROOT,
                                DnsType.A,
                                new DnsAnswer.NoData(DnsAnswer.Evidence.NONE),
                                Optional.of(Duration.ofSeconds(-1)))))
                .isNotNull();
    }
}
