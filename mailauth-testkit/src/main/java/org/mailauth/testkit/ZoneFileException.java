package org.mailauth.testkit;

import java.io.IOException;

/** Says that a file is no master file: the message names the file and every problem with its line. */
public final class ZoneFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ZoneFileException(String message) {
        super(message);
    }
}
