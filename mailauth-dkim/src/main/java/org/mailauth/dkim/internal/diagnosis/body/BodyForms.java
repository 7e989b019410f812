package org.mailauth.dkim.internal.diagnosis.body;

import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.internal.canon.BodyCanonicalizer;
import org.mailauth.dkim.internal.canon.OctetBuffer;

/** Canonical forms of whole bodies in memory. */
final class BodyForms {
    private BodyForms() {}

    static byte[] canonical(byte[] text, BodyCanonicalization form) {
        OctetBuffer canonical = new OctetBuffer(text.length + 2);
        BodyCanonicalizer canonicalizer = form == BodyCanonicalization.RELAXED
                ? BodyCanonicalizer.relaxed(canonical)
                : BodyCanonicalizer.simple(canonical);
        canonicalizer.update(text, 0, text.length);
        canonicalizer.finish();
        return canonical.toArray();
    }
}
