package org.mailauth.cli;

import java.util.List;

/** A form in which verdicts are written. */
interface Report {
    /** The lines about one file. */
    List<Line> lines(FileVerdict verdict);
}
