package org.mailauth.dkim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mailauth.MailAuthObserver;
import org.mailauth.Ticker;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.BodyStream;

/**
 * Decides for each DKIM-Signature of one message whether it holds, while the body goes by; opened by
 * {@link DkimVerifier#open}.
 *
 * <p>The signatures were read and their keys fetched when the session was opened; the body goes through the
 * {@link BodyStream}; {@link #conclude()} gives the verdicts. Memory does not grow with the body. Not safe for concurrent
 * use.
 */
public final class DkimSession {
    private final MessageDns dns;
    private final BodyStream body;
    private final BodyPass bodyPass;
    private final List<SignatureCheck> checks;
    private final Ticker ticker;
    private final long start;

    DkimSession(
            MessageDns dns,
            BodyStream body,
            BodyPass bodyPass,
            List<SignatureCheck> checks,
            Ticker ticker,
            long start) {
        this.dns = dns;
        this.body = body;
        this.bodyPass = bodyPass;
        this.checks = List.copyOf(checks);
        this.ticker = ticker;
        this.start = start;
    }

    /**
     * Gives the verdicts, once the body has ended. Does the public-key operations; nothing blocks. To be called once.
     *
     * @return one verdict for each DKIM-Signature field, topmost first; empty for an unsigned message
     * @throws IllegalStateException when the body has not ended: a part of a message has no verdict
     */
    public List<DkimVerification> conclude() {
        if (!body.isEnded()) {
            throw new IllegalStateException("the body has not ended; close it first");
        }
        List<DkimVerification> verifications = new ArrayList<>(checks.size());
        for (SignatureCheck check : checks) {
            // A limit of the body is known only now; whatever was checked, such a message never passes.
            body.brokenLimit().ifPresent(check::refuseMessage);
            verifications.add(check.conclude(bodyPass, dns.budget()));
        }
        if (!MailAuthObserver.SILENT.equals(dns.observer())) {
            Duration took = Duration.ofNanos(ticker.nanos() - start);
            verifications.forEach(verification ->
                    dns.observer().decided("dkim", verification.result().word(), took));
        }
        return Collections.unmodifiableList(verifications);
    }
}
