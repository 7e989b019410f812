package org.mailauth.cli.sign;

import java.util.Arrays;
import java.util.List;
import org.mailauth.dkim.SignedFields;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names of the fields to sign, separated as in {@code h=}. */
final class SignedFieldsConverter implements ITypeConverter<SignedFields> {
    @Override
    public SignedFields convert(String text) {
        List<String> names =
                Arrays.stream(text.split(":", -1)).map(String::strip).toList();
        try {
            return SignedFields.of(names);
        } catch (IllegalArgumentException noName) {
            throw new TypeConversionException(
                    "'" + text + "' is not a list such as from:to:subject; " + "DKIM-Signature cannot be in it");
        }
    }
}
