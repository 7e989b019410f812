package org.mailauth.cli.dmarc;

import java.util.List;
import org.mailauth.cli.output.Line;
import org.mailauth.dmarc.DmarcEvaluation;

/** Shows the result of a DMARC evaluation. */
interface DmarcReport {
    /** The lines that say what came of an evaluation. */
    List<Line> lines(DmarcEvaluation evaluation);
}
