package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;

/** Content-Transfer-Encoding before a server re-encoded the body (RFC 2045 §6). */
final class TransferEncodingField implements ValueChange {
    private static final List<String> NAMES =
            List.of("8bit", "7bit", "quoted-printable", "base64", "binary", "8Bit", "7Bit", "8BIT", "7BIT");

    @Override
    public List<Former> former(FieldText field) {
        List<Former> formers = new ArrayList<>();
        if (field.lowerName().equals("content-transfer-encoding")) {
            for (String name : NAMES) {
                formers.add(new Former(name, true));
            }
        }
        return formers;
    }
}
