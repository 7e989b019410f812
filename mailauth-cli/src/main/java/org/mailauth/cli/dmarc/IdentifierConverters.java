package org.mailauth.cli.dmarc;

import java.util.List;
import java.util.Locale;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what SPF or DKIM found, as {@code RESULT:DOMAIN} with the result words of RFC 8601 §2.7. */
final class IdentifierConverters {
    private static final List<String> SPF =
            List.of("none", "neutral", "pass", "fail", "softfail", "policy", "temperror", "permerror");
    private static final List<String> DKIM =
            List.of("none", "pass", "fail", "policy", "neutral", "temperror", "permerror");

    private IdentifierConverters() {}

    /** The result of SPF for the reverse-path. */
    static final class OfSpf implements ITypeConverter<AuthenticatedIdentifier> {
        @Override
        public AuthenticatedIdentifier convert(String text) {
            return read(text, AuthenticatedIdentifier.Kind.SPF_MAIL_FROM, SPF);
        }
    }

    /** The result of one DKIM signature. */
    static final class OfDkim implements ITypeConverter<AuthenticatedIdentifier> {
        @Override
        public AuthenticatedIdentifier convert(String text) {
            return read(text, AuthenticatedIdentifier.Kind.DKIM, DKIM);
        }
    }

    private static AuthenticatedIdentifier read(
            String text, AuthenticatedIdentifier.Kind kind, List<String> resultWords) {
        int colon = text.indexOf(':');
        String result = text.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
        if (!resultWords.contains(result)) {
            throw new TypeConversionException("'" + text
                    + "' is not RESULT:DOMAIN such as pass:example.com; results are " + String.join(", ", resultWords));
        }
        Parsed<DomainName> domain = DomainName.parse(text.substring(colon + 1));
        if (domain.value().isEmpty()) {
            throw new TypeConversionException("'" + text + "' names no domain behind its colon: "
                    + domain.problems().get(0).text());
        }
        return new AuthenticatedIdentifier(kind, domain.value().get(), result, "");
    }
}
