package org.mailauth.dkim;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.DomainName;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.canon.SigningInput;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * Checks one signature by the steps of RFC 6376 §6.1: before the body the field and its key, behind it the hashes. The
 * first step that fails decides. Lives for one message, on one thread at a time.
 */
final class SignatureCheck {
    /** RFC 6376 §3.6.2.2 leaves open what several key records mean: so many usable ones are tried. */
    private static final int MAX_KEYS = 3;

    private final HeaderField field;
    private final SignatureAcceptance acceptance;
    private final Crypto crypto;

    private @Nullable DkimSignature signature;
    private @Nullable DomainName signingDomain;
    private @Nullable Selector selector;
    private @Nullable DkimKeyRecord keyRecord;
    private List<DkimKeyRecord> keys = List.of();
    private DnssecStatus dnssec = DnssecStatus.INDETERMINATE;
    private BodyPass.@Nullable Result bodyHash;
    private @Nullable DkimReason reason;
    private String detail = "";

    SignatureCheck(HeaderField field, SignatureAcceptance acceptance, Crypto crypto) {
        this.field = field;
        this.acceptance = acceptance;
        this.crypto = crypto;
    }

    /** Ends the check before it has begun. */
    void refuseUnseen(DkimReason why) {
        identify(SignatureParser.parse(field));
        decide(why, "");
    }

    /** Ends the check behind the field. */
    void refuse(DkimReason why) {
        decide(why, "");
    }

    /**
     * Checks what the field itself says: RFC 6376 §6.1.1.
     *
     * @return whether there is more to be checked, which costs a question and a signature operation
     */
    boolean checkField(Instant now) {
        SignatureParser.Outcome outcome = SignatureParser.parse(field);
        identify(outcome);
        DkimSignature parsed = outcome.signature();
        if (parsed == null) {
            decide(outcome.reason(), outcome.detail());
            return false;
        }
        checkAlgorithmAndTimes(parsed, now);
        return reason == null;
    }

    /** Finds the key and asks for the body hash: RFC 6376 §6.1.2. */
    void checkKey(MessageDns dns, BodyPass bodyPass) {
        DkimSignature parsed = signature;
        if (parsed == null) {
            throw new IllegalStateException("there is no signature to find a key for");
        }
        findKeys(parsed, dns);
        if (reason == null) {
            bodyHash = bodyPass.want(
                    parsed.bodyCanonicalization(),
                    parsed.algorithm(),
                    parsed.bodyLength().orElse(Long.MAX_VALUE));
        }
    }

    private void identify(SignatureParser.Outcome outcome) {
        signature = outcome.signature();
        signingDomain = outcome.signingDomain();
        selector = outcome.selector();
    }

    private void checkAlgorithmAndTimes(DkimSignature parsed, Instant now) {
        if (parsed.algorithm() == SigningAlgorithm.RSA_SHA1 && !acceptance.rsaSha1()) {
            decide(DkimReason.RSA_SHA1_REFUSED, "");
        } else if (parsed.expiration()
                .filter(end -> now.isAfter(end.plus(acceptance.clockSkew())))
                .isPresent()) {
            decide(DkimReason.EXPIRED, "");
        } else if (parsed.timestamp()
                .filter(start -> start.isAfter(now.plus(acceptance.clockSkew())))
                .isPresent()) {
            decide(DkimReason.NOT_YET_VALID, "");
        }
    }

    private void findKeys(DkimSignature parsed, MessageDns dns) {
        KeyLookup.Outcome found = KeyLookup.find(parsed, dns);
        dnssec = found.dnssec();
        if (found.reason() != null) {
            decide(found.reason(), found.detail());
            return;
        }
        List<DkimKeyRecord> usable = found.keys().stream()
                .filter(key -> refusal(parsed, key) == null)
                .limit(MAX_KEYS)
                .toList();
        if (usable.isEmpty()) {
            keyRecord = found.keys().get(0);
            DkimReason refused = refusal(parsed, keyRecord);
            decide(refused == null ? DkimReason.NO_KEY : refused, "");
            return;
        }
        keys = usable;
    }

