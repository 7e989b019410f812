package org.mailauth.mtasts;

import java.util.List;
import java.util.Objects;
import org.mailauth.Parsed;

/**
 * The TXT record at {@code _mta-sts.} and a domain: that there is a policy, and which version of it (RFC 8461 §3.1).
 *
 * <p>The record must start with {@code v=STSv1} and have an {@code id}; everything else is an extension. A record with any
 * mistake of syntax is none. Of a field that occurs twice the first counts. Immutable and thread-safe.
 *
 * @param id names the version of the policy: 1 to 32 ASCII letters and digits
 * @param extensions the fields that RFC 8461 does not know, in order, each name once
 */
public record MtaStsRecord(String id, List<Extension> extensions) {
    private static final int MAX_ID = 32;

    /**
     * A field that RFC 8461 does not know.
     *
     * @param name 1 to 32 letters, digits, underscores, hyphens and dots, a letter or digit first
     * @param value one or more visible ASCII characters other than {@code =} and {@code ;}
     */
    public record Extension(String name, String value) {
        /**
         * Checks the grammar.
         *
         * @param name 1 to 32 letters, digits, underscores, hyphens and dots, a letter or digit first
         * @param value one or more visible ASCII characters other than {@code =} and {@code ;}
         */
        public Extension {
            if (!Grammar.isFieldName(name) || name.equals("id") || name.equals("v")) {
                throw new IllegalArgumentException("name must be that of an extension: " + name);
            }
            if (!Grammar.isExtensionValue(value)) {
                throw new IllegalArgumentException("value must be visible ASCII without = and ;: " + value);
            }
        }
    }

    /**
     * Copies the list and checks the grammar.
     *
     * @param id names the version of the policy: 1 to 32 ASCII letters and digits
     * @param extensions the fields that RFC 8461 does not know, in order, each name once
     */
    public MtaStsRecord {
        Objects.requireNonNull(id, "id");
        extensions = List.copyOf(extensions);
        if (!isId(id)) {
            throw new IllegalArgumentException("id must be 1 to 32 letters and digits: " + id);
        }
        if (extensions.stream().map(Extension::name).distinct().count() < extensions.size()) {
            throw new IllegalArgumentException("extensions must have different names");
        }
    }

    static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID && text.chars().allMatch(Grammar::isAlphanumeric);
    }

    /**
     * A record without extensions.
     *
     * @param id names the version of the policy: 1 to 32 ASCII letters and digits
     * @return the record
     */
    public static MtaStsRecord withId(String id) {
        return new MtaStsRecord(id, List.of());
    }

    /**
     * Reads a record written by a stranger.
     *
     * @param text the character-strings of one TXT record, joined; one octet a character
     * @return the record with what was ignored in it, or every reason why the text is none
     */
    public static Parsed<MtaStsRecord> parse(String text) {
        return new RecordParser(text).parse();
    }

    /**
     * Reads a record written by the program's author.
     *
     * @param text a record
     * @return the record
     * @throws IllegalArgumentException when the text is none
     */
    public static MtaStsRecord of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Whether a text claims to be a record, so that it counts when there must be exactly one (RFC 8461 §3.1).
     *
     * @param text the character-strings of one TXT record, joined
     * @return true for what starts with {@code v=STSv1} and a semicolon, blanks between them or not, whatever follows
     */
    public static boolean isMtaSts(String text) {
        return RecordParser.isMtaSts(text);
    }

    /**
     * The record as it is published.
     *
     * @return such as {@code v=STSv1; id=20160831085700Z;}
     */
    public String toText() {
        StringBuilder text = new StringBuilder("v=STSv1; id=").append(id).append(';');
        for (Extension extension : extensions) {
            text.append(' ').append(extension.name()).append('=').append(extension.value());
            text.append(';');
        }
        return text.toString();
    }

    /** The record as it is published. */
    @Override
    public String toString() {
        return toText();
    }
}
