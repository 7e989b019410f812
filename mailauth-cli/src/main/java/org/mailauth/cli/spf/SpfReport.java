package org.mailauth.cli.spf;

import java.util.List;
import org.mailauth.cli.output.Line;
import org.mailauth.spf.SpfEvaluation;

/** Shows the result of an SPF check. */
interface SpfReport {
    /** The lines that say what came of a check. */
    List<Line> lines(SpfEvaluation evaluation);
}
