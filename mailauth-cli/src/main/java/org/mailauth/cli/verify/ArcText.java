package org.mailauth.cli.verify;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.arc.ArcSet;
import org.mailauth.arc.ArcValidation;
import org.mailauth.arc.ChainValidationStatus;
import org.mailauth.cli.output.Line;

/** What became of a chain, for people: a line for the chain, and one for each set from the newest down. */
final class ArcText {
    private ArcText() {}

    /** The lines; none for a message without a chain. */
    static List<Line> lines(ArcValidation chain) {
        List<Line> lines = new ArrayList<>();
        if (chain.status() == ChainValidationStatus.NONE) {
            return lines;
        }
        boolean pass = chain.status() == ChainValidationStatus.PASS;
        String rule = pass ? "" : Line.rule(chain.reason().reference());
        lines.add(Line.of("  chain ", chain.status().word(), ": " + chain.detail() + rule));
        for (int at = chain.sets().size() - 1; at >= 0; at--) {
            lines.add(Line.of("    " + line(chain.sets().get(at))));
        }
        chain.oldestPass()
                .ifPresent(oldest -> lines.add(Line.of(
                        oldest == 0
                                ? "    every message signature holds"
                                : "    message signatures hold from set " + oldest + " on")));
        return lines;
    }

    private static String line(ArcSet set) {
        return "set " + set.instance() + ": d=" + set.sealer() + ", s=" + set.selector() + ", a="
                + set.algorithm().word() + ", cv=" + set.chainValidation().word()
                + set.sealedAt().map(time -> ", sealed at " + time).orElse("")
                + set.authenticationResults()
                        .value()
                        .map(results -> ", says " + results)
                        .orElse("");
    }
}
