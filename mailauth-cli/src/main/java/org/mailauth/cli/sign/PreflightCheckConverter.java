package org.mailauth.cli.sign;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.mailauth.dkim.PreflightCheck;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of what a message may be refused for. */
final class PreflightCheckConverter implements ITypeConverter<PreflightCheck> {
    @Override
    public PreflightCheck convert(String text) {
        return PreflightCheck.of(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(PreflightCheck.values())
                                .filter(PreflightCheck::refusesByDefault)
                                .map(PreflightCheck::word)
                                .collect(Collectors.joining(", "))));
    }
}
