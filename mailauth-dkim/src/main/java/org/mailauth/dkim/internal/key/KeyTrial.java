package org.mailauth.dkim.internal.key;

import java.security.MessageDigest;
import java.util.List;
import org.mailauth.Budget;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dkim.internal.crypto.SignedOctets;

/**
 * What came of trying the usable keys on a signature.
 *
 * @param key the key that holds, else the first one
 * @param reason {@link DkimReason#VERIFIED}, {@link DkimReason#SIGNATURE_MISMATCH} when no key holds, or
 *     {@link DkimReason#BUDGET_EXHAUSTED}
 */
public record KeyTrial(KeyRecord key, DkimReason reason) {

    /**
     * Tries one key after the other; each costs one signature operation of the budget.
     *
     * @param keys at least one, and few
     * @param algorithm the signature's algorithm
     * @param input what was signed, in canonical form
     * @param signatureData the signature
     * @param crypto does the operations
     * @param budget pays for them
     * @param spender who spends, such as {@code dkim}
     * @return the first key that holds, or why none does
     */
    public static KeyTrial of(
            List<KeyRecord> keys,
            SigningAlgorithm algorithm,
            SignedOctets input,
            byte[] signatureData,
            Crypto crypto,
            Budget budget,
            String spender) {
        for (KeyRecord key : keys) {
            if (!budget.spend(Budget.Resource.SIGNATURE_OPERATIONS, 1, spender)) {
                return new KeyTrial(keys.get(0), DkimReason.BUDGET_EXHAUSTED);
            }
            if (holds(algorithm, key, input, signatureData, crypto)) {
                return new KeyTrial(key, DkimReason.VERIFIED);
            }
        }
        return new KeyTrial(keys.get(0), DkimReason.SIGNATURE_MISMATCH);
    }

    /**
     * Whether a signature holds under one key.
     *
     * @param algorithm the signature's algorithm
     * @param record the key, of that algorithm's type
     * @param input what was signed, in canonical form
     * @param signatureData the signature
     * @param crypto does the operation
     * @return false for a revoked key, too
     */
    public static boolean holds(
            SigningAlgorithm algorithm, KeyRecord record, SignedOctets input, byte[] signatureData, Crypto crypto) {
        PublicKeyData key = record.key();
        if (key instanceof PublicKeyData.Rsa rsa) {
            String name = algorithm == SigningAlgorithm.RSA_SHA1 ? "SHA1withRSA" : "SHA256withRSA";
            return crypto.verifyRsa(rsa, name, input, signatureData);
        }
        if (key instanceof PublicKeyData.Ed25519 ed25519) {
            // RFC 8463 §3: what is signed is the hash of the input, not the input.
            MessageDigest digest = crypto.digest(algorithm.digestName());
            input.drainTo(digest::update);
            return crypto.verifyEd25519(ed25519, digest.digest(), signatureData);
        }
        return false;
    }
}
