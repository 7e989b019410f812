package org.mailauth.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.mailauth.internal.text.Visible;

/**
 * The three standard streams. Text goes out in UTF-8 whatever the locale, each line with what cannot be seen made visible,
 * so that no message, DNS record or file name can drive the terminal or feign a line. Not thread-safe.
 */
final class Console {
    private final InputStream in;
    private final StandardOutput out;
    private final PrintWriter outWriter;
    private final PrintWriter err;

    Console(InputStream in, OutputStream out, OutputStream err) {
        this.in = in;
        this.out = new StandardOutput(out);
        this.outWriter = new PrintWriter(new OutputStreamWriter(this.out, StandardCharsets.UTF_8));
        this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8));
    }

    InputStream in() {
        return in;
    }

    /** Standard output for octets. */
    StandardOutput out() {
        return out;
    }

    /** Standard output for help texts; nothing from outside goes here. */
    PrintWriter outWriter() {
        return outWriter;
    }

    /** Standard error for help texts; nothing from outside goes here. */
    PrintWriter errWriter() {
        return err;
    }

    /** Writes one line to standard output. */
    void line(String text) {
        byte[] octets = (Visible.of(text) + '\n').getBytes(StandardCharsets.UTF_8);
        out.write(octets, 0, octets.length);
    }

    /** Writes one sentence to standard error. */
    void error(String sentence) {
        err.print("mailauth: " + Visible.of(sentence) + '\n');
        err.flush();
    }

    /** Writes to standard error what is worth knowing, but stops nothing. */
    void warning(String sentence) {
        error("warning: " + sentence);
    }

    /** Sends on what is buffered. */
    void flush() {
        outWriter.flush();
        err.flush();
        out.flush();
    }
}
