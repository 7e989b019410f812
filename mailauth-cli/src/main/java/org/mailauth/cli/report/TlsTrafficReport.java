package org.mailauth.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;

/** Writes {@link TlsTraffic} for people and for programs. */
final class TlsTrafficReport {
    static final String SCHEMA = "mailauth-report-tls/1";
    private static final int MOST_SHOWN = 20;

    private final TlsTraffic traffic;
    private final ReportWalk walk;

    TlsTrafficReport(TlsTraffic traffic, ReportWalk walk) {
        this.traffic = traffic;
        this.walk = walk;
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(walk.sentence(traffic.reports())
                + (traffic.problems() == 0 ? "" : "; " + traffic.problems() + " problems in reports")));
        lines.add(Line.of("  " + sessions(traffic.all())));
        if (traffic.first().isPresent() && traffic.last().isPresent()) {
            lines.add(Line.of(
                    "  from " + traffic.first().get() + " to " + traffic.last().get()));
        }
        List<TlsTraffic.Entry> domains = traffic.domains();
        for (TlsTraffic.Entry entry : domains.subList(0, Math.min(MOST_SHOWN, domains.size()))) {
            String name = entry.domain().isEmpty() ? "(no policy domain)" : entry.domain();
            lines.add(Line.of("  " + name + ": " + sessions(entry.sessions())));
            for (Map.Entry<String, Long> type : entry.sessions().policyTypes()) {
                lines.add(Line.of("    policy " + type.getKey() + ": " + type.getValue()));
            }
            for (Map.Entry<String, Long> failure : entry.sessions().failures()) {
                lines.add(Line.of("    ", Tone.BAD, failure.getKey(), ": " + failure.getValue()));
            }
        }
        if (domains.size() > MOST_SHOWN) {
            lines.add(Line.of("  and " + (domains.size() - MOST_SHOWN) + " more domains"));
        }
        return lines;
    }

    private static String sessions(TlsTraffic.Sessions counts) {
        String share = counts.sessions() == 0
                ? ""
                : String.format(Locale.ROOT, " (%.1f %%)", 100.0 * counts.failed() / counts.sessions());
        return "sessions " + counts.sessions() + ", failed " + counts.failed() + share;
    }

    String json() {
        return new JsonLine().of(this::members);
    }

    private void members(JsonGenerator json) throws IOException {
        json.writeStringField("schema", SCHEMA);
        json.writeNumberField("files", walk.files());
        json.writeNumberField("unreadableFiles", walk.unreadable());
        json.writeNumberField("reports", traffic.reports());
        json.writeNumberField("problems", traffic.problems());
        JsonLine.text(json, "first", traffic.first());
        JsonLine.text(json, "last", traffic.last());
        json.writeObjectFieldStart("total");
        counts(json, traffic.all());
        json.writeEndObject();
        json.writeArrayFieldStart("domains");
        for (TlsTraffic.Entry entry : traffic.domains()) {
            json.writeStartObject();
            json.writeStringField("domain", entry.domain());
            counts(json, entry.sessions());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("otherDomains");
        counts(json, traffic.otherDomains());
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, TlsTraffic.Sessions counts) throws IOException {
        json.writeNumberField("successful", counts.successful());
        json.writeNumberField("failed", counts.failed());
        types(json, "policyTypes", counts.policyTypes());
        types(json, "failures", counts.failures());
    }

    private static void types(JsonGenerator json, String name, List<Map.Entry<String, Long>> types) throws IOException {
        json.writeArrayFieldStart(name);
        for (Map.Entry<String, Long> type : types) {
            json.writeStartObject();
            json.writeStringField("type", type.getKey());
            json.writeNumberField("sessions", type.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
