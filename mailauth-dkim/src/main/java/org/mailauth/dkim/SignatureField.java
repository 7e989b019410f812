package org.mailauth.dkim;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mailauth.message.HeaderField;

/** Writes a DKIM-Signature field, folded at 78 octets (RFC 5322 §2.1.1) between tags and inside long values. */
final class SignatureField {
    private static final int MAX_LINE = 78;
    private static final String FOLD = "\r\n\t";

    private final StringBuilder body = new StringBuilder();
    private int column = DkimSignature.FIELD_NAME.length() + 1;

    /** What is signed besides the algorithm and the hashes. */
    record Statement(
            String canonicalization,
            String domain,
            String selector,
            Optional<Long> timestamp,
            Optional<Long> expiration) {}

    /** The field with an empty {@code b=}, as it is hashed. */
    static HeaderField unsigned(SigningAlgorithm algorithm, Statement statement, List<String> names, byte[] bodyHash) {
        SignatureField writer = new SignatureField();
        writer.tag("v=1;");
        writer.tag("a=" + algorithm.word() + ";");
        writer.tag("c=" + statement.canonicalization() + ";");
        writer.tag("d=" + statement.domain() + ";");
        writer.tag("s=" + statement.selector() + ";");
        statement.timestamp().ifPresent(time -> writer.tag("t=" + time + ";"));
        statement.expiration().ifPresent(time -> writer.tag("x=" + time + ";"));
        writer.names(names);
        writer.tag("bh=" + Base64.getEncoder().encodeToString(bodyHash) + ";");
        writer.tag("b=");
        return HeaderField.of(DkimSignature.FIELD_NAME, writer.body.toString());
    }

    /** The field with its signature filled in; white space in {@code b=} does not count. */
    static HeaderField signed(HeaderField unsigned, byte[] signature) {
        SignatureField writer = new SignatureField();
        writer.body.append(unsigned.body());
        writer.column = unsigned.body().length() - unsigned.body().lastIndexOf('\n') - 1;
        String data = Base64.getEncoder().encodeToString(signature);
        for (int at = 0; at < data.length(); ) {
            int room = Math.min(data.length() - at, MAX_LINE - writer.column);
            if (room > 0) {
                writer.body.append(data, at, at + room);
                at += room;
            }
            if (at < data.length()) {
                writer.fold();
            }
        }
        return HeaderField.of(DkimSignature.FIELD_NAME, writer.body.toString());
    }

    private void tag(String text) {
        if (column + 1 + text.length() > MAX_LINE) {
            fold();
        } else {
            body.append(' ');
            column++;
        }
        append(text);
    }

    private void names(List<String> names) {
        for (int at = 0; at < names.size(); at++) {
            String piece = (at == 0 ? "h=" : "") + names.get(at) + (at == names.size() - 1 ? ";" : ":");
            if (at == 0) {
                tag(piece);
            } else {
                if (column + piece.length() > MAX_LINE) {
                    fold();
                }
                append(piece);
            }
        }
    }

    private void append(String text) {
        body.append(text);
        column += text.length();
    }

    private void fold() {
        body.append(FOLD);
        // A tab is counted as one octet, as lines are measured.
        column = 1;
    }
}
