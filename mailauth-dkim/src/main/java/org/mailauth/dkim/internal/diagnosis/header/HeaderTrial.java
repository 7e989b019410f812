package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.canon.SigningInput;
import org.mailauth.dkim.internal.diagnosis.Work;
import org.mailauth.dkim.internal.signature.SignatureParser;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** Tries headers against the signature, each canonical form once. Not safe for concurrent use. */
final class HeaderTrial {
    private final ReceivedHeader header;
    private final HeaderHash hash;
    private final Work work;
    private final Set<String> tried = new HashSet<>();
    private boolean exhausted;

    /** What came of trying. */
    enum Outcome {
        MATCHES,
        DIFFERS,
        /** The same octets were tried before. */
        KNOWN
    }

    HeaderTrial(ReceivedHeader header, HeaderHash hash, Work work) {
        this.header = header;
        this.hash = hash;
        this.work = work;
    }

    boolean isExhausted() {
        return exhausted;
    }

    static HeaderCanonicalizer canonicalizer(boolean simple) {
        return simple ? HeaderCanonicalizer.SIMPLE : HeaderCanonicalizer.RELAXED;
    }

    Outcome header(FormerHeader former) {
        byte[] input = input(former.edits(), header.isSimple());
        return input == null ? Outcome.KNOWN : octets(input);
    }

    Outcome octets(byte[] input) {
        if (exhausted) {
            return Outcome.KNOWN;
        }
        byte[] digest = hash.digest(input);
        if (!tried.add(HexFormat.of().formatHex(digest))) {
            return Outcome.KNOWN;
        }
        if (!work.spendCandidate(input.length)) {
            exhausted = true;
            return Outcome.KNOWN;
        }
        return hash.signs(digest) ? Outcome.MATCHES : Outcome.DIFFERS;
    }

    /** What is hashed of the edited header; null when it cannot be, or costs too much. */
    byte @Nullable [] input(List<FormerHeader.Edit> edits, boolean simple) {
        // Choosing the fields compares each name of h= with each field's.
        long comparisons =
                (long) header.tags().signedFields().size() * header.fields().size();
        if (exhausted || !work.spend(comparisons + 1)) {
            exhausted = true;
            return null;
        }
        List<@Nullable HeaderField> edited = new ArrayList<>(header.fields());
        edited.add(null);
        for (FormerHeader.Edit edit : edits) {
            edited.set(edit.index(), edit.field());
        }
        HeaderField own = edited.get(header.own());
        List<HeaderField> fields = new ArrayList<>(edited.size());
        for (HeaderField field : edited) {
            if (field != null) {
                fields.add(field);
            }
        }
        SignatureTags tags = own == null ? null : tags(own);
        return own == null || tags == null
                ? null
                : SigningInput.of(
                                HeaderFields.of(fields),
                                tags.signedFields(),
                                canonicalizer(simple),
                                own,
                                tags.rawSignatureStart(),
                                tags.rawSignatureEnd())
                        .toArray();
    }

    @SuppressWarnings("ReferenceEquality") // parsing again would give the same
    private @Nullable SignatureTags tags(HeaderField own) {
        return own == header.fields().get(header.own())
                ? header.tags()
                : SignatureParser.parse(own).tags();
    }
}
