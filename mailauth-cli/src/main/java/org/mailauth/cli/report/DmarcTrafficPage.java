package org.mailauth.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailauth.cli.html.HtmlPage;
import org.mailauth.cli.html.HtmlText;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.dmarc.DmarcPolicy;

/** Shows {@link DmarcTraffic} as one HTML page; whoever has no scripts reads the tables. */
final class DmarcTrafficPage {
    private static final int MOST_BARS = 10;
    private static final int MOST_ROWS = 100;
    private static final long SECONDS_A_DAY = 86_400;

    private final DmarcTraffic traffic;
    private final List<DomainAdvice> advices;
    private final DmarcTrafficReport report;
    private final List<DmarcTraffic.Entry> sources;
    private final List<DmarcTraffic.Entry> domains;
    private final StringBuilder body = new StringBuilder(1 << 14);

    DmarcTrafficPage(DmarcTraffic traffic, List<DomainAdvice> advices, DmarcTrafficReport report) {
        this.advices = advices;
        this.traffic = traffic;
        this.report = report;
        sources = traffic.sources();
        domains = traffic.domains();
    }

    String html() {
        String title = domains.isEmpty()
                ? "DMARC reports"
                : "DMARC reports: " + domains.get(0).name()
                        + (domains.size() > 1 ? " and " + (domains.size() - 1) + " more" : "");
        body.append("<p class=\"lead\">").append(HtmlText.of(report.read())).append("</p>\n");
        figures();
        advices.forEach(advice -> body.append(DomainAdviceSection.of(advice)));
        ratio();
        sourceTable();
        policyTable();
        table("Domains", "Domain", domains);
        return HtmlPage.withCharts(title, body.toString(), new JsonLine().of(this::data));
    }

    private void figures() {
        body.append("<dl class=\"figures\">\n");
        figure("Messages", number(traffic.all().messages()));
        figure("DMARC passes", DmarcTrafficReport.percent(traffic.all()));
        figure("Fail", number(traffic.all().messages() - traffic.all().of(RowClass.PASS)));
        figure("Sources", number(sources.size()));
        figure("Days with data", number(traffic.days().size()));
        figure("Days without", number(traffic.daysWithoutData()));
        body.append("</dl>\n");
    }

    private void figure(String what, String value) {
        body.append("<div><dt>").append(what).append("</dt><dd>").append(value).append("</dd></div>\n");
    }

    private void ratio() {
        section("Messages that pass, by day", "ratio");
        body.append("<details>\n<summary>Day by day</summary>\n");
        head("Day");
        traffic.days().descendingMap().entrySet().stream()
                .limit(MOST_ROWS)
                .forEach(day -> row("", DmarcTrafficReport.date(day.getKey()), day.getValue()));
        endTable(traffic.days().size());
        body.append("</details>\n</section>\n");
    }

    private void sourceTable() {
        section("Sources by volume", "sources");
        head("Source");
        for (int i = 0; i < Math.min(MOST_ROWS, sources.size()); i++) {
            row("#" + (i + 1) + " ", sources.get(i).name(), sources.get(i).tally());
        }
        end(sources.size());
    }

    private void table(String title, String key, List<DmarcTraffic.Entry> entries) {
        body.append("<section>\n<h2>").append(title).append("</h2>\n");
        head(key);
        entries.stream().limit(MOST_ROWS).forEach(entry -> row("", entry.name(), entry.tally()));
        end(entries.size());
    }

    private void policyTable() {
        section("Published policy", "policy");
        body.append(
                "<div class=\"scroll\"><table>\n<thead><tr><th>Since</th><th>Domain</th><th>Policy</th></tr></thead>\n<tbody>\n");
        List<DmarcTraffic.PublishedPolicy> changes = traffic.policyChanges();
        for (DmarcTraffic.PublishedPolicy change : changes.subList(0, Math.min(MOST_ROWS, changes.size()))) {
            body.append("<tr><td class=\"d\">")
                    .append(DmarcTrafficReport.date(change.day()))
                    .append("</td><td>")
                    .append(HtmlText.of(change.domain()))
                    .append("</td><td>")
                    .append(HtmlText.of(change.policy().word()))
                    .append("</td></tr>\n");
        }
        end(changes.size());
    }

    private void section(String title, String chart) {
        body.append("<section>\n<h2>")
                .append(title)
                .append("</h2>\n<div data-chart=\"")
                .append(chart)
                .append("\"></div>\n");
    }

    private void head(String key) {
        body.append("<div class=\"scroll\"><table>\n<thead><tr><th>")
                .append(key)
                .append("</th><th class=\"n\">Messages</th><th class=\"n\">Pass</th><th class=\"n\">Overridden</th>")
                .append(
                        "<th class=\"n\">Other domain</th><th class=\"n\">Unauthenticated</th></tr></thead>\n<tbody>\n");
    }

    private void row(String before, String name, Tally tally) {
        body.append("<tr><td class=\"d\">")
                .append(before)
                .append(HtmlText.of(name))
                .append("</td><td class=\"n\">")
                .append(number(tally.messages()))
                .append("</td><td class=\"n\">")
                .append(DmarcTrafficReport.percent(tally));
        for (RowClass kind : RowClass.values()) {
            if (kind != RowClass.PASS) {
                body.append("</td><td class=\"n\">").append(number(tally.of(kind)));
            }
        }
        body.append("</td></tr>\n");
    }

    private void end(int all) {
        endTable(all);
        body.append("</section>\n");
    }

    private void endTable(int all) {
        body.append("</tbody>\n</table></div>\n");
        if (all > MOST_ROWS) {
            body.append("<p class=\"lead\">and ").append(all - MOST_ROWS).append(" more</p>\n");
        }
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void data(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("days");
        for (Map.Entry<Long, Tally> day : traffic.days().entrySet()) {
            json.writeStartObject();
            json.writeNumberField("time", day.getKey() * SECONDS_A_DAY);
            json.writeNumberField("messages", day.getValue().messages());
            json.writeNumberField("passed", day.getValue().of(RowClass.PASS));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("classes");
        for (RowClass kind : RowClass.values()) {
            json.writeString(kind.words());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("sources");
        for (DmarcTraffic.Entry source : sources.subList(0, Math.min(MOST_BARS, sources.size()))) {
            json.writeStartObject();
            json.writeStringField("name", source.name());
            json.writeArrayFieldStart("counts");
            for (RowClass kind : RowClass.values()) {
                json.writeNumber(source.tally().of(kind));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("policies");
        if (!domains.isEmpty()) {
            for (Map.Entry<Long, DmarcPolicy> each :
                    traffic.policies(domains.get(0).name()).entrySet()) {
                json.writeStartObject();
                json.writeNumberField("time", each.getKey() * SECONDS_A_DAY);
                json.writeNumberField("step", step(each.getValue()));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static int step(DmarcPolicy policy) {
        return switch (policy) {
            case NONE -> 0;
            case QUARANTINE -> 1;
            case REJECT -> 2;
        };
    }
}
