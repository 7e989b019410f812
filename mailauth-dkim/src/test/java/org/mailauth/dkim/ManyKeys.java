package org.mailauth.dkim;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.mailauth.conformance.HeapGrowth;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.message.Message;

/**
 * Verifies a message of each of many domains by one verifier; run by {@link SharedVerifierTest} in a JVM of its own. One
 * domain of eight has an Ed25519 key of its own. The others share an RSA key, for such keys take long to make, and each has
 * it with a note of its own, so that all records differ; as their signatures were copied, none of them holds, yet each key
 * has been decoded and used.
 */
final class ManyKeys {
    private final Kind kind;
    private final DkimVerifier verifier = DkimVerifier.builder()
            .resolver(this::publish)
            .clock(BoundedMemory.CLOCK)
            .build();
    private final Message plain = message("");
    private final String rsaField = sign(plain, "example.com", "sel", FixedKeys.RSA_2048);
    /** Of the domain whose message is being verified. */
    private String record = "";

    /** What domains publish. */
    enum Kind {
        USUAL,
        /** Texts that no cache keeps, and that take as much as they can when they are read. */
        HUGE,
        /** Of the longest that are kept, and nothing but mistakes. */
        INVALID
    }

    private ManyKeys(Kind kind) {
        this.kind = kind;
    }

    public static void main(String[] arguments) {
        ManyKeys keys = new ManyKeys(Kind.valueOf(arguments[0]));
        HeapGrowth.tell(keys::verify);
    }

    private boolean verify(int number) {
        String domain = "d" + number + ".example.com";
        if (kind != Kind.USUAL) {
            record = kind == Kind.HUGE
                    ? "v=DKIM1; n=" + number + "; t=" + "y:".repeat(600) + "y; p="
                    : ("v=DKIM1; p=" + number + "!").concat(";".repeat(1024)).substring(0, 1024);
            DkimReason expected = kind == Kind.HUGE ? DkimReason.KEY_REVOKED : DkimReason.KEY_MALFORMED;
            return reason(rsaField.replace("d=example.com", "d=" + domain)) == expected;
        }
        if (number % 8 == 0) {
            SigningKey key = SigningKey.fromEd25519Seed(
                    Base64.getEncoder().encodeToString((number + "-".repeat(27)).getBytes(StandardCharsets.US_ASCII)));
            record = FixedKeys.record(key);
            return reason(sign(plain, domain, "sel", key)) == DkimReason.VERIFIED;
        }
        record = FixedKeys.record(FixedKeys.RSA_2048) + "; n=" + number;
        return reason(rsaField.replace("d=example.com", "d=" + domain)) == DkimReason.SIGNATURE_MISMATCH;
    }

    private DkimReason reason(String field) {
        return verifier.verify(message(field)).get(0).reason();
    }

    private static String sign(Message message, String domain, String selector, SigningKey key) {
        return DkimSigner.builder()
                        .signingDomain(domain)
                        .key(selector, key)
                        .clock(BoundedMemory.CLOCK)
                        .build()
                        .sign(message)
                        .orElseThrow()
                        .get(0)
                + "\r\n";
    }

    private static Message message(String field) {
        return Message.of((field + "From: joe@example.com\r\nDate: today\r\nSubject: small\r\n\r\nbody\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private DnsAnswer publish(DnsQuestion question) {
        return new DnsAnswer.Found(
                List.of(new DnsRecord.Txt(List.of(record))),
                new DnsAnswer.Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ZERO));
    }
}
