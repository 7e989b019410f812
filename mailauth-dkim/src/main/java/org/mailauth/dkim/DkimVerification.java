package org.mailauth.dkim;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.authres.MethodResult;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.internal.text.Visible;
import org.mailauth.message.HeaderField;

/**
 * The verdict on one signature of a message, with what it rests on.
 *
 * <p>Only a {@link DkimVerifier} makes one. Immutable and thread-safe.
 */
public final class DkimVerification {
    // RFC 6008 §4: at least the first eight characters tell signatures of one message apart.
    private static final int SIGNATURE_PREFIX = 8;

    private final HeaderField field;
    private final DkimResult result;
    private final DkimReason reason;
    private final String detail;
    private final Evidence evidence;

    /** What was found on the way to the verdict; null where the way ended earlier. */
    record Evidence(
            @Nullable DkimSignature signature,
            @Nullable DomainName signingDomain,
            @Nullable Selector selector,
            @Nullable DkimKeyRecord keyRecord,
            OptionalLong coveredBodyOctets,
            long uncoveredBodyOctets,
            DnssecStatus dnssec,
            List<DkimFinding> findings,
            Instant checkedAt) {}

    DkimVerification(HeaderField field, DkimReason reason, String detail, Evidence evidence) {
        this.field = field;
        this.reason = reason;
        this.detail = Visible.of(detail.isEmpty() ? reason.text() : detail);
        this.evidence = evidence;
        // RFC 6376 §3.6.1 t=y: a failure must not make the message worse than an unsigned one.
        boolean failed = reason.result() == DkimResult.FAIL || reason.result() == DkimResult.PERMERROR;
        boolean softened = failed && testing();
        this.result = softened ? DkimResult.NEUTRAL : reason.result();
    }

    /**
     * The verdict.
     *
     * @return never {@link DkimResult#NONE}
     */
    public DkimResult result() {
        return result;
    }

    /**
     * Which rule decided.
     *
     * @return never null
     */
    public DkimReason reason() {
        return reason;
    }

    /**
     * What decided, in one clause; characters from outside that cannot be seen are escaped.
     *
     * @return never empty
     */
    public String detail() {
        return detail;
    }

    /**
     * The field that was checked.
     *
     * @return the DKIM-Signature field
     */
    public HeaderField field() {
        return field;
    }

    /**
     * What the field says.
     *
     * @return empty when it is malformed
     */
    public Optional<DkimSignature> signature() {
        return Optional.ofNullable(evidence.signature());
    }

    /**
     * The Signing Domain Identifier, {@code d=}, also of a field that is malformed elsewhere. It is an authenticated
     * identity only when the result is {@link DkimResult#PASS}.
     *
     * @return empty when the field names none
     */
    public Optional<DomainName> signingDomain() {
        return Optional.ofNullable(evidence.signingDomain());
    }

    /**
     * The selector, {@code s=}, also of a field that is malformed elsewhere.
     *
     * @return empty when the field names none
     */
    public Optional<Selector> selector() {
        return Optional.ofNullable(evidence.selector());
    }

    /**
     * The key record that decided.
     *
     * @return empty when none was found or none was looked for
     */
    public Optional<DkimKeyRecord> keyRecord() {
        return Optional.ofNullable(evidence.keyRecord());
    }

    /**
     * Whether the domain only tests DKIM (key flag {@code t=y}, RFC 6376 §3.6.1). A pass stays a pass and carries this
     * flag, unless {@link SignatureAcceptance#refusingTestingKeys()}; fail and permerror become
     * {@link DkimResult#NEUTRAL}, with their reason kept, so that the message is no worse than an unsigned one.
     *
     * @return true for a testing key
     */
    public boolean testing() {
        DkimKeyRecord key = evidence.keyRecord();
        return key != null && key.isTesting();
    }

    /**
     * How many octets of the canonical body the signature covers: all, or as many as {@code l=} says.
     *
     * @return empty when the body was not looked at, because the check ended before
     */
    public OptionalLong coveredBodyOctets() {
        return evidence.coveredBodyOctets();
    }

    /**
     * How many octets of the canonical body the signature leaves uncovered by its {@code l=} (RFC 6376 §8.2).
     *
     * @return zero when the whole body is signed or the body was not looked at
     */
    public long uncoveredBodyOctets() {
        return evidence.uncoveredBodyOctets();
    }

    /**
     * How far DNSSEC vouches for the key record.
     *
     * @return indeterminate when no key was asked for
     */
    public DnssecStatus dnssec() {
        return evidence.dnssec();
    }

    /**
     * What else a reader should know: fields that the signature leaves open to others, a weak key, a message seen before.
     * Told for every signature that is well-formed and was checked, whether it holds or not.
     *
     * @return unmodifiable, possibly empty
     */
    public List<DkimFinding> findings() {
        return evidence.findings();
    }

    /**
     * When the signature was checked: what {@code t=} and {@code x=} were compared with.
     *
     * @return by the verifier's clock
     */
    public Instant checkedAt() {
        return evidence.checkedAt();
    }

    /**
     * The domain that the signature speaks for, as DMARC aligns it with the author's (RFC 9989 §4.4); only a
     * {@link DkimResult#PASS} counts there.
     *
     * @return empty when the field names no domain
     */
    public Optional<AuthenticatedIdentifier> authenticatedIdentifier() {
        String name = selector().map(Selector::toString).orElse("");
        return signingDomain()
                .map(domain ->
                        new AuthenticatedIdentifier(AuthenticatedIdentifier.Kind.DKIM, domain, result.word(), name));
    }

    /**
     * The verdict as a part of an Authentication-Results field (RFC 8601 §2.7.1): {@code header.d}, {@code header.i},
     * {@code header.a}, {@code header.s} and the start of {@code b=} (RFC 6008), as far as they are known.
     *
     * @return method {@code dkim}; with the reason in words unless it is a pass
     */
    public MethodResult methodResult() {
        MethodResult method = MethodResult.of("dkim", result.word());
        if (result != DkimResult.PASS) {
            method = method.withReason(detail);
        }
        if (evidence.signingDomain() != null) {
            method = method.with("header", "d", evidence.signingDomain().toString());
        }
        DkimSignature signature = evidence.signature();
        if (signature != null) {
            method = method.with("header", "i", signature.auid().toString())
                    .with("header", "a", signature.algorithm().word());
        }
        if (evidence.selector() != null) {
            method = method.with("header", "s", evidence.selector().toString());
        }
        if (signature != null) {
            String data = Base64.getEncoder().encodeToString(signature.tags().signatureData());
            method = method.with("header", "b", data.substring(0, Math.min(SIGNATURE_PREFIX, data.length())));
        }
        return method;
    }

    @Override
    public String toString() {
        return "dkim=" + result.word() + " (" + detail + ")"
                + signingDomain().map(domain -> " header.d=" + domain).orElse("")
                + selector().map(selector -> " header.s=" + selector).orElse("");
    }
}
