package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.message.HeaderField;

/** A signed field that is gone, and whose value can be guessed since hardly another one is used. */
final class FieldRemoved implements HeaderChange {
    private static final List<Map.Entry<String, List<String>>> VALUES = List.of(
            Map.entry("Content-Language", List.of("en-US", "en")),
            Map.entry("Content-Transfer-Encoding", List.of("7bit", "8bit", "quoted-printable", "base64")),
            Map.entry(
                    "Content-Type",
                    List.of(
                            "text/plain",
                            "text/plain; charset=utf-8",
                            "text/plain; charset=UTF-8",
                            "text/plain; charset=\"utf-8\"",
                            "text/plain; charset=\"UTF-8\"",
                            "text/plain; charset=us-ascii",
                            "text/plain; charset=\"us-ascii\"",
                            "text/html; charset=utf-8",
                            "text/html; charset=UTF-8")),
            Map.entry("MIME-Version", List.of("1.0")),
            Map.entry("Precedence", List.of("bulk", "list")),
            Map.entry("X-Priority", List.of("3", "1")));

    @Override
    public List<FormerHeader> undo(ReceivedHeader header) {
        List<FormerHeader> formers = new ArrayList<>();
        for (Map.Entry<String, List<String>> usual : VALUES) {
            String name = usual.getKey();
            if (header.isSigned(name) && header.named(name).isEmpty()) {
                usual.getValue().forEach(value -> add(header, name, value, formers));
            }
        }
        for (String name : List.of("Reply-To", "Sender")) {
            if (header.isSigned(name) && header.named(name).isEmpty()) {
                header.value("From").ifPresent(from -> {
                    add(header, name, from, formers);
                    add(header, name, Addresses.address(from), formers);
                });
            }
        }
        return formers;
    }

    private static void add(ReceivedHeader header, String name, String value, List<FormerHeader> formers) {
        HeaderField field = FieldText.field(name + ": " + value);
        if (field != null) {
            formers.add(FormerHeader.of(
                            Explain.field(DkimCause.FIELD_REMOVED, name, Optional.of(value), Optional.empty()),
                            new FormerHeader.Edit(header.fields().size(), field))
                    .asUsual());
        }
    }
}
