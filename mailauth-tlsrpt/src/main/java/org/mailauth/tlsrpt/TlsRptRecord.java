package org.mailauth.tlsrpt;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;

/**
 * Where a domain wants reports about the TLS of mail to it: the TXT record at {@code _smtp._tls.<domain>} (RFC 8460 §3).
 *
 * <p>A text is a record when it starts with {@code v=TLSRPTv1;} and has a {@code rua} field with at least one usable URI.
 * Any other mistake costs only the field that holds it, with a problem. Extension fields are kept. Two records are equal when
 * they ask for the same. Immutable and thread-safe.
 *
 * @see TlsRptLookup
 */
public final class TlsRptRecord {
    private final List<TlsRptUri> rua;
    private final List<Extension> extensions;

    /**
     * A field that RFC 8460 does not know (§3: such fields are ignored).
     *
     * @param name 1 to 32 letters, digits, hyphens, underscores and dots
     * @param value visible ASCII without {@code =} and {@code ;}, not empty
     */
    public record Extension(String name, String value) {
        /**
         * Checks the form.
         *
         * @param name 1 to 32 letters, digits, hyphens, underscores and dots
         * @param value visible ASCII without {@code =} and {@code ;}, not empty
         */
        public Extension {
            if (!RecordFields.isExtensionName(name) || name.equals("rua") || name.equals("v")) {
                throw new IllegalArgumentException("name is no name of an extension: " + name);
            }
            if (!RecordFields.isExtensionValue(value)) {
                throw new IllegalArgumentException("value is no value of an extension: " + value);
            }
        }
    }

    TlsRptRecord(List<TlsRptUri> rua, List<Extension> extensions) {
        this.rua = List.copyOf(rua);
        this.extensions = List.copyOf(extensions);
        if (this.rua.isEmpty()) {
            throw new IllegalArgumentException("rua must not be empty");
        }
    }

    /**
     * Makes a record.
     *
     * @param rua where reports go, at least one
     * @return the record
     */
    public static TlsRptRecord to(List<TlsRptUri> rua) {
        return new TlsRptRecord(rua, List.of());
    }

    /**
     * This record with other extension fields.
     *
     * @param fields in order, may be empty
     * @return a new record
     */
    public TlsRptRecord withExtensions(List<Extension> fields) {
        return new TlsRptRecord(rua, fields);
    }

    /**
     * Reads a record written by a stranger.
     *
     * @param text the character-strings of one TXT record, joined; one octet a character
     * @return the record with everything that was ignored, or why the text is none; positions count characters
     */
    public static Parsed<TlsRptRecord> parse(String text) {
        return new RecordFields(text).parse();
    }

    /**
     * Reads a record written by the program's author.
     *
     * @param text a record
     * @return the record
     * @throws IllegalArgumentException when the text is none
     */
    public static TlsRptRecord of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Whether a text claims to be a record: senders look at no other TXT records (RFC 8460 §3).
     *
     * @param text the character-strings of one TXT record, joined
     * @return true when it starts with {@code v=TLSRPTv1} in this case and a semicolon, maybe with blanks between
     */
    public static boolean isTlsRpt(String text) {
        return RecordFields.endOfVersion(text) >= 0;
    }

    /**
     * Where reports go: {@code rua}. A report is to be sent to each of them, and need not be when one accepts (RFC 8460 §3).
     *
     * @return usable URIs in order, never empty
     */
    public List<TlsRptUri> rua() {
        return rua;
    }

    /**
     * The fields that RFC 8460 does not know.
     *
     * @return in order, may be empty
     */
    public List<Extension> extensions() {
        return extensions;
    }

    /**
     * The record as it is published; longer than 255 octets it must be split into several character-strings.
     *
     * @return a text that reads back as an equal record
     */
    public String toText() {
        StringBuilder text = new StringBuilder("v=TLSRPTv1; rua=")
                .append(rua.stream().map(TlsRptUri::toString).collect(Collectors.joining(",")));
        for (Extension extension : extensions) {
            text.append("; ").append(extension.name()).append('=').append(extension.value());
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlsRptRecord that && rua.equals(that.rua) && extensions.equals(that.extensions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rua, extensions);
    }

    /** The record as it is published, see {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
