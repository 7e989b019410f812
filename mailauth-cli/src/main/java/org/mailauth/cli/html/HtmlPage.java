package org.mailauth.cli.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One HTML page that needs nothing but itself. Its content security policy forbids every request, and every script and style
 * sheet but its own, which it knows by their hashes. Pure functions.
 */
public final class HtmlPage {
    private static final String CHARTS = "uplot/";

    private HtmlPage() {}

    /**
     * A page with text only.
     *
     * @param title the title as text, not as HTML
     * @param body the content of the main element as HTML
     * @param style the name of a style sheet of this package for what only such pages have
     */
    public static String of(String title, String body, String style) {
        return page(title, body, List.of(resource("page.css"), resource(style)), List.of());
    }

    /**
     * A page with charts.
     *
     * @param title the title as text, not as HTML
     * @param body the content of the main element as HTML; the charts come into its elements with an attribute {@code
     *     data-chart}
     * @param json what the charts show
     */
    public static String withCharts(String title, String body, String json) {
        String licence =
                "<details><summary>Licence of the charts (uPlot)</summary><pre>" + licenceText() + "</pre></details>\n";
        return page(
                title,
                body + licence + "<script type=\"application/json\" id=\"data\">" + HtmlText.json(json) + "</script>\n",
                List.of(resource(CHARTS + "dist/uPlot.min.css"), resource("page.css")),
                List.of(resource(CHARTS + "dist/uPlot.iife.min.js"), resource("charts.js")));
    }

    /** Line by line, since a line end in a text would be made visible. */
    private static String licenceText() {
        return resource(CHARTS + "LICENSE").lines().map(HtmlText::of).collect(Collectors.joining("\n"));
    }

    private static String page(String title, String body, List<String> styles, List<String> scripts) {
        StringBuilder page = new StringBuilder(1 << 16);
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; ")
                .append("form-action 'none'; style-src")
                .append(hashes(styles))
                .append("; script-src")
                .append(hashes(scripts))
                .append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append(
                        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
                .append("<title>")
                .append(HtmlText.of(title))
                .append("</title>\n");
        styles.forEach(style -> page.append("<style>").append(style).append("</style>\n"));
        page.append("</head>\n<body>\n<main>\n<h1>")
                .append(HtmlText.of(title))
                .append("</h1>\n")
                .append(body)
                .append("</main>\n");
        scripts.forEach(script -> page.append("<script>").append(script).append("</script>\n"));
        return page.append("</body>\n</html>\n").toString();
    }

    /** CSP Level 3 §2.3.1: the hash of exactly what stands in the element. */
    private static String hashes(List<String> texts) {
        if (texts.isEmpty()) {
            return " 'none'";
        }
        StringBuilder sources = new StringBuilder();
        for (String text : texts) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
                sources.append(" 'sha256-")
                        .append(Base64.getEncoder().encodeToString(hash))
                        .append('\'');
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }
        return sources.toString();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the tool lacks its own file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
