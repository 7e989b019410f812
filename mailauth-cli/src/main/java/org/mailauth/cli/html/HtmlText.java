package org.mailauth.cli.html;

import org.mailauth.internal.text.Visible;

/** Texts of strangers in HTML and in scripts, so that they stay text. Pure functions. */
public final class HtmlText {
    private HtmlText() {}

    /**
     * A text for the content of an element or for an attribute in quotes. What cannot be seen, such as controls that turn
     * the direction of writing, becomes visible.
     */
    public static String of(String text) {
        String seen = Visible.of(text);
        StringBuilder escaped = new StringBuilder(seen.length() + 16);
        for (int i = 0; i < seen.length(); i++) {
            char unit = seen.charAt(i);
            switch (unit) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(unit);
            }
        }
        return escaped.toString();
    }

    /** A JSON text for the inside of a script element: nothing in it ends the element or a line of a script. */
    public static String json(String json) {
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char unit = json.charAt(i);
            switch (unit) {
                case '&' -> escaped.append("\\u0026");
                case '<' -> escaped.append("\\u003c");
                case '>' -> escaped.append("\\u003e");
                case '\u2028' -> escaped.append("\\u2028");
                case '\u2029' -> escaped.append("\\u2029");
                default -> escaped.append(unit);
            }
        }
        return escaped.toString();
    }
}
