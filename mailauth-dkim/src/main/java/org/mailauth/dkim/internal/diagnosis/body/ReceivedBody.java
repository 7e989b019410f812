package org.mailauth.dkim.internal.diagnosis.body;

import java.util.Locale;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** The body as it arrived, with what the header says about it. Its arrays are never written to. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReceivedBody(byte[] octets, byte[] canonical, BodyCanonicalization form, HeaderFields header) {

    /** The content transfer encoding in lower case (RFC 2045 §6.1); empty when none is declared. */
    String transferEncoding() {
        return header.first("Content-Transfer-Encoding")
                .map(HeaderField::unfoldedBody)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
