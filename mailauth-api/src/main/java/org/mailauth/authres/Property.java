package org.mailauth.authres;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;

/**
 * Says which property of the message a method looked at: {@code ptype.property=pvalue} (RFC 8601 §2.2), such as
 * {@code header.d=example.com}.
 *
 * <p>A property can always be written. The value is held as meant, without quotes and comments; an address whose
 * local-part needs quotes has them ({@code "a b"@example.com}). A value with control characters, line separators,
 * U+FFFD or half surrogate pairs, or one that takes more than 900 octets to write, is no property: it is never cut or
 * changed, because part of an identity is another identity. Values from strangers therefore come in through
 * {@link #parse} or {@link MethodResult#with(String, String, String)}.
 *
 * <p>Immutable and thread-safe. No component is null.
 *
 * @param ptype where the value was found, such as {@code header}, {@code smtp}, {@code policy} or {@code body}; lower
 *     case. Nothing may be decided by a type that is unknown (RFC 8601 §2.3)
 * @param name what was looked at, such as {@code d} or {@code mailfrom}; lower case
 * @param value what was found, may be empty
 */
public record Property(String ptype, String name, String value) {
    // RFC 5322 §2.1.1: a line holds at most 998 octets, and a word has no place for a fold.
    private static final int MAX_OCTETS = 900;

    /**
     * Makes a property of a value that the program's author chose, or that is known to be writable.
     *
     * @param ptype a keyword
     * @param name a keyword
     * @param value without anything that cannot be written
     * @throws IllegalArgumentException when the type or the name is no keyword, or the value cannot be written
     */
    public Property {
        ptype = Keyword.require(ptype, "ptype");
        name = Keyword.require(name, "name");
        Problem problem = problemOf(ptype, name, Objects.requireNonNull(value, "value"));
        if (problem != null) {
            throw new IllegalArgumentException("value must be writable: " + problem);
        }
    }

    /**
     * Makes a property of a value that a stranger chose.
     *
     * @param ptype a keyword
     * @param name a keyword
     * @param value anything
     * @return the property, or why the value cannot be written
     * @throws IllegalArgumentException when the type or the name is no keyword
     */
    public static Parsed<Property> parse(String ptype, String name, String value) {
        String type = Keyword.require(ptype, "ptype");
        String property = Keyword.require(name, "name");
        Problem problem = problemOf(type, property, Objects.requireNonNull(value, "value"));
        return problem == null ? Parsed.of(new Property(type, property, value)) : Parsed.unusable(problem);
    }

    private static @Nullable Problem problemOf(String ptype, String name, String value) {
        int bad = CharacterClasses.indexOfNonText(value);
        if (bad >= 0) {
            return Problem.at(
                    bad,
                    "authres.value-character",
                    "RFC 8601 §2.2",
                    "the value of " + ptype + '.' + name + " holds a character that no header field may hold");
        }
        if (writtenOctets(ptype, name, value) > MAX_OCTETS) {
            return Problem.of(
                    "authres.value-too-long",
                    "RFC 5322 §2.1.1",
                    "the value of " + ptype + '.' + name + " does not fit on a line");
        }
        return null;
    }

    private static int writtenOctets(String ptype, String name, String value) {
        return value.length() > MAX_OCTETS
                ? value.length()
                : write(ptype, name, value).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String write(String ptype, String name, String value) {
        return ptype + '.' + name + '=' + Pvalue.write(value);
    }

    /** This property in ASCII, as far as it can be said. */
    Optional<Property> toAscii() {
        return AsciiForm.ofValue(value).map(ascii -> new Property(ptype, name, ascii));
    }

    /** The property as written in a header field. */
    @Override
    public String toString() {
        return write(ptype, name, value);
    }
}
