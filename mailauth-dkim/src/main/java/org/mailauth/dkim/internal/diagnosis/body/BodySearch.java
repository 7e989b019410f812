package org.mailauth.dkim.internal.diagnosis.body;

import java.util.List;
import java.util.Optional;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.dkim.internal.diagnosis.Work;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.message.HeaderFields;

/**
 * Looks for what happened to a body. The order is from the special to the general: a change that undoes the whole
 * difference, a footer, another form of hashing, a change and a footer behind it, text in front or amid.
 */
public final class BodySearch {
    private static final List<BodyChange> CHANGES = List.of(
            new LineEndingChange(),
            new TrailingWhiteSpace(),
            new BlankLines(),
            new DotStuffing(),
            new FromEscaping(),
            new LongLines(),
            new TransferEncoding(),
            new CharsetChange());

    private BodySearch() {}

    /**
     * Explains why the body hash differs.
     *
     * @param octets the body as it arrived
     * @param header the header above it
     * @param tags the signature
     * @param crypto hashes
     * @param work pays
     * @return empty when it does not differ; explanations that hold together; or the unexplained one
     */
    public static List<DkimExplanation> explain(
            byte[] octets, HeaderFields header, SignatureTags tags, Crypto crypto, Work work) {
        ExpectedHash expected = new ExpectedHash(tags, crypto);
        if (!work.spend(2L * octets.length)) {
            return List.of(Explain.cause(DkimCause.BODY_UNEXPLAINED));
        }
        byte[] canonical = BodyForms.canonical(octets, tags.bodyCanonicalization());
        if (expected.matches(canonical, 0)) {
            return List.of();
        }
        ReceivedBody body = new ReceivedBody(octets, canonical, tags.bodyCanonicalization(), header);
        return search(body, expected, work);
    }

    private static List<DkimExplanation> search(ReceivedBody body, ExpectedHash expected, Work work) {
        AddedText addedText = new AddedText(expected, work);
        // The most usual cause comes first, while there is work to spend; it gives way to a more special one.
        Optional<DkimExplanation> added =
                addedText.everything(body.canonical()).or(() -> addedText.footer(body.canonical()));
        BodyTrial trial = new BodyTrial(body, expected, added.isPresent() ? null : addedText, work);
        for (BodyChange change : CHANGES) {
            if (!trial.isOver()) {
                change.undo(body, trial);
            }
        }
        if (added.isPresent()) {
            return trial.found().isEmpty() ? List.of(added.get()) : trial.found();
        }
        if (!trial.isOver()) {
            new OtherForm().undo(body, trial);
        }
        if (!trial.found().isEmpty()) {
            return trial.found();
        }
        List<DkimExplanation> around = addedText.around(body.canonical());
        return around.isEmpty() ? List.of(Explain.cause(DkimCause.BODY_UNEXPLAINED)) : around;
    }
}
