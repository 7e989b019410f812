package org.mailauth.arc;

import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.internal.crypto.SignedOctets;
import org.mailauth.dkim.internal.key.KeyChoice;
import org.mailauth.dkim.internal.key.KeyLookup;
import org.mailauth.dkim.internal.key.KeyTrial;

/**
 * Whether one signature of a chain holds, and the rule that decided.
 *
 * @param detail what decided, in one clause
 */
record SignatureVerdict(DkimReason reason, String detail) {
    /** Makes the canonical form that was signed, once it is needed. */
    @FunctionalInterface
    interface Input {
        SignedOctets octets();
    }

    static SignatureVerdict of(DkimReason reason) {
        return new SignatureVerdict(reason, reason.text());
    }

    boolean holds() {
        return reason == DkimReason.VERIFIED;
    }

    /** Finds the key and tries it: one question, and one operation for each of at most three keys. */
    static SignatureVerdict of(
            SigningAlgorithm algorithm,
            Selector selector,
            DomainName domain,
            byte[] signatureData,
            Input input,
            Checking checking) {
        KeyLookup.Outcome found =
                KeyLookup.find(selector, domain, checking.dns(), Checking.SPENDER, checking.records());
        @Nullable DkimReason missing = found.reason();
        if (missing != null) {
            return new SignatureVerdict(missing, found.detail().isEmpty() ? missing.text() : found.detail());
        }
        // RFC 8617 §4.1.2: no field of a chain has an AUID, so none can lie in a subdomain.
        KeyChoice choice = KeyChoice.of(found.keys(), algorithm, true, checking.acceptance());
        @Nullable DkimReason refused = choice.reason();
        if (refused != null) {
            return of(refused);
        }
        KeyTrial trial = KeyTrial.of(
                choice.usable(),
                algorithm,
                input.octets(),
                signatureData,
                checking.crypto(),
                checking.dns().budget(),
                Checking.SPENDER);
        boolean testing = trial.reason() == DkimReason.VERIFIED
                && trial.key().isTesting()
                && !checking.acceptance().testingKeys();
        return of(testing ? DkimReason.KEY_TESTING_REFUSED : trial.reason());
    }
}
