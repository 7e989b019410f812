package org.mailauth.cli;

import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.Problem;
import org.mailauth.arc.ArcSession;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.dkim.DkimSession;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.message.MessageStream;

/** Checks signatures and chain of a message in one pass over its body. */
final class MessageVerifier {
    private final DnsResolver resolver;
    private final DkimVerifier dkim;
    private final ArcVerifier arc;

    private record Sessions(DkimSession signatures, ArcSession chain) {
        FileVerdict conclude(String file, List<Problem> problems) {
            List<DkimVerification> verifications = signatures.conclude();
            return new FileVerdict(file, verifications, chain.conclude(), List.of(), problems);
        }
    }

    MessageVerifier(DnsResolver resolver, Clock clock) {
        this.resolver = resolver;
        this.dkim = DkimVerifier.builder().resolver(resolver).clock(clock).build();
        this.arc = ArcVerifier.builder().resolver(resolver).clock(clock).build();
    }

    private Sessions open(HeaderFields header, BodyStream body) {
        MessageDns dns = MessageDns.open(resolver, Budget.open(BudgetLimits.defaults()));
        return new Sessions(dkim.open(header, dns, body), arc.open(header, dns, body));
    }

    /** What is known about a file, which is read once and not held in memory. */
    FileVerdict verify(String file, InputStream standardInput) throws CommandException {
        List<Sessions> opened = new ArrayList<>(1);
        MessageStream message =
                MessageStream.openStored(MessageLimits.defaults(), (header, body) -> opened.add(open(header, body)));
        Inputs.read(file, standardInput, message);
        return opened.get(0).conclude(file, message.problems());
    }

    /** What is known about a message that was read from a file. */
    FileVerdict verify(String file, Message message) {
        BodyStream body = BodyStream.of(message);
        Sessions opened = open(message.header(), body);
        body.takeBodyOf(message);
        return opened.conclude(file, message.problems());
    }
}
