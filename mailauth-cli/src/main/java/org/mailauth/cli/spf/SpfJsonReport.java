package org.mailauth.cli.spf;

import java.util.List;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.spf.SpfEvaluation;

/** SPF results for programs: one JSON object a line and identity. */
final class SpfJsonReport implements SpfReport {
    private final JsonLine line = new JsonLine();
    private final boolean explain;

    SpfJsonReport(boolean explain) {
        this.explain = explain;
    }

    @Override
    public List<Line> lines(SpfEvaluation evaluation) {
        return List.of(Line.of(line.of(json -> SpfJson.members(json, evaluation, explain))));
    }
}
