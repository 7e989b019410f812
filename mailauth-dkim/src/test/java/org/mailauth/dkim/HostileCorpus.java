package org.mailauth.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the hostile corpus: one message or more for each thing that a signer, a key or a forwarder can do wrong. */
final class HostileCorpus {
    /** What is signed: whole lines, one From, no field that is not signed but Message-ID. */
    static final String MESSAGE = "From: Joe <joe@example.com>\r\n"
            + "To: Ann <ann@example.net>\r\n"
            + "Subject: Dinner\r\n"
            + "Date: Sun, 1 Mar 2026 12:00:00 +0000\r\n"
            + "Message-ID: <1@example.com>\r\n"
            + "\r\n"
            + "Hi Ann,\r\n\r\nsee you at eight.\r\n";

    /** A field without fault, under the RSA key of 2048 bits, whose hashes are computed when it is signed. */
    static final SignatureText SOUND = SignatureText.SOUND
            .with("c", "relaxed/relaxed")
            .with("s", "r2")
            .with("h", "From:To:Subject:Date")
            .with("bh", "@BH@")
            .with("b", "@B@");

    private final List<HostileMessage> messages = new ArrayList<>();

    private HostileCorpus() {}

    /** All messages; the same each time. */
    static List<HostileMessage> make() {
        HostileCorpus corpus = new HostileCorpus();
        HostileTags.addTo(corpus);
        HostileKeys.addTo(corpus);
        HostileHeaders.addTo(corpus);
        return List.copyOf(corpus.messages);
    }

    static HandSigner signer() {
        return HandSigner.rsa("rsa2048.pem");
    }

    /** The message signed under a field, whose {@code h=} says which fields are hashed. */
    static String signed(HandSigner signer, String message, SignatureText field) {
        return signer.sign(
                message,
                "DKIM-Signature:" + field,
                field.value("h").replaceAll("[ \t\r\n]", "").split(":"));
    }

    static String signed(SignatureText field) {
        return signed(signer(), MESSAGE, field);
    }

    /** A message with one signature whose field alone decides: no key is asked for. */
    void refusedUnasked(String clause, String name, SignatureText field, DkimReason reason) {
        add(clause, name, signed(field), Map.of(), 0, HostileMessage.Expected.of(reason));
    }

    /** The same for a field that is well-formed, so that it has findings. */
    void one(String clause, String name, String text, int questions, DkimReason reason, DkimFinding.Code... findings) {
        add(clause, name, text, Map.of(), questions, HostileMessage.Expected.of(reason, findings));
    }

    void add(
            String clause,
            String name,
            String text,
            Map<String, List<String>> keys,
            int questions,
            HostileMessage.Expected... expected) {
        messages.add(new HostileMessage(name, clause, text, keys, List.of(expected), questions));
    }
}
