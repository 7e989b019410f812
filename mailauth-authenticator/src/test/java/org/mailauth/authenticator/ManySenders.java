package org.mailauth.authenticator;

import java.time.Duration;
import java.util.List;
import org.mailauth.RecordCache;
import org.mailauth.SmtpSession;
import org.mailauth.conformance.HeapGrowth;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.message.Message;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.spf.SpfResult;

/**
 * Authenticates a message of each of many domains by one authenticator; run by {@link SharedAuthenticatorTest}. Every domain
 * has an SPF, a DMARC and a key record of its own, the key of all being one, and signs.
 */
final class ManySenders {
    /** One for all protocols, and small, so that it is full before memory is measured. */
    private final RecordCache records = RecordCache.ofSize(256);

    private final MailAuthenticator authenticator = MailAuthenticator.builder()
            .resolver(this::publish)
            .spf(SpfEvaluator.builder()
                    .resolver(this::publish)
                    .recordCache(records)
                    .build())
            .dkim(DkimVerifier.builder()
                    .resolver(this::publish)
                    .clock(Scene.CLOCK)
                    .recordCache(records)
                    .build())
            .dmarc(DmarcEvaluator.builder()
                    .resolver(this::publish)
                    .recordCache(records)
                    .build())
            .authservId(Scene.SELF)
            .clock(Scene.CLOCK)
            .build();

    private final SigningKey key = Scene.key("example");
    private final String keyRecord = Scene.keyRecord("example");

    private ManySenders() {}

    public static void main(String[] arguments) {
        ManySenders senders = new ManySenders();
        HeapGrowth.tell(senders::authenticate);
    }

    private boolean authenticate(int number) {
        String domain = "d" + number + ".example";
        Message message = sign(Scene.plain("alice@" + domain), domain);
        SmtpSession session = Scene.session(Scene.HOME, "mail." + domain, "alice@" + domain);
        MessageAuthentication result = authenticator.authenticate(session, message);
        return result.dmarc().result() == DmarcResult.PASS
                && result.dkim().get(0).reason() == DkimReason.VERIFIED
                && result.spfMailFrom().orElseThrow().result() == SpfResult.PASS;
    }

    private Message sign(Message message, String domain) {
        return message.withPrepended(DkimSigner.builder()
                .signingDomain(domain)
                .key("s1", key)
                .clock(Scene.CLOCK)
                .build()
                .sign(message)
                .orElseThrow());
    }

    private DnsAnswer publish(DnsQuestion question) {
        DnsAnswer.Evidence evidence = new DnsAnswer.Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ZERO);
        String name = question.name().toString();
        String domain = name.substring(name.lastIndexOf('.', name.length() - ".example".length() - 1) + 1);
        if (question.type() != DnsType.TXT) {
            return new DnsAnswer.NxDomain(evidence);
        }
        String record;
        if (name.startsWith("_dmarc.")) {
            record = "v=DMARC1; p=reject; rua=mailto:reports@" + domain;
        } else if (name.contains("._domainkey.")) {
            record = keyRecord + "; n=" + domain;
        } else {
            record = "v=spf1 of=" + domain + " ip4:" + Scene.HOME + " -all";
        }
        return new DnsAnswer.Found(List.of(new DnsRecord.Txt(List.of(record))), evidence);
    }
}
