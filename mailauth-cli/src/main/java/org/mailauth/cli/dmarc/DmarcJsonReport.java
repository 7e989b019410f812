package org.mailauth.cli.dmarc;

import java.util.List;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.dmarc.DmarcEvaluation;

/** A DMARC result for programs: one JSON object. */
final class DmarcJsonReport implements DmarcReport {
    private final JsonLine line = new JsonLine();
    private final boolean explain;

    DmarcJsonReport(boolean explain) {
        this.explain = explain;
    }

    @Override
    public List<Line> lines(DmarcEvaluation evaluation) {
        return List.of(Line.of(line.of(json -> DmarcJson.members(json, evaluation, explain))));
    }
}
