package org.mailauth.dkim.internal.diagnosis.header;

import java.util.List;

/** One kind of change, and how to undo it. Stateless. */
interface HeaderChange {
    /** The headers that may have been signed, the most usual one first. */
    List<FormerHeader> undo(ReceivedHeader header);
}