    /** Why a key must not be used with this signature: RFC 6376 §6.1.2 steps 5 to 8; null when it may. */
    private @Nullable DkimReason refusal(DkimSignature parsed, DkimKeyRecord key) {
        if (key.isRevoked()) {
            return DkimReason.KEY_REVOKED;
        }
        if (!key.keyType().equals(parsed.algorithm().keyType())) {
            return DkimReason.KEY_TYPE_MISMATCH;
        }
        if (!key.allowsHash(parsed.algorithm().hash())) {
            return DkimReason.KEY_HASH_NOT_ALLOWED;
        }
        if (!key.isForEmail()) {
            return DkimReason.KEY_NOT_FOR_EMAIL;
        }
        if (key.requiresExactDomain() && !parsed.auid().domain().equals(parsed.signingDomain())) {
            return DkimReason.KEY_REQUIRES_EXACT_DOMAIN;
        }
        if (!key.keyType().equals("rsa")) {
            return null;
        }
        // RFC 8301 §3.2: small keys mean nothing; large ones are refused before anything is computed with them.
        if (key.keyBits() < acceptance.minRsaBits()) {
            return DkimReason.KEY_TOO_SMALL;
        }
        return key.keyBits() > acceptance.maxRsaBits() ? DkimReason.KEY_TOO_LARGE : null;
    }

    /** What is left when the body has ended: RFC 6376 §6.1.3. */
    DkimVerification conclude(HeaderFields header, BodyPass bodyPass, Budget budget) {
        DkimSignature parsed = signature;
        BodyPass.Result hash = bodyHash;
        if (reason == null && parsed != null && hash != null) {
            checkHashes(parsed, hash, header, bodyPass, budget);
        }
        DkimReason decided = reason;
        if (decided == null) {
            throw new IllegalStateException("a check ended without a verdict");
        }
        DkimVerification.Evidence evidence = new DkimVerification.Evidence(
                parsed,
                signingDomain,
                selector,
                keyRecord,
                hash == null || bodyPass.isExhausted() ? 0 : hash.uncovered(),
                dnssec);
        return new DkimVerification(field, decided, detail, evidence);
    }

    private void checkHashes(
            DkimSignature parsed, BodyPass.Result hash, HeaderFields header, BodyPass bodyPass, Budget budget) {
        keyRecord = keys.get(0);
        if (bodyPass.isExhausted()) {
            decide(DkimReason.BUDGET_EXHAUSTED, "");
        } else if (hash.isLimitBeyondBody()) {
            // RFC 6376 §3.5 l=: a value larger than the body must not verify.
            decide(DkimReason.LENGTH_BEYOND_BODY, "");
        } else if (!MessageDigest.isEqual(hash.value(), parsed.tags().bodyHash())) {
            decide(DkimReason.BODY_HASH_MISMATCH, "");
        } else {
            checkSignature(parsed, header, budget);
            if (reason == DkimReason.VERIFIED && hash.uncovered() > 0 && !acceptance.partlySignedBody()) {
                // RFC 6376 §8.2: whoever wants can append to such a body.
                decide(DkimReason.BODY_PARTLY_UNCOVERED, hash.uncovered() + " octets of the body are not signed");
            }
        }
    }

    private void checkSignature(DkimSignature parsed, HeaderFields header, Budget budget) {
        SignatureTags tags = parsed.tags();
        byte[] input = SigningInput.of(
                        header,
                        tags.signedFields(),
                        tags.headerCanonicalization() == HeaderCanonicalization.SIMPLE
                                ? HeaderCanonicalizer.SIMPLE
                                : HeaderCanonicalizer.RELAXED,
                        field,
                        tags.rawSignatureStart(),
                        tags.rawSignatureEnd())
                .toArray();
        for (DkimKeyRecord key : keys) {
            if (!budget.spend(Budget.Resource.SIGNATURE_OPERATIONS, 1, DkimVerifier.SPENDER)) {
                decide(DkimReason.BUDGET_EXHAUSTED, "");
                return;
            }
            if (holds(tags, key, input)) {
                keyRecord = key;
                decide(DkimReason.VERIFIED, "");
                return;
            }
        }
        decide(DkimReason.SIGNATURE_MISMATCH, "");
    }

    private boolean holds(SignatureTags tags, DkimKeyRecord record, byte[] input) {
        PublicKeyData key = record.key();
        if (key instanceof PublicKeyData.Rsa rsa) {
            String algorithm = tags.algorithm() == SigningAlgorithm.RSA_SHA1 ? "SHA1withRSA" : "SHA256withRSA";
            return crypto.verifyRsa(rsa, algorithm, input, tags.signatureData());
        }
        if (key instanceof PublicKeyData.Ed25519 ed25519) {
            // RFC 8463 §3: what is signed is the hash of the input, not the input.
            byte[] digest = crypto.digest(tags.algorithm().digestName()).digest(input);
            return crypto.verifyEd25519(ed25519, digest, tags.signatureData());
        }
        return false;
    }

    private void decide(DkimReason why, String how) {
        reason = why;
        detail = how;
    }
}
