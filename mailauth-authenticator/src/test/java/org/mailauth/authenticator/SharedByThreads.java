package org.mailauth.authenticator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.RecordCache;
import org.mailauth.SmtpSession;
import org.mailauth.conformance.LockWaits;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.message.Author;
import org.mailauth.message.Message;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.spf.SpfResult;
import org.mailauth.testkit.InMemoryDns;

/**
 * Threads that share an SPF evaluator, a DKIM verifier, a DMARC evaluator, an authenticator of these, and their one cache; run
 * by {@link SharedAuthenticatorTest}. The cache has less room than there are records, so that there are hits and misses.
 */
final class SharedByThreads {
    private static final int DOMAINS = 100;
    private static final RecordCache SMALL = RecordCache.ofSize(50);

    private final InMemoryDns dns = zone();
    private final List<Message> messages = new ArrayList<>();
    private final List<SmtpSession> sessions = new ArrayList<>();
    private final SpfEvaluator spf =
            SpfEvaluator.builder().resolver(dns).recordCache(SMALL).build();
    private final DkimVerifier dkim = DkimVerifier.builder()
            .resolver(dns)
            .clock(Scene.CLOCK)
            .recordCache(SMALL)
            .build();
    private final DmarcEvaluator dmarc =
            DmarcEvaluator.builder().resolver(dns).recordCache(SMALL).build();
    private final MailAuthenticator authenticator =
            Scene.authenticator(dns).spf(spf).dkim(dkim).dmarc(dmarc).build();

    private SharedByThreads() {
        for (int number = 0; number < DOMAINS; number++) {
            String domain = domain(number);
            messages.add(Scene.signed(Scene.plain("alice@" + domain), domain, "s1"));
            sessions.add(Scene.session(Scene.HOME, "mail." + domain, "alice@" + domain));
        }
    }

    /**
     * Writes what {@link LockWaits} tells.
     *
     * @param arguments the number of threads; the number of calls; and {@code locked} for a lock around each call, which is to be noticed
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SharedByThreads shared = new SharedByThreads();
        int calls = Integer.parseInt(arguments[1]);
        LockWaits.tell(
                Integer.parseInt(arguments[0]),
                calls / 4,
                calls,
                arguments.length > 2 ? shared::workLocked : shared::work);
    }

    /** Mostly what is quick, so that threads come by the cache often. */
    private boolean work(int number) {
        return switch (number % 16) {
            case 15 -> authenticate(number);
            case 14 -> verifyDkim(number);
            case 10, 11, 12, 13 -> evaluateDmarc(number);
            default -> checkSpf(number);
        };
    }

    private synchronized boolean workLocked(int number) {
        return work(number);
    }

    private boolean checkSpf(int number) {
        return spf.checkMailFrom(sessions.get(number % DOMAINS)).result() == SpfResult.PASS;
    }

    private boolean verifyDkim(int number) {
        return dkim.verify(messages.get(number % DOMAINS)).get(0).reason() == DkimReason.VERIFIED;
    }

    private boolean evaluateDmarc(int number) {
        DomainName domain = DomainName.of(domain(number % DOMAINS));
        AuthenticatedIdentifier signed =
                new AuthenticatedIdentifier(AuthenticatedIdentifier.Kind.DKIM, domain, "pass", "s1");
        return dmarc.evaluate(Author.of(domain), List.of(signed)).result() == DmarcResult.PASS;
    }

    private boolean authenticate(int number) {
        int domain = number % DOMAINS;
        return authenticator
                        .authenticate(sessions.get(domain), messages.get(domain))
                        .dmarc()
                        .result()
                == DmarcResult.PASS;
    }

    private static String domain(int number) {
        return "d" + number + ".example";
    }

    private static InMemoryDns zone() {
        InMemoryDns.Builder zone = InMemoryDns.builder();
        for (int number = 0; number < DOMAINS; number++) {
            String domain = domain(number);
            zone.txt(domain, "v=spf1 of=" + domain + " ip4:" + Scene.HOME + " -all")
                    .txt("_dmarc." + domain, "v=DMARC1; p=reject; rua=mailto:reports@" + domain)
                    .txt("s1._domainkey." + domain, Scene.keyRecord(domain));
        }
        return zone.build();
    }
}
