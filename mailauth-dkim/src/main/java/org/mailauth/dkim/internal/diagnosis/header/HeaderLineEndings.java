package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.message.HeaderField;

/** Folds whose CRLF became a lone LF or CR, or the reverse, in all fields (RFC 5321 §2.3.8). */
final class HeaderLineEndings implements HeaderChange {
    @Override
    public List<FormerHeader> undo(ReceivedHeader header) {
        List<FormerHeader> formers = new ArrayList<>();
        add(header, "\n", "\r\n", "CRLF became LF within the header", formers);
        add(header, "\r", "\r\n", "CRLF became CR within the header", formers);
        add(header, "\r\n", "\n", "LF became CRLF within the header", formers);
        return formers;
    }

    private static void add(ReceivedHeader header, String is, String was, String words, List<FormerHeader> formers) {
        List<FormerHeader.Edit> edits = new ArrayList<>();
        for (int index : header.editable()) {
            FieldText text = header.text(index);
            HeaderField field = text.with(replaced(text.value(), is, was));
            if (field != null && !field.equals(header.fields().get(index))) {
                edits.add(new FormerHeader.Edit(index, field));
            }
        }
        if (!edits.isEmpty()) {
            formers.add(new FormerHeader(List.of(Explain.cause(DkimCause.HEADER_LINE_ENDINGS, words)), edits, false));
        }
    }

    private static String replaced(String value, String is, String was) {
        if (is.length() == 2) {
            return value.replace(is, was);
        }
        // A CRLF that is there stays.
        return value.replace("\r\n", "\u0100").replace(is, was).replace("\u0100", "\r\n");
    }
}
