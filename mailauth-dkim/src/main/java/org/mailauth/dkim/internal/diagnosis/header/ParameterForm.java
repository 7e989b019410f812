package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Parameters of MIME fields in another form: quotes, blanks, case (RFC 2045 §5.1). */
final class ParameterForm implements ValueChange {
    private static final String SPECIALS = "()<>@,;:\\\"/[]?= \t\r\n";

    private static final List<UnaryOperator<String>> QUOTES =
            List.of(UnaryOperator.identity(), ParameterForm::quoted, ParameterForm::unquoted);
    private static final List<UnaryOperator<String>> CASES =
            List.of(UnaryOperator.identity(), text -> charset(text, false), text -> charset(text, true));

    @Override
    public List<Former> former(FieldText field) {
        String name = field.lowerName();
        if (!name.equals("content-type") && !name.equals("content-disposition")) {
            return List.of();
        }
        List<String> pieces = pieces(field.value());
        List<Former> formers = new ArrayList<>();
        for (UnaryOperator<String> quotes : QUOTES) {
            for (UnaryOperator<String> cases : CASES) {
                List<String> changed = pieces.stream().map(quotes).map(cases).toList();
                formers.add(new Former(String.join(";", changed), true));
                formers.add(new Former(joined(changed, "; "), false));
                formers.add(new Former(joined(changed, ";"), false));
            }
        }
        // One parameter of several: a boundary is re-quoted where a charset is not.
        for (int at = 1; at < pieces.size(); at++) {
            for (UnaryOperator<String> quotes : QUOTES) {
                List<String> changed = new ArrayList<>(pieces);
                changed.set(at, quotes.apply(pieces.get(at)));
                formers.add(new Former(String.join(";", changed), true));
            }
        }
        return formers;
    }

    private static String joined(List<String> pieces, String separator) {
        return String.join(separator, pieces.stream().map(String::strip).toList());
    }

    /** The value cut at its semicolons outside quotes. */
    private static List<String> pieces(String value) {
        List<String> pieces = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                pieces.add(value.substring(start, at));
                start = at + 1;
            }
        }
        pieces.add(value.substring(start));
        return pieces;
    }

    private static String quoted(String parameter) {
        int equals = parameter.indexOf('=');
        String text = equals < 0 ? "" : parameter.substring(equals + 1);
        boolean bare = !text.isEmpty() && text.charAt(0) != '"';
        return bare ? parameter.substring(0, equals + 1) + '"' + text + '"' : parameter;
    }

    private static String unquoted(String parameter) {
        int equals = parameter.indexOf('=');
        String text = equals < 0 ? "" : parameter.substring(equals + 1);
        boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
        String inner = quoted ? text.substring(1, text.length() - 1) : "";
        boolean token = quoted && inner.chars().noneMatch(c -> SPECIALS.indexOf(c) >= 0);
        return token ? parameter.substring(0, equals + 1) + inner : parameter;
    }

    private static String charset(String parameter, boolean upper) {
        int equals = parameter.indexOf('=');
        boolean charset = equals > 0
                && parameter
                        .substring(0, equals)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .equals("charset");
        if (!charset) {
            return parameter;
        }
        String text = parameter.substring(equals + 1);
        return parameter.substring(0, equals + 1)
                + (upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT));
    }
}
