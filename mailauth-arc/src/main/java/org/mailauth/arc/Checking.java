package org.mailauth.arc;

import java.time.Instant;
import org.mailauth.RecordCache;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dns.MessageDns;

/** With what the signatures of one message are checked. */
record Checking(MessageDns dns, SignatureAcceptance acceptance, Crypto crypto, RecordCache records, Instant now) {
    /** The name under which validation spends from a budget. */
    static final String SPENDER = "arc";
}
