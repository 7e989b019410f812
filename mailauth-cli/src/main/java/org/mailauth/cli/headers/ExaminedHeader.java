package org.mailauth.cli.headers;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.authres.trust.AuthservIds;
import org.mailauth.authres.trust.TrustedResults;
import org.mailauth.forensics.Evidence;
import org.mailauth.forensics.ForensicReport;
import org.mailauth.forensics.HeaderForensics;
import org.mailauth.internal.text.EncodedWords;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/**
 * What is known about the header of one file: what every report is written from.
 *
 * @param file its name as the command line gives it
 * @param header its header
 * @param problems how the message deviates from the standard
 * @param results which Authentication-Results are believed; none when nobody was named whose results would be
 * @param report what was noticed
 */
record ExaminedHeader(
        String file, HeaderFields header, List<Problem> problems, TrustedResults results, ForensicReport report) {
    /** More octets than {@link #MOST_SHOWN} characters can take. */
    private static final int MOST_OCTETS = 2_000;

    private static final int MOST_SHOWN = 500;

    ExaminedHeader {
        problems = List.copyOf(problems);
    }

    static ExaminedHeader of(String file, Message message, HeaderForensics forensics, Optional<AuthservIds> believed) {
        TrustedResults results = believed.map(ids -> ids.trustedIn(message.header()))
                .orElseGet(() -> new TrustedResults(List.of(), List.of()));
        ForensicReport report = together(results.results())
                .map(trusted -> forensics.examine(message, trusted))
                .orElseGet(() -> forensics.examine(message));
        return new ExaminedHeader(file, message.header(), message.problems(), results, report);
    }

    /** Several fields by hosts of one's own are one statement in the name of the topmost. */
    private static Optional<AuthenticationResults> together(List<AuthenticationResults> fields) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        AuthenticationResults all = fields.get(0);
        for (AuthenticationResults more : fields.subList(1, fields.size())) {
            for (MethodResult result : more.results()) {
                all = all.with(result);
            }
        }
        return Optional.of(all);
    }

    /** The text that is evidence, on one line and not longer than anybody reads. */
    String text(Evidence evidence) {
        if (evidence.fieldIndex() >= header.size()) {
            return "";
        }
        HeaderField field = header.all().get(evidence.fieldIndex());
        int start = Math.min(evidence.start(), field.length());
        int end = Math.min(evidence.end(), field.length());
        return shown(field, start, Math.max(start, end));
    }

    /** What stands behind the colon of a field, on one line and not longer than anybody reads. */
    static String body(HeaderField field) {
        return shown(field, field.bodyStart(), field.length());
    }

    /** The same for people: encoded words are decoded (RFC 2047). */
    static String decodedBody(HeaderField field) {
        return EncodedWords.decodeAll(body(field));
    }

    private static String shown(HeaderField field, int start, int end) {
        byte[] octets = new byte[Math.min(end - start, MOST_OCTETS)];
        field.copyTo(start, start + octets.length, octets, 0);
        String text = new String(octets, StandardCharsets.UTF_8)
                .replace("\r\n", "")
                .replace('\t', ' ')
                .strip();
        return shortened(text, end - start > MOST_OCTETS);
    }

    private static String shortened(String text, boolean cut) {
        if (text.length() <= MOST_SHOWN) {
            return cut ? text + "…" : text;
        }
        // never half of a surrogate pair
        int end = Character.isHighSurrogate(text.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
        return text.substring(0, end) + "…";
    }
}
