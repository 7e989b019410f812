package org.mailauth.dkim;

import java.time.Instant;
import org.mailauth.RecordCache;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.message.HeaderFields;

/**
 * What the checks of one message's signatures share. Immutable.
 *
 * @param header the message's header
 * @param risky the fields of that header which readers act upon
 * @param acceptance which signatures are acceptable
 * @param crypto does hashes and signature operations
 * @param memo remembers signatures that passed
 * @param records remembers decoded key records
 * @param now when the message is checked
 */
record CheckContext(
        HeaderFields header,
        RiskyFields risky,
        SignatureAcceptance acceptance,
        Crypto crypto,
        ReplayMemo memo,
        RecordCache records,
        Instant now) {

    static CheckContext of(
            HeaderFields header,
            SignatureAcceptance acceptance,
            Crypto crypto,
            ReplayMemo memo,
            RecordCache records,
            Instant now) {
        return new CheckContext(header, RiskyFields.of(header), acceptance, crypto, memo, records, now);
    }
}
