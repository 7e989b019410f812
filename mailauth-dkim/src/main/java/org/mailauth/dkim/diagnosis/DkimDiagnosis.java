package org.mailauth.dkim.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dkim.internal.diagnosis.Work;
import org.mailauth.dkim.internal.diagnosis.body.BodySearch;
import org.mailauth.dkim.internal.diagnosis.header.HeaderSearch;
import org.mailauth.dkim.internal.key.KeyRecord;
import org.mailauth.dkim.internal.key.KeyRecordParser;
import org.mailauth.dkim.internal.signature.SignatureParser;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.message.Message;

/**
 * Says why a signature broke: which known change, undone, makes the body hash or the header hash match again.
 *
 * <p>Body and header are searched on their own, so that a message that went through two hands gets both explanations.
 * An explanation is proved by the hash or it is not given; where several are equally true (blanks at a line's end, or a
 * signer that declared another canonicalization than it used) the more usual one is named. The search is bounded by
 * {@link DiagnosisLimits} and needs neither the network nor a clock: the same message always gets the same answer.
 *
 * <p>This is a help for people and never a part of a verdict: a message that would have verified before a footer was
 * appended has not verified. No message makes it throw. Immutable and thread-safe.
 */
public final class DkimDiagnosis {
    private static final DkimDiagnosis NOTHING_TO_EXPLAIN = new DkimDiagnosis(List.of(), true);

    private final List<DkimExplanation> explanations;
    private final boolean complete;

    private DkimDiagnosis(List<DkimExplanation> explanations, boolean complete) {
        this.explanations = List.copyOf(explanations);
        this.complete = complete;
    }

    /**
     * Looks for explanations, with the default limits.
     *
     * @param message the message that was verified
     * @param verification the verdict on one of its signatures
     * @return the diagnosis
     */
    public static DkimDiagnosis of(Message message, DkimVerification verification) {
        return of(message, verification, DiagnosisLimits.defaults());
    }

    /**
     * Looks for explanations.
     *
     * @param message the message that was verified
     * @param verification the verdict on one of its signatures
     * @param limits what the search may cost
     * @return the diagnosis; without explanations when no hash decided the verdict
     */
    public static DkimDiagnosis of(Message message, DkimVerification verification, DiagnosisLimits limits) {
        SignatureTags tags = SignatureParser.parse(verification.field()).tags();
        if (tags == null || !isDecidedByHash(verification.reason())) {
            return NOTHING_TO_EXPLAIN;
        }
        Crypto crypto = Crypto.standard();
        List<DkimExplanation> explanations = new ArrayList<>();
        Work bodyWork = new Work(limits);
        explanations.addAll(BodySearch.explain(body(message), message.header(), tags, crypto, bodyWork));
        Work headerWork = new Work(limits);
        Optional<PublicKeyData> key = verification.keyRecord().flatMap(DkimDiagnosis::key);
        if (key.isPresent()) {
            explanations.addAll(
                    HeaderSearch.explain(message.header(), verification.field(), tags, key.get(), crypto, headerWork));
        }
        boolean explained = explanations.stream().allMatch(DkimExplanation::isExact);
        return new DkimDiagnosis(explanations, explained || (bodyWork.isComplete() && headerWork.isComplete()));
    }

    private static boolean isDecidedByHash(DkimReason reason) {
        return reason == DkimReason.BODY_HASH_MISMATCH
                || reason == DkimReason.SIGNATURE_MISMATCH
                || reason == DkimReason.LENGTH_BEYOND_BODY;
    }

    private static Optional<PublicKeyData> key(DkimKeyRecord published) {
        @Nullable KeyRecord record = KeyRecordParser.parse(published.toText()).record();
        return Optional.ofNullable(record).map(KeyRecord::key);
    }

    private static byte[] body(Message message) {
        try (InputStream body = message.bodyStream()) {
            return body.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a message in memory cannot fail to be read", impossible);
        }
    }

    /**
     * What happened: first to the body, then to the header. A part whose hash holds has no explanation; one whose hash
     * fails for no known cause has an {@linkplain DkimCause#isExact() unexplained} one.
     *
     * @return unmodifiable; empty when the signature holds, or fails for a reason that is no hash
     */
    public List<DkimExplanation> explanations() {
        return explanations;
    }

    /**
     * Whether no more is to be had: everything is explained, or everything that is known was tried. Otherwise a larger limit
     * may find more.
     *
     * @return false when a limit ended a search that found nothing
     */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public String toString() {
        return explanations + (complete ? "" : " (incomplete)");
    }
}
