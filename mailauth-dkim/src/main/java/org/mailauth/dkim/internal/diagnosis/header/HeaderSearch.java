package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.dkim.internal.diagnosis.Work;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * Looks for what happened to a header: one change, white space first, then the copies in {@code z=}, then two and three
 * usual changes of different fields.
 */
public final class HeaderSearch {
    private static final List<HeaderChange> CHANGES = List.of(
            new HeaderLineEndings(),
            new NameCase(),
            new Refolding(),
            new ValueChanges(DkimCause.SUBJECT_TAG, new SubjectTag()),
            new FieldAdded(),
            new FieldReordered(),
            new FieldRemoved(),
            new ValueChanges(DkimCause.TRANSFER_ENCODING_FIELD, new TransferEncodingField()),
            new ValueChanges(DkimCause.PARAMETER_FORM, new ParameterForm()),
            new ValueChanges(DkimCause.ADDRESS_FORM, new AddressForm()),
            new AddressRewriting(),
            new ValueChanges(DkimCause.FIELD_ENCODED_WORDS, new EncodedWords()),
            new ValueChanges(DkimCause.FIELD_CHARSET, new FieldCharset()),
            new CopiedFields());
    /** Usual changes of one kind that are tried together with others. */
    private static final int MAX_USUAL = 20;

    private HeaderSearch() {}

    /**
     * Explains why the signature does not hold.
     *
     * @param header the header as it arrived
     * @param signature the signature's field, one of it
     * @param tags what that says
     * @param key the key that was used
     * @param crypto hashes and verifies
     * @param work pays
     * @return empty when the signature holds; explanations that belong together; or the unexplained one
     */
    public static List<DkimExplanation> explain(
            HeaderFields header,
            HeaderField signature,
            SignatureTags tags,
            PublicKeyData key,
            Crypto crypto,
            Work work) {
        Optional<ReceivedHeader> received = ReceivedHeader.of(header, signature, tags);
        if (received.isEmpty()) {
            return List.of();
        }
        HeaderHash hash = new HeaderHash(tags, key, crypto);
        HeaderTrial trial = new HeaderTrial(received.get(), hash, work);
        byte[] input = trial.input(List.of(), received.get().isSimple());
        if (input != null && trial.octets(input) == HeaderTrial.Outcome.MATCHES) {
            return List.of();
        }
        if (!hash.mayFitKey()) {
            return List.of(Explain.cause(DkimCause.KEY_DIFFERS));
        }
        List<DkimExplanation> found = search(received.get(), trial);
        return found.isEmpty()
                ? List.of(Explain.cause(
                        hash.isRsa() ? DkimCause.HEADER_UNEXPLAINED : DkimCause.HEADER_OR_KEY_UNEXPLAINED))
                : found;
    }

    private static List<DkimExplanation> search(ReceivedHeader header, HeaderTrial trial) {
        Optional<DkimExplanation> form = OtherHeaderForm.find(header, trial);
        if (form.isPresent()) {
            return List.of(form.get());
        }
        List<FormerHeader> usual = new ArrayList<>();
        for (HeaderChange change : CHANGES) {
            int most = usual.size() + MAX_USUAL;
            for (FormerHeader former : change.undo(header)) {
                HeaderTrial.Outcome outcome = trial.header(former);
                if (outcome == HeaderTrial.Outcome.MATCHES) {
                    return needed(former, header, trial);
                }
                if (outcome == HeaderTrial.Outcome.DIFFERS && former.usual() && usual.size() < most) {
                    usual.add(former);
                }
            }
        }
        return combined(usual, trial);
    }

    /** The changes that matter: undoing one that does not leaves the same octets. */
    private static List<DkimExplanation> needed(FormerHeader former, ReceivedHeader header, HeaderTrial trial) {
        byte[] input = trial.input(former.edits(), header.isSimple());
        if (former.changes().size() != former.edits().size() || input == null) {
            return former.changes();
        }
        List<DkimExplanation> needed = new ArrayList<>();
        for (int at = 0; at < former.edits().size(); at++) {
            List<FormerHeader.Edit> others = new ArrayList<>(former.edits());
            others.remove(at);
            if (!Arrays.equals(input, trial.input(others, header.isSimple()))) {
                needed.add(former.changes().get(at));
            }
        }
        return needed.isEmpty() ? former.changes() : needed;
    }

    private static List<DkimExplanation> combined(List<FormerHeader> usual, HeaderTrial trial) {
        List<FormerHeader> pairs = new ArrayList<>();
        for (int first = 0; first < usual.size(); first++) {
            for (int second = first + 1; second < usual.size(); second++) {
                FormerHeader pair = usual.get(first).and(usual.get(second));
                if (pair != null && trial.header(pair) == HeaderTrial.Outcome.MATCHES) {
                    return pair.changes();
                }
                if (pair != null) {
                    pairs.add(pair);
                }
            }
        }
        for (FormerHeader pair : pairs) {
            for (FormerHeader third : usual) {
                if (trial.isExhausted()) {
                    return List.of();
                }
                FormerHeader triple = pair.and(third);
                if (triple != null && trial.header(triple) == HeaderTrial.Outcome.MATCHES) {
                    return triple.changes();
                }
            }
        }
        return List.of();
    }
}
