package org.mailauth.realparts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;

/** This library, which asks a real name server for keys. */
final class OurVerifier implements Verifier {
    private final DkimVerifier verifier;

    OurVerifier(DnsResolver resolver) {
        this.verifier = DkimVerifier.builder().resolver(resolver).build();
    }

    @Override
    public String name() {
        return "mailauth";
    }

    List<DkimVerification> verify(byte[] octets) {
        return verifier.verify(Message.of(octets));
    }

    @Override
    public Map<String, List<Verdict>> verify(List<SignedMessage> messages) {
        Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();
        for (SignedMessage message : messages) {
            List<Verdict> each = verify(message.octets()).stream()
                    .map(verification -> new Verdict(
                            verification.result() == DkimResult.PASS,
                            verification.result().word() + ": " + verification.detail()))
                    .toList();
            verdicts.put(message.name(), each);
        }
        return verdicts;
    }
}
