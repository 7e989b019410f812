package org.mailauth.forensics.mime;

import java.util.Locale;
import org.mailauth.internal.text.EncodedRuns;

/**
 * A file name that a MIME field gives. Immutable and thread-safe.
 *
 * @param field where it is written
 * @param parameter which parameter it is
 * @param text as readers show it; most of them decode encoded words here, against RFC 2047 §5
 */
public record FileName(MimeField field, MimeParameter parameter, String text) {

    static FileName of(MimeField field, MimeParameter parameter) {
        return new FileName(field, parameter, EncodedRuns.decode(parameter.text()));
    }

    /**
     * What the name says that the file is.
     *
     * @return by the last extension
     */
    public FileKind kind() {
        return FileKind.ofExtension(extension(bare()));
    }

    /**
     * Whether there is an extension at all.
     *
     * @return false for a name without any
     */
    public boolean hasExtension() {
        return !extension(bare()).isEmpty();
    }

    /**
     * Whether a file that runs has a second extension before the last one that says it is something to look at.
     *
     * @return true as for {@code a.pdf.exe}, also with blanks in between
     */
    public boolean hasDoubleExtension() {
        String bare = bare();
        if (!kind().isRun()) {
            return false;
        }
        String stem = bare.substring(0, bare.lastIndexOf('.')).strip();
        return FileKind.ofExtension(extension(stem)).isLookedAt();
    }

    /** As file systems take it: invisible characters do not count, and blanks and dots at the end are dropped by some. */
    private String bare() {
        StringBuilder bare = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.CONTROL)
                .forEach(bare::appendCodePoint);
        int end = bare.length();
        while (end > 0 && (bare.charAt(end - 1) == '.' || Character.isWhitespace(bare.charAt(end - 1)))) {
            end--;
        }
        return bare.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** Behind the last dot, if something stands before it. */
    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).strip() : "";
    }
}
