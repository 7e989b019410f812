package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The same addresses in another form: quotes around names, angle brackets, comments, blanks, case of the domain. */
final class AddressForm implements ValueChange {
    private static final List<UnaryOperator<String>> FORMS = List.of(
            AddressForm::unquoted,
            AddressForm::quoted,
            AddressForm::withAngle,
            AddressForm::withoutAngle,
            AddressForm::withoutName,
            AddressForm::nameAsComment,
            AddressForm::commentAsName,
            AddressForm::lowerDomain);

    @Override
    public List<Former> former(FieldText field) {
        if (!Addresses.areIn(field.lowerName())) {
            return List.of();
        }
        List<String> mailboxes = Addresses.mailboxes(field.value());
        List<Former> formers = new ArrayList<>();
        for (UnaryOperator<String> form : FORMS) {
            formers.add(new Former(joined(mailboxes.stream().map(form).toList(), ","), true));
            formers.add(new Former(
                    joined(mailboxes.stream().map(form).map(String::strip).toList(), ", "), false));
        }
        List<String> stripped = mailboxes.stream().map(String::strip).toList();
        formers.add(new Former(joined(stripped, ", "), false));
        formers.add(new Former(joined(stripped, ","), false));
        return formers;
    }

    private static String joined(List<String> mailboxes, String separator) {
        return String.join(separator, mailboxes);
    }

    /** The mailbox with another name and address, blanks in front of it kept. */
    private static String rewritten(String mailbox, String text) {
        int blanks = 0;
        while (blanks < mailbox.length() && mailbox.charAt(blanks) <= ' ') {
            blanks++;
        }
        return mailbox.substring(0, blanks) + text;
    }

    private static String unquoted(String mailbox) {
        String name = Addresses.displayName(mailbox);
        return Addresses.isQuoted(name)
                ? rewritten(mailbox, Addresses.unquoted(name) + " <" + Addresses.address(mailbox) + ">")
                : mailbox;
    }

    private static String quoted(String mailbox) {
        String name = Addresses.displayName(mailbox);
        return name.isEmpty() || Addresses.isQuoted(name) || name.startsWith("=?")
                ? mailbox
                : rewritten(mailbox, Addresses.quoted(name) + " <" + Addresses.address(mailbox) + ">");
    }

    private static String withAngle(String mailbox) {
        return mailbox.indexOf('<') >= 0 ? mailbox : rewritten(mailbox, "<" + Addresses.address(mailbox) + ">");
    }

    private static String withoutAngle(String mailbox) {
        return Addresses.displayName(mailbox).isEmpty() ? rewritten(mailbox, Addresses.address(mailbox)) : mailbox;
    }

    private static String withoutName(String mailbox) {
        return rewritten(mailbox, Addresses.address(mailbox));
    }

    private static String nameAsComment(String mailbox) {
        String name = Addresses.unquoted(Addresses.displayName(mailbox));
        return name.isEmpty() ? mailbox : rewritten(mailbox, Addresses.address(mailbox) + " (" + name + ")");
    }

    private static String commentAsName(String mailbox) {
        int from = mailbox.indexOf('(');
        int to = mailbox.lastIndexOf(')');
        return from < 0 || to < from || mailbox.indexOf('<') >= 0
                ? mailbox
                : rewritten(mailbox, mailbox.substring(from + 1, to) + " <" + Addresses.address(mailbox) + ">");
    }

    private static String lowerDomain(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        return at < 0
                ? mailbox
                : mailbox.substring(0, at) + mailbox.substring(at).toLowerCase(Locale.ROOT);
    }
}
