package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;

/** Text that lists and filters put in front of Subject, behind its {@code Re:}, or at its end. */
final class SubjectTag implements ValueChange {
    private static final int MAX_TAG = 200;
    private static final int MAX_REPLY = 8;
    private static final int MAX_USUAL = 12;

    @Override
    public List<Former> former(FieldText field) {
        if (!field.lowerName().equals("subject")) {
            return List.of();
        }
        String value = field.value();
        List<Former> formers = new ArrayList<>();
        without(value, 0, !field.lead().isEmpty(), formers);
        int reply = value.indexOf(": ");
        if (reply > 0 && reply <= MAX_REPLY) {
            without(value, reply + 2, true, formers);
        }
        for (int to = value.length() - 1; to > Math.max(0, value.length() - MAX_TAG); to--) {
            formers.add(new Former(value.substring(0, to), false));
        }
        return formers;
    }

    /** The subject without each piece of text that starts at a place. */
    private static void without(String value, int from, boolean behindBlank, List<Former> formers) {
        int usual = 0;
        int most = Math.min(value.length(), from + MAX_TAG);
        for (int to = from + 1; to <= most; to++) {
            if (behindBlank && to < value.length() && value.charAt(to) == ' ') {
                continue;
            }
            boolean word = value.charAt(to - 1) == ' ' && to < value.length() && value.charAt(to) != ' ';
            formers.add(new Former(value.substring(0, from) + value.substring(to), word && usual++ < MAX_USUAL));
        }
    }
}
