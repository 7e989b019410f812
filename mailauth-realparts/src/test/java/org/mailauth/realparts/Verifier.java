package org.mailauth.realparts;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Something that verifies DKIM signatures. */
interface Verifier {
    /** For people. */
    String name();

    /**
     * Verifies messages.
     *
     * @param messages with names that differ
     * @return by name, a verdict for each signature that the verifier saw, topmost first; messages in which it saw none
     *     are missing
     */
    Map<String, List<Verdict>> verify(List<SignedMessage> messages) throws IOException;
}
