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
import org.mailauth.dkim.internal.key.KeyChoice;
import org.mailauth.dkim.internal.key.KeyLookup;
import org.mailauth.dkim.internal.key.KeyRecord;
import org.mailauth.dkim.internal.key.KeyTrial;
import org.mailauth.dkim.internal.signature.SignatureParser;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.dkim.internal.signature.TagRules;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * Checks one signature by the steps of RFC 6376 §6.1: before the body the field and its key, behind it the hashes. The
 * first step that fails decides. Lives for one message, on one thread at a time.
 */
final class SignatureCheck {
    private final HeaderField field;
    private final SignatureAcceptance acceptance;
    private final Crypto crypto;

    private @Nullable DkimSignature signature;
    private @Nullable DomainName signingDomain;
    private @Nullable Selector selector;
    private @Nullable KeyRecord keyRecord;
    private List<KeyRecord> keys = List.of();
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
        DkimSignature parsed = signature;
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
        SignatureTags tags = outcome.tags();
        signature = tags == null ? null : new DkimSignature(tags);
        signingDomain = outcome.signingDomain();
        selector = outcome.selector();
    }

    private void checkAlgorithmAndTimes(DkimSignature parsed, Instant now) {
        DkimReason refused =
                TagRules.refusal(parsed.algorithm(), parsed.timestamp(), parsed.expiration(), acceptance, now);
        if (refused != null) {
            decide(refused, "");
        }
    }

    private void findKeys(DkimSignature parsed, MessageDns dns) {
        KeyLookup.Outcome found = KeyLookup.find(parsed.selector(), parsed.signingDomain(), dns, DkimVerifier.SPENDER);
        dnssec = found.dnssec();
        if (found.reason() != null) {
            decide(found.reason(), found.detail());
            return;
        }
        boolean exactDomain = parsed.auid().domain().equals(parsed.signingDomain());
        KeyChoice choice = KeyChoice.of(found.keys(), parsed.algorithm(), exactDomain, acceptance);
        keys = choice.usable();
        if (choice.reason() != null) {
            keyRecord = choice.refused();
            decide(choice.reason(), "");
        }
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
                keyRecord == null ? null : new DkimKeyRecord(keyRecord),
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
        KeyTrial trial =
                KeyTrial.of(keys, tags.algorithm(), input, tags.signatureData(), crypto, budget, DkimVerifier.SPENDER);
        keyRecord = trial.key();
        decide(trial.reason(), "");
    }

    private void decide(DkimReason why, String how) {
        reason = why;
        detail = how;
    }
}
