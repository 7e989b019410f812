package org.mailauth.dkim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.canon.SigningInput;
import org.mailauth.dkim.internal.key.KeyChoice;
import org.mailauth.dkim.internal.key.KeyLookup;
import org.mailauth.dkim.internal.key.KeyRecord;
import org.mailauth.dkim.internal.key.KeyTrial;
import org.mailauth.dkim.internal.signature.SignatureParser;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.HeaderField;

/**
 * Checks one signature by the steps of RFC 6376 §6.1: before the body the field and its key, behind it the hashes. The
 * first step that fails decides. Lives for one message, on one thread at a time.
 */
final class SignatureCheck {
    /** RFC 8301 §3.2: signers should use at least so many. */
    private static final int RECOMMENDED_RSA_BITS = 2048;

    private final HeaderField field;
    private final CheckContext context;

    private @Nullable DkimSignature signature;
    private @Nullable DomainName signingDomain;
    private @Nullable Selector selector;
    private @Nullable KeyRecord keyRecord;
    private List<KeyRecord> keys = List.of();
    private DnssecStatus dnssec = DnssecStatus.INDETERMINATE;
    private BodyPass.@Nullable Result bodyHash;
    private @Nullable DkimReason reason;
    private String detail = "";

    SignatureCheck(HeaderField field, CheckContext context) {
        this.field = field;
        this.context = context;
    }

    /** Ends the check before it has begun, for a message that goes beyond a limit already. */
    void refuseUnseen(Problem brokenLimit) {
        identify(SignatureParser.parse(field));
        refuseMessage(brokenLimit);
    }

    /** Ends the check behind the field. */
    void refuse(DkimReason why) {
        decide(why, "");
    }

    /** Ends the check of a message that turned out to go beyond a limit: as if nothing of it had been checked. */
    void refuseMessage(Problem brokenLimit) {
        keyRecord = null;
        dnssec = DnssecStatus.INDETERMINATE;
        bodyHash = null;
        decide(DkimReason.MESSAGE_TOO_LARGE, brokenLimit.text());
    }

    /**
     * Checks what the field itself says: RFC 6376 §6.1.1.
     *
     * @return whether there is more to be checked, which costs a question and a signature operation
     */
    boolean checkField() {
        SignatureParser.Outcome outcome = SignatureParser.parse(field);
        identify(outcome);
        DkimSignature parsed = signature;
        if (parsed == null) {
            decide(outcome.reason(), outcome.detail());
            return false;
        }
        checkAlgorithmAndTimes(parsed);
        return reason == null;
    }

