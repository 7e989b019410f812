package org.mailauth.cli.output;

import java.io.IOException;

/** Ends a run because nobody takes its output any more; unchecked, so that picocli's writers let it through. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the reader has gone, as {@code head} does when it has seen enough: nothing worth a word. */
    public boolean isReaderGone() {
        String words = String.valueOf(getMessage());
        return words.contains("Broken pipe") || words.contains("pipe is being closed") || words.contains("Pipe closed");
    }

    public String sentence() {
        return "cannot write to standard output: " + getMessage();
    }
}
