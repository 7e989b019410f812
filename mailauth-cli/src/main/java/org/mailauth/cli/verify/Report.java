package org.mailauth.cli.verify;

import java.util.List;
import org.mailauth.cli.output.Line;

/** A form in which verdicts are written. */
interface Report {
    /** The lines about one file. */
    List<Line> lines(FileVerdict verdict);
}