    /** Whose signature it is, once the field has been checked. */
    DomainName signingDomain() {
        DkimSignature parsed = signature;
        if (parsed == null) {
            throw new IllegalStateException("a broken field has no signing domain");
        }
        return parsed.signingDomain();
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
                    parsed.algorithm().digestName(),
                    parsed.bodyLength().orElse(Long.MAX_VALUE));
        }
    }

    private void identify(SignatureParser.Outcome outcome) {
        SignatureTags tags = outcome.tags();
        signature = tags == null ? null : new DkimSignature(tags);
        signingDomain = outcome.signingDomain();
        selector = outcome.selector();
    }

    private void checkAlgorithmAndTimes(DkimSignature parsed) {
        SignatureAcceptance acceptance = context.acceptance();
        Instant earliest = context.now().minus(acceptance.clockSkew());
        Instant latest = context.now().plus(acceptance.clockSkew());
        if (parsed.algorithm() == SigningAlgorithm.RSA_SHA1 && !acceptance.rsaSha1()) {
            decide(DkimReason.RSA_SHA1_REFUSED, "");
        } else if (parsed.expiration().filter(earliest::isAfter).isPresent()) {
            decide(DkimReason.EXPIRED, "");
        } else if (parsed.timestamp().filter(latest::isBefore).isPresent()) {
            decide(DkimReason.NOT_YET_VALID, "");
        }
    }

    private void findKeys(DkimSignature parsed, MessageDns dns) {
        KeyLookup.Outcome found =
                KeyLookup.find(parsed.selector(), parsed.signingDomain(), dns, DkimVerifier.SPENDER, context.records());
        dnssec = found.dnssec();
        if (found.reason() != null) {
            decide(found.reason(), found.detail());
            return;
        }
        boolean exactDomain = parsed.auid().domain().equals(parsed.signingDomain());
        KeyChoice choice = KeyChoice.of(found.keys(), parsed.algorithm(), exactDomain, context.acceptance());
        keys = choice.usable();
        if (choice.reason() != null) {
            keyRecord = choice.refused();
            decide(choice.reason(), "");
        }
    }

    /** What is left when the body has ended: RFC 6376 §6.1.3. */
    DkimVerification conclude(BodyPass bodyPass, Budget budget) {
        DkimSignature parsed = signature;
        BodyPass.Result hash = bodyPass.isExhausted() ? null : bodyHash;
        if (reason == null && parsed != null) {
            checkHashes(parsed, bodyPass, budget);
        }
        DkimReason decided = reason;
        if (decided == null) {
            throw new IllegalStateException("a check ended without a verdict");
        }
        DkimKeyRecord record = keyRecord == null ? null : new DkimKeyRecord(keyRecord);
        DkimVerification.Evidence evidence = new DkimVerification.Evidence(
                parsed,
                signingDomain,
                selector,
                record,
                hash == null ? OptionalLong.empty() : OptionalLong.of(hash.canonicalLength() - hash.uncovered()),
                hash == null ? 0 : hash.uncovered(),
                dnssec,
                findings(decided, hash),
                context.now());
        return new DkimVerification(field, decided, detail, evidence);
    }

    private void checkHashes(DkimSignature parsed, BodyPass bodyPass, Budget budget) {
        keyRecord = keys.get(0);
        BodyPass.Result hash = bodyHash;
        if (hash == null) {
            throw new IllegalStateException("no body hash was asked for");
        }
        DkimReason refused = bodyPass.refusal(hash, parsed.tags().bodyHash());
        if (refused != null) {
            decide(refused, "");
            return;
        }
        checkSignature(parsed.tags(), budget);
        if (reason == DkimReason.VERIFIED) {
            checkAcceptance(hash);
        }
    }

    private void checkSignature(SignatureTags tags, Budget budget) {
        SigningInput input = SigningInput.of(
                context.header(),
                tags.signedFields(),
                tags.headerCanonicalization() == HeaderCanonicalization.SIMPLE
                        ? HeaderCanonicalizer.SIMPLE
                        : HeaderCanonicalizer.RELAXED,
                field,
                tags.rawSignatureStart(),
                tags.rawSignatureEnd());
        KeyTrial trial = KeyTrial.of(
                keys, tags.algorithm(), input, tags.signatureData(), context.crypto(), budget, DkimVerifier.SPENDER);
        keyRecord = trial.key();
        decide(trial.reason(), "");
    }

    /** Whether a signature that holds is acceptable here: RFC 8601 §2.7.1 policy. */
    private void checkAcceptance(BodyPass.Result hash) {
        SignatureAcceptance acceptance = context.acceptance();
        if (hash.uncovered() > 0 && !acceptance.partlySignedBody()) {
            // RFC 6376 §8.2: whoever wants can append to such a body.
            decide(DkimReason.BODY_PARTLY_UNCOVERED, hash.uncovered() + " octets of the body are not signed");
        } else if (context.risky().areHidden() && !acceptance.hiddenFields()) {
            // RFC 5321 §2.3.8: readers disagree about what the message is, so nobody knows what would be vouched for.
            decide(
                    DkimReason.FIELD_HIDDEN,
                    "a lone CR or LF makes some readers see " + context.risky().hiddenOnes());
        } else if (keyRecord != null && keyRecord.isTesting() && !acceptance.testingKeys()) {
            decide(DkimReason.KEY_TESTING_REFUSED, "");
        }
    }

    private List<DkimFinding> findings(DkimReason decided, BodyPass.@Nullable Result hash) {
        DkimSignature parsed = signature;
        if (parsed == null || decided == DkimReason.SKIPPED || decided == DkimReason.MESSAGE_TOO_LARGE) {
            return List.of();
        }
        List<DkimFinding> findings = new ArrayList<>(context.risky().leftOpenBy(parsed.signedFields()));
        if (hash != null && hash.uncovered() > 0) {
            findings.add(DkimFinding.of(
                    DkimFinding.Code.BODY_PARTLY_UNCOVERED,
                    "l= leaves " + hash.uncovered() + " octets of the body unsigned"));
        }
        addKeyFindings(findings);
        if (decided.result() == DkimResult.PASS) {
            addSeenBefore(parsed.tags(), findings);
        }
        return List.copyOf(findings);
    }

    private void addKeyFindings(List<DkimFinding> findings) {
        KeyRecord key = keyRecord;
        if (key == null) {
            return;
        }
        if (key.isTesting()) {
            findings.add(
                    DkimFinding.of(DkimFinding.Code.KEY_TESTING, "the domain only tests DKIM: its key is marked t=y"));
        }
        if (key.keyType().equals("rsa") && !key.isRevoked() && key.keyBits() < RECOMMENDED_RSA_BITS) {
            findings.add(DkimFinding.of(
                    DkimFinding.Code.KEY_SHORT, "an RSA key should have " + RECOMMENDED_RSA_BITS + " bits or more"));
        }
    }

    @SuppressWarnings("ReferenceEquality") // that very one remembers nothing, and is spared the digest
    private void addSeenBefore(SignatureTags tags, List<DkimFinding> findings) {
        if (context.memo() == ReplayMemo.NONE) {
            return;
        }
        byte[] digest = context.crypto().digest("SHA-256").digest(tags.signatureData());
        long before = context.memo().passedAgain(HexFormat.of().formatHex(digest));
        if (before > 0) {
            findings.add(DkimFinding.of(
                    DkimFinding.Code.SEEN_BEFORE,
                    "this signature passed " + before + (before == 1 ? " time before" : " times before")));
        }
    }

    private void decide(DkimReason why, String how) {
        reason = why;
        detail = how;
    }
}
