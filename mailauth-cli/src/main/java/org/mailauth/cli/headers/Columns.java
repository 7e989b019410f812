package org.mailauth.cli.headers;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.internal.text.Visible;

/** Lines up rows of cells; letters that terminals show twice as wide count twice. Not thread-safe. */
final class Columns {
    private static final int WIDEST = 60;
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; every row has the same number of cells. */
    void add(String... cells) {
        List<String> row = new ArrayList<>(cells.length);
        for (String cell : cells) {
            row.add(shortened(Visible.of(cell)));
        }
        rows.add(row);
    }

    List<String> lines() {
        int count = rows.isEmpty() ? 0 : rows.get(0).size();
        int[] widths = new int[count];
        for (List<String> row : rows) {
            for (int at = 0; at < count; at++) {
                widths[at] = Math.max(widths[at], width(row.get(at)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < widths.length; at++) {
            String cell = row.get(at);
            line.append(cell).append(" ".repeat(widths[at] - width(cell))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static String shortened(String text) {
        int width = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            width += width(codePoint);
            if (width > WIDEST) {
                return text.substring(0, at) + "…";
            }
            at += Character.charCount(codePoint);
        }
        return text;
    }

    private static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int codePoint) {
        if (Character.getType(codePoint) == Character.NON_SPACING_MARK) {
            return 0;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HANGUL, HAN, HIRAGANA, KATAKANA -> 2;
            default -> 1;
        };
    }
}
