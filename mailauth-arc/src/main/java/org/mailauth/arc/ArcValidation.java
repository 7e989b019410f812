package org.mailauth.arc;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mailauth.authres.MethodResult;
import org.mailauth.dkim.DkimReason;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.internal.text.Visible;

/**
 * What became of a message's chain, with what it rests on (RFC 8617 §5.2).
 *
 * <p>A failed chain says nothing at all: it must be treated as if there were none (§5.2). A passing one says who sealed it,
 * and what {@link ArcTrust} makes of that is for the caller to decide. Only an {@link ArcVerifier} makes one. Immutable
 * and thread-safe.
 */
public final class ArcValidation {
    private final Finding finding;
    private final Chain chain;
    private final OptionalInt oldestPass;
    private final String detail;
    private final @Nullable SealInput sealInput;
    private final int fromFields;

    /** {@code sealInput} is there when the chain passed. */
    ArcValidation(Finding finding, Chain chain, OptionalInt oldestPass, @Nullable SealInput sealInput, int fromFields) {
        this.finding = finding;
        this.chain = chain;
        this.oldestPass = oldestPass;
        this.sealInput = sealInput;
        this.fromFields = fromFields;
        this.detail = Visible.of(
                finding.instance() == 0 ? finding.detail() : "set " + finding.instance() + ": " + finding.detail());
    }

    /**
     * The Chain Validation Status.
     *
     * @return none, pass or fail; every failure is permanent, also one of the DNS (RFC 8617 §5.2.1)
     */
    public ChainValidationStatus status() {
        return finding.reason().status();
    }

    /**
     * Which rule decided.
     *
     * @return never null
     */
    public ArcReason reason() {
        return finding.reason();
    }

    /**
     * The set that the reason is about.
     *
     * @return 1 to 50; empty when it concerns the whole chain
     */
    public OptionalInt instance() {
        return finding.instance() == 0 ? OptionalInt.empty() : OptionalInt.of(finding.instance());
    }

    /**
     * The rule of DKIM behind the reason, where one of the chain's signatures or its tags decided.
     *
     * @return empty where RFC 8617 alone decided
     */
    public Optional<DkimReason> signatureReason() {
        return Optional.ofNullable(finding.signatureReason());
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
     * The sets that are whole and well formed, from the first to the newest. Of a chain that passes these are all; of one
     * that fails some may be missing, and nothing that they say may be believed.
     *
     * @return unmodifiable
     */
    public List<ArcSet> sets() {
        return chain.sets();
    }

    /**
     * The oldest message signature that still holds (RFC 8617 §5.2 step 5): since that set nobody has changed what it
     * covers.
     *
     * @return 0 when all hold, else the instance; empty unless the chain passes and the verifier was asked to find it
     */
    public OptionalInt oldestPass() {
        return oldestPass;
    }

    /**
     * The validation as a part of an Authentication-Results field (RFC 8617 §10.2): the status, the reason in words when it
     * is a failure, and {@code header.oldest-pass} when it is known.
     *
     * @return method {@code arc}
     */
    public MethodResult methodResult() {
        return withOldestPass(withoutProperties());
    }

    /**
     * The same with {@code smtp.remote-ip}: where the message came from. A host that seals should say so, for the hosts
     * behind it cannot know (RFC 8617 §10.2).
     *
     * @param clientIp the SMTP client
     * @return method {@code arc}
     */
    public MethodResult methodResult(InetAddress clientIp) {
        return withOldestPass(withoutProperties().with("smtp", "remote-ip", IpLiteral.format(clientIp)));
    }

    private MethodResult withoutProperties() {
        MethodResult method = MethodResult.of("arc", status().word());
        return status() == ChainValidationStatus.FAIL ? method.withReason(detail) : method;
    }

    private MethodResult withOldestPass(MethodResult method) {
        return oldestPass.isPresent()
                ? method.with("header", "oldest-pass", Integer.toString(oldestPass.getAsInt()))
                : method;
    }

    /** The highest instance that any field of the message names; more than 50 when it is too high. */
    int highest() {
        return chain.highest();
    }

    /**
     * Whether the newest message signature of a chain that passed covers every From field: RFC 8617 §4.1.2 lets it cover
     * none, and RFC 6376 §5.4.2 lets anybody add one on top of those that are covered.
     */
    boolean coversEveryFrom() {
        List<String> covered = sets().get(sets().size() - 1).signedFields();
        return fromFields > 0
                && covered.stream().filter("From"::equalsIgnoreCase).count() >= fromFields;
    }

    /** The canonical form of a chain that passed. */
    Optional<SealInput> sealInput() {
        return Optional.ofNullable(sealInput);
    }

    @Override
    public String toString() {
        return "arc=" + status().word() + " (" + detail + ")";
    }
}
