package org.mailauth.cli;

import java.time.Clock;
import java.util.List;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.arc.ArcSession;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.dkim.DkimSession;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.BodyStream;
import org.mailauth.message.Message;

/** Checks signatures and chain of a message in one pass over its body. */
final class MessageVerifier {
    private final DnsResolver resolver;
    private final DkimVerifier dkim;
    private final ArcVerifier arc;

    MessageVerifier(DnsResolver resolver, Clock clock) {
        this.resolver = resolver;
        this.dkim = DkimVerifier.builder().resolver(resolver).clock(clock).build();
        this.arc = ArcVerifier.builder().resolver(resolver).clock(clock).build();
    }

    /** What is known about a message that was read from a file. */
    FileVerdict verify(String file, Message message) {
        MessageDns dns = MessageDns.open(resolver, Budget.open(BudgetLimits.defaults()));
        BodyStream body = BodyStream.of(message);
        DkimSession signatures = dkim.open(message.header(), dns, body);
        ArcSession chain = arc.open(message.header(), dns, body);
        body.takeBodyOf(message);
        List<DkimVerification> verifications = signatures.conclude();
        return new FileVerdict(file, verifications, chain.conclude(), List.of(), message.problems());
    }
}
