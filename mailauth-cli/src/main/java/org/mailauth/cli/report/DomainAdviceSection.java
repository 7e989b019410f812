package org.mailauth.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mailauth.cli.html.HtmlText;
import org.mailauth.report.advice.TrafficSource;

/** Shows {@link DomainAdvice} as a part of an HTML page. */
final class DomainAdviceSection {
    private static final int MOST_ROWS = 100;

    private final StringBuilder body = new StringBuilder(1 << 12);

    private DomainAdviceSection() {}

    static String of(DomainAdvice advice) {
        return new DomainAdviceSection().html(advice);
    }

    private String html(DomainAdvice of) {
        body.append("<section>\n<h2>Advice for ")
                .append(HtmlText.of(of.summary().domain().toString()))
                .append(": ")
                .append(of.step())
                .append(" (confidence ")
                .append(of.confidence())
                .append(")</h2>\n<p>Present record: ")
                .append(HtmlText.of(of.present()))
                .append("</p>\n");
        if (!of.publish().isEmpty()) {
            body.append("<p><strong>").append(HtmlText.of(of.publish())).append("</strong></p>\n");
        }
        body.append("<ul>\n");
        of.advice().reasons().stream()
                .limit(MOST_ROWS)
                .forEach(reason ->
                        body.append("<li>").append(HtmlText.of(reason)).append("</li>\n"));
        body.append("</ul>\n");
        sources(of);
        counted("New sources since " + of.since(), "Network", of.newSources());
        if (of.authors().size() > 1) {
            counted("Author domains", "Domain", of.authors());
        }
        if (!of.missingDays().isEmpty()) {
            String days = of.missingDays().stream().map(Object::toString).collect(Collectors.joining(", "));
            body.append("<p class=\"lead\">Days without data: ").append(days).append("</p>\n");
        }
        if (!of.uncounted().isEmpty()) {
            body.append("<p class=\"lead\">")
                    .append(HtmlText.of(of.uncounted()))
                    .append("</p>\n");
        }
        return body.append("</section>\n").toString();
    }

    private void sources(DomainAdvice of) {
        List<TrafficSource> sources = of.advice().sources();
        if (sources.isEmpty()) {
            return;
        }
        body.append("<p class=\"lead\">Sources of the last ")
                .append(of.windowDays())
                .append(" days: ")
                .append(HtmlText.of(DomainAdviceReport.classes(sources)))
                .append("</p>\n<div class=\"scroll\"><table>\n<thead><tr><th>Source</th><th>Class</th>")
                .append("<th class=\"n\">Passed</th><th class=\"n\">Failed</th><th>First</th><th>Last</th>")
                .append("<th>To publish</th></tr></thead>\n<tbody>\n");
        sources.stream()
                .limit(MOST_ROWS)
                .forEach(source -> body.append("<tr><td class=\"d\">")
                        .append(HtmlText.of(source.name()))
                        .append("</td><td>")
                        .append(DomainAdvice.words(source.sourceClass()))
                        .append("</td><td class=\"n\">")
                        .append(number(source.passed()))
                        .append("</td><td class=\"n\">")
                        .append(number(source.failed()))
                        .append("</td><td class=\"d\">")
                        .append(source.firstDay())
                        .append("</td><td class=\"d\">")
                        .append(source.lastDay())
                        .append("</td><td>")
                        .append(HtmlText.of(source.toPublish()))
                        .append("</td></tr>\n"));
        end(sources.size());
    }

    private void counted(String title, String key, List<DomainAdvice.Counted> all) {
        if (all.isEmpty()) {
            return;
        }
        body.append("<p class=\"lead\">")
                .append(title)
                .append("</p>\n<div class=\"scroll\"><table>\n<thead><tr><th>")
                .append(key)
                .append("</th><th class=\"n\">Messages</th><th class=\"n\">Passed</th></tr></thead>\n<tbody>\n");
        all.stream()
                .limit(MOST_ROWS)
                .forEach(each -> body.append("<tr><td class=\"d\">")
                        .append(HtmlText.of(each.name()))
                        .append("</td><td class=\"n\">")
                        .append(number(each.messages()))
                        .append("</td><td class=\"n\">")
                        .append(number(each.count().passed()))
                        .append("</td></tr>\n"));
        end(all.size());
    }

    private void end(int all) {
        body.append("</tbody>\n</table></div>\n");
        if (all > MOST_ROWS) {
            body.append("<p class=\"lead\">and ").append(all - MOST_ROWS).append(" more</p>\n");
        }
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
