package org.mailauth.cli.options;

import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.HeaderCanonicalization;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How header and body are canonicalized, as {@code c=} says it.
 *
 * @param header for the header
 * @param body for the body
 */
public record Canonicalization(HeaderCanonicalization header, BodyCanonicalization body) {

    /** Reads the option's value; without a second word the body is simple (RFC 6376 §3.5). */
    public static final class Converter implements ITypeConverter<Canonicalization> {
        @Override
        public Canonicalization convert(String text) {
            int slash = text.indexOf('/');
            String header = slash < 0 ? text : text.substring(0, slash);
            String body = slash < 0 ? BodyCanonicalization.SIMPLE.word() : text.substring(slash + 1);
            for (HeaderCanonicalization first : HeaderCanonicalization.values()) {
                for (BodyCanonicalization second : BodyCanonicalization.values()) {
                    if (first.word().equals(header) && second.word().equals(body)) {
                        return new Canonicalization(first, second);
                    }
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is not one of relaxed/relaxed, relaxed/simple, simple/relaxed and simple/simple");
        }
    }
}
