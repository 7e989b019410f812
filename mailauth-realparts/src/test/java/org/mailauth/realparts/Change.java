package org.mailauth.realparts;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What somebody could do to a signed message on its way, so that no signature holds any more.
 *
 * @param name for people
 * @param change from the signed to the changed message, an octet a character; the message is a signed plain one
 */
record Change(String name, UnaryOperator<String> change) {

    /** Changes that no signature survives, whoever signed the message, as long as it covers From and Subject. */
    static List<Change> ofSignedContent() {
        return List.of(
                new Change("octet of the body changed", text -> replace(text, "see you", "see yov")),
                new Change("letter case of the body changed", text -> replace(text, "Hello Bob", "HELLO Bob")),
                new Change("line appended", text -> text + "PS: pay me\r\n"),
                new Change("body removed", text -> text.substring(0, text.indexOf("\r\n\r\n") + 4)),
                new Change("first line of the body removed", text -> replace(text, "Hello Bob,\r\n", "")),
                new Change("From changed", text -> replace(text, "<alice@", "<mallory@")),
                new Change("Subject changed", text -> replace(text, "Greetings", "Invoice")),
                new Change("Subject removed", text -> replace(text, "Subject: Greetings\r\n", "")),
                new Change("signature of another domain", text -> text.replace("d=signer.test", "d=stranger.test")),
                new Change("selector without a key", text -> text.replaceAll("\\bs=(rsa|ed25519)-1", "s=$1-2")),
                new Change("signature octets changed", text -> text.replaceAll("(\\bb=\\s*)([^;]{8})", "$1AAAAAAAA")),
                new Change("body hash octets changed", text -> text.replaceAll("(\\bbh=\\s*)([^;]{8})", "$1AAAAAAAA")));
    }

    /** Changes that only a signature with over-signed fields does not survive. */
    static List<Change> ofFieldsAdded() {
        return List.of(
                new Change("second From on top", text -> "From: Mallory <mallory@evil.test>\r\n" + text),
                new Change("second Subject on top", text -> "Subject: Invoice\r\n" + text),
                new Change("Reply-To added", text -> "Reply-To: mallory@evil.test\r\n" + text),
                new Change("Content-Type added", text -> "Content-Type: text/html\r\n" + text));
    }

    /** Changes that a relaxed signature survives and a simple one does not. */
    static List<Change> ofWhiteSpace() {
        return List.of(
                new Change(
                        "Subject refolded", text -> replace(text, "Subject: Greetings", "SUBJECT:\r\n   Greetings ")),
                new Change("white space at a line's end", text -> replace(text, "Hello Bob,\r\n", "Hello Bob, \t\r\n")),
                new Change("white space doubled", text -> replace(text, "Hello Bob", "Hello \t Bob")));
    }

    private static String replace(String text, String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalArgumentException("there is no \"" + old + "\" to replace");
        }
        return text.replace(old, replacement);
    }

    /**
     * Makes the change.
     *
     * @return the changed message
     * @throws IllegalArgumentException when the message is as it was
     */
    SignedMessage of(SignedMessage message) {
        String changed = change.apply(message.text());
        if (changed.equals(message.text())) {
            throw new IllegalArgumentException(name + " changes nothing in " + message.name());
        }
        return message.changed(name, changed);
    }
}
