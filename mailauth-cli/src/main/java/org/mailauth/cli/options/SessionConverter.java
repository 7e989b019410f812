package org.mailauth.cli.options;

import org.mailauth.SmtpSession;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a client: the start of a session. */
public final class SessionConverter implements ITypeConverter<SmtpSession.Builder> {
    @Override
    public SmtpSession.Builder convert(String text) {
        try {
            return SmtpSession.builder().clientIp(text);
        } catch (IllegalArgumentException noAddress) {
            throw new TypeConversionException("'" + text + "' is no IPv4 or IPv6 address");
        }
    }
}
