package org.mailauth.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;

/** Writes {@link DmarcTraffic} for people and for programs. */
final class DmarcTrafficReport {
    static final String SCHEMA = "mailauth-report-dmarc/1";
    private static final int MOST_SHOWN = 20;

    private final DmarcTraffic traffic;
    private final List<DomainAdvice> advices;
    private final ReportWalk walk;

    DmarcTrafficReport(DmarcTraffic traffic, List<DomainAdvice> advices, ReportWalk walk) {
        this.traffic = traffic;
        this.advices = advices;
        this.walk = walk;
    }

    static String percent(Tally tally) {
        return tally.messages() == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", tally.passPercent());
    }

    static String date(long day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    /** What was read, in one sentence. */
    String read() {
        return walk.sentence(traffic.reports())
                + (traffic.droppedRows() == 0 ? "" : "; " + traffic.droppedRows() + " rows are unusable")
                + (traffic.problems() == 0 ? "" : "; " + traffic.problems() + " problems in reports");
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(read()));
        Tally all = traffic.all();
        lines.add(Line.of("  messages " + all.messages() + ", DMARC passes for " + percent(all)));
        Stream.of(RowClass.values()).forEach(kind -> lines.add(Line.of("    " + kind.words() + ": " + all.of(kind))));
        Map<Long, Tally> days = traffic.days();
        if (!days.isEmpty()) {
            lines.add(Line.of("  days " + date(traffic.days().firstKey()) + " to "
                    + date(traffic.days().lastKey()) + ", without data: " + traffic.daysWithoutData()));
        }
        entries(lines, "domains", traffic.domains());
        entries(lines, "sources", traffic.sources());
        if (!traffic.policyChanges().isEmpty()) {
            lines.add(Line.of("  published policies"));
        }
        traffic.policyChanges().stream()
                .limit(MOST_SHOWN)
                .forEach(change -> lines.add(Line.of("    " + date(change.day()) + " " + change.domain() + " p="
                        + change.policy().word())));
        advices.forEach(advice -> lines.addAll(DomainAdviceReport.lines(advice)));
        return lines;
    }

    private static void entries(List<Line> lines, String what, List<DmarcTraffic.Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        lines.add(Line.of("  " + what));
        entries.stream()
                .limit(MOST_SHOWN)
                .forEach(entry -> lines.add(Line.of(
                        "    " + entry.name() + ": " + entry.tally().messages() + ", " + percent(entry.tally()))));
        if (entries.size() > MOST_SHOWN) {
            lines.add(Line.of("    and " + (entries.size() - MOST_SHOWN) + " more"));
        }
    }

    String json() {
        return new JsonLine().of(this::members);
    }

    private void members(JsonGenerator json) throws IOException {
        json.writeStringField("schema", SCHEMA);
        json.writeNumberField("files", walk.files());
        json.writeNumberField("unreadableFiles", walk.unreadable());
        json.writeNumberField("reports", traffic.reports());
        json.writeNumberField("unusableRows", traffic.droppedRows());
        json.writeNumberField("problems", traffic.problems());
        json.writeObjectFieldStart("total");
        counts(json, traffic.all());
        json.writeEndObject();
        json.writeNumberField("daysWithoutData", traffic.daysWithoutData());
        json.writeArrayFieldStart("days");
        for (Map.Entry<Long, Tally> day : traffic.days().entrySet()) {
            named(json, "day", date(day.getKey()), day.getValue());
        }
        json.writeEndArray();
        array(json, "domains", "domain", traffic.domains());
        array(json, "sources", "address", traffic.sources());
        json.writeObjectFieldStart("others");
        object(json, "days", traffic.otherDays());
        object(json, "domains", traffic.otherDomains());
        object(json, "sources", traffic.otherSources());
        json.writeEndObject();
        json.writeArrayFieldStart("policies");
        for (DmarcTraffic.PublishedPolicy change : traffic.policyChanges()) {
            json.writeStartObject();
            json.writeStringField("day", date(change.day()));
            json.writeStringField("domain", change.domain());
            json.writeStringField("policy", change.policy().word());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("advice");
        for (DomainAdvice advice : advices) {
            DomainAdviceReport.write(json, advice);
        }
        json.writeEndArray();
    }

    private static void array(JsonGenerator json, String name, String key, List<DmarcTraffic.Entry> entries)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (DmarcTraffic.Entry entry : entries) {
            named(json, key, entry.name(), entry.tally());
        }
        json.writeEndArray();
    }

    private static void named(JsonGenerator json, String key, String name, Tally tally) throws IOException {
        json.writeStartObject();
        json.writeStringField(key, name);
        counts(json, tally);
        json.writeEndObject();
    }

    private static void object(JsonGenerator json, String name, Tally tally) throws IOException {
        json.writeObjectFieldStart(name);
        counts(json, tally);
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, Tally tally) throws IOException {
        json.writeNumberField("messages", tally.messages());
        for (RowClass kind : RowClass.values()) {
            json.writeNumberField(kind.member(), tally.of(kind));
        }
    }
}
