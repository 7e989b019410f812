package org.mailauth.cli.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.cli.verify.FileVerdict;
import org.mailauth.cli.verify.JsonReport;
import org.mailauth.cli.verify.TextReport;
import org.mailauth.replay.Replay;
import org.mailauth.replay.ReplayBundle;
import org.mailauth.replay.VerdictDifference;

/** The report of a message, followed by whether it is the recorded one. */
final class ReplayReport {
    private final boolean json;
    private final boolean explain;

    ReplayReport(boolean json, boolean explain) {
        this.json = json;
        this.explain = explain;
    }

    List<Line> lines(FileVerdict verdict, ReplayBundle bundle, Replay replay) {
        if (json) {
            JsonReport report = new JsonReport(explain);
            return List.of(Line.of(new JsonLine().of(members -> {
                report.members(members, verdict);
                write(members, bundle, replay);
            })));
        }
        List<Line> lines = new ArrayList<>(new TextReport(explain).lines(verdict));
        String kept = bundle.isHashesOnly() ? ", of a message without its body" : "";
        lines.add(
                replay.isSame()
                        ? Line.of("  replay: ", Tone.GOOD, "the same", " as recorded at " + bundle.instant() + kept)
                        : Line.of(
                                "  replay: ", Tone.BAD, "not the same", " as recorded at " + bundle.instant() + kept));
        for (VerdictDifference difference : replay.differences()) {
            lines.add(Line.of("    " + difference.name()));
            lines.add(Line.of("      recorded: " + difference.recorded().orElse("nothing")));
            lines.add(Line.of("      replayed: " + difference.replayed().orElse("nothing")));
        }
        replay.problems().forEach(problem -> lines.add(Line.note("    ", problem)));
        return lines;
    }

    private static void write(JsonGenerator json, ReplayBundle bundle, Replay replay) throws IOException {
        json.writeObjectFieldStart("replay");
        json.writeBooleanField("same", replay.isSame());
        json.writeBooleanField("hashesOnly", bundle.isHashesOnly());
        json.writeStringField("clock", bundle.instant().toString());
        json.writeArrayFieldStart("differences");
        for (VerdictDifference difference : replay.differences()) {
            json.writeStartObject();
            json.writeStringField("name", difference.name());
            JsonLine.text(json, "recorded", difference.recorded());
            JsonLine.text(json, "replayed", difference.replayed());
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonLine.problems(json, replay.problems());
        json.writeEndObject();
    }
}
