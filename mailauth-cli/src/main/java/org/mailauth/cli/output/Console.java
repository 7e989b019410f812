package org.mailauth.cli.output;

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
public final class Console {
    private static final int MAX_PROGRESS = 78;

    private final InputStream in;
    private final StandardOutput out;
    private final PrintWriter outWriter;
    private final PrintWriter err;
    private final Terminal terminal;
    private int progressLength;

    public Console(InputStream in, OutputStream out, OutputStream err, Terminal terminal) {
        this.in = in;
        this.out = new StandardOutput(out);
        this.outWriter = new PrintWriter(new OutputStreamWriter(this.out, StandardCharsets.UTF_8));
        this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8));
        this.terminal = terminal;
    }

    public InputStream in() {
        return in;
    }

    /** Standard output for octets. */
    public StandardOutput out() {
        return out;
    }

    /** Standard output for help texts; nothing from outside goes here. */
    public PrintWriter outWriter() {
        return outWriter;
    }

    /** Standard error for help texts; nothing from outside goes here. */
    public PrintWriter errWriter() {
        return err;
    }

    /** Writes one line to standard output. */
    public void line(String text) {
        line(Line.of(text));
    }

    /** Writes one line to standard output, in colours where they can be seen. */
    public void line(Line line) {
        StringBuilder shown = new StringBuilder();
        for (Line.Span span : line.spans()) {
            String harmless = Visible.of(span.text());
            shown.append(terminal.colour() ? span.tone().colour(harmless) : harmless);
        }
        byte[] octets = shown.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        clearProgress();
        out.write(octets, 0, octets.length);
    }

    /** Shows on standard error how far the work is, where somebody watches; the next text takes its place. */
    public void progress(String text) {
        if (terminal.watched()) {
            String shown = Visible.of(text);
            clearProgress();
            String line = shown.substring(0, Math.min(shown.length(), MAX_PROGRESS));
            err.print(line);
            err.flush();
            progressLength = line.length();
        }
    }

    /** Takes away what shows how far the work is. */
    public void clearProgress() {
        if (progressLength > 0) {
            err.print('\r' + " ".repeat(progressLength) + '\r');
            err.flush();
            progressLength = 0;
        }
    }

    /** Writes one sentence to standard error. */
    public void error(String sentence) {
        clearProgress();
        err.print("mailauth: " + Visible.of(sentence) + '\n');
        err.flush();
    }

    /** Writes to standard error what is worth knowing, but stops nothing. */
    public void warning(String sentence) {
        error("warning: " + sentence);
    }

    /** Sends on what is buffered. */
    public void flush() {
        outWriter.flush();
        err.flush();
        out.flush();
    }
}
