package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailauth.dkim.diagnosis.DkimCause;

/**
 * Addresses that a list or a server exchanged for others, and that other fields of the message still hold: the author
 * behind a From of the list, the recipient behind a rewritten To.
 */
final class AddressRewriting implements HeaderChange {
    private static final List<String> AUTHORS =
            List.of("X-Original-From", "Original-From", "Reply-To", "Cc", "X-Original-Sender", "Sender", "Return-Path");
    private static final List<String> RECIPIENTS = List.of(
            "X-Original-To",
            "Delivered-To",
            "X-Delivered-To",
            "Original-Recipient",
            "X-Envelope-To",
            "Envelope-To",
            "X-Forwarded-To",
            "X-Forwarded-For",
            "Apparently-To");
    private static final String VIA = " via ";

    @Override
    public List<FormerHeader> undo(ReceivedHeader header) {
        List<FormerHeader> formers = new ArrayList<>();
        for (int index : header.editable()) {
            FieldText field = header.text(index);
            List<String> sources = switch (field.lowerName()) {
                case "from", "reply-to", "sender" -> AUTHORS;
                case "to", "cc" -> RECIPIENTS;
                default -> List.of();
            };
            for (String value : values(field, sources, header)) {
                FormerHeader former = header.withValue(index, value, DkimCause.ADDRESS_REWRITTEN);
                if (former != null) {
                    formers.add(former.asUsual());
                }
            }
        }
        return formers;
    }

    private static Set<String> values(FieldText field, List<String> sources, ReceivedHeader header) {
        Set<String> values = new LinkedHashSet<>();
        String name = Addresses.displayName(field.value());
        for (String source : sources) {
            header.value(source).ifPresent(text -> {
                values.add(text);
                for (String mailbox : Addresses.mailboxes(text)) {
                    addForms(mailbox.strip(), name, values);
                }
            });
        }
        return values;
    }

    private static void addForms(String mailbox, String name, Set<String> values) {
        // RFC 3798 §2.3.2: Original-Recipient has a type in front of the address.
        int type = mailbox.indexOf(';');
        String address = Addresses.address(type < 0 ? mailbox : mailbox.substring(type + 1));
        if (address.indexOf('@') < 0) {
            return;
        }
        values.add(mailbox);
        values.add(address);
        values.add("<" + address + ">");
        if (!name.isEmpty()) {
            values.add(name + " <" + address + ">");
            String author = withoutVia(Addresses.unquoted(name));
            values.add(author + " <" + address + ">");
            values.add(Addresses.quoted(author) + " <" + address + ">");
        }
    }

    /** The name without the list's: "Ann via List" is Ann. */
    private static String withoutVia(String name) {
        int via = name.toLowerCase(Locale.ROOT).lastIndexOf(VIA);
        return via < 0 ? name : name.substring(0, via);
    }
}
