package org.mailauth.arc;

import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.DkimReason;

/**
 * Which rule decided about a chain, and where.
 *
 * @param instance the set it is about; 0 when it concerns the whole chain
 * @param detail what decided, in one clause
 * @param signatureReason the rule of DKIM behind it; null where RFC 8617 alone decided
 */
record Finding(
        ArcReason reason,
        int instance,
        String detail,
        @Nullable DkimReason signatureReason) {

    static Finding of(ArcReason reason) {
        return at(0, reason);
    }

    static Finding at(int instance, ArcReason reason) {
        return new Finding(reason, instance, reason.text(), null);
    }

    static Finding at(int instance, ArcReason reason, String detail) {
        return new Finding(reason, instance, detail, null);
    }

    static Finding at(int instance, ArcReason reason, DkimReason signatureReason, String detail) {
        return new Finding(reason, instance, detail, signatureReason);
    }
}
