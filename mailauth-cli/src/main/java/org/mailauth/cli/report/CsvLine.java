package org.mailauth.cli.report;

import java.util.List;
import java.util.stream.Collectors;
import org.mailauth.internal.text.Visible;

/** One record of CSV (RFC 4180 §2), every field in quotes, and none that a spreadsheet takes for a formula. */
final class CsvLine {
    private CsvLine() {}

    static String of(List<String> fields) {
        return fields.stream().map(CsvLine::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(String text) {
        String seen = Visible.of(text);
        String harmless = isFormula(text) || isFormula(seen) ? "'" + seen : seen;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }

    /** Spreadsheets pass over leading spaces and take full-width forms (U+FF1D and such) for the signs. */
    private static boolean isFormula(String text) {
        String stripped = text.strip();
        return (!stripped.isEmpty() && "=+-@\t\r\n|%\uFF1D\uFF0B\uFF0D\uFF20".indexOf(stripped.charAt(0)) >= 0)
                || (!text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0);
    }
}
