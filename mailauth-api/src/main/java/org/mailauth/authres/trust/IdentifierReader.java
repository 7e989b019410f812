package org.mailauth.authres.trust;

import java.util.Optional;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.authres.MethodResult;

/** Finds the domain that a result is about (RFC 8601 §2.7.1, §2.7.2). */
final class IdentifierReader {
    private IdentifierReader() {}

    /** Empty for other methods, and where no domain is named. */
    static Optional<AuthenticatedIdentifier> read(MethodResult result) {
        return switch (result.method()) {
            case "dkim" -> dkim(result);
            case "spf" -> spf(result);
            default -> Optional.empty();
        };
    }

    private static Optional<AuthenticatedIdentifier> dkim(MethodResult result) {
        // header.i may lie below header.d and is the signer's own word: without d= the domain is not known.
        String selector = result.value("header", "s").orElse("");
        return result.value("header", "d")
                .flatMap(domain -> DomainName.parse(domain).value())
                .map(domain -> new AuthenticatedIdentifier(
                        AuthenticatedIdentifier.Kind.DKIM, domain, result.result(), selector));
    }

    private static Optional<AuthenticatedIdentifier> spf(MethodResult result) {
        Optional<AuthenticatedIdentifier> mailFrom =
                spf(result, "mailfrom", AuthenticatedIdentifier.Kind.SPF_MAIL_FROM);
        return mailFrom.isPresent() ? mailFrom : spf(result, "helo", AuthenticatedIdentifier.Kind.SPF_HELO);
    }

    private static Optional<AuthenticatedIdentifier> spf(
            MethodResult result, String property, AuthenticatedIdentifier.Kind kind) {
        return result.value("smtp", property)
                .map(value -> value.substring(value.lastIndexOf('@') + 1))
                .flatMap(domain -> DomainName.parse(domain).value())
                .map(domain -> new AuthenticatedIdentifier(kind, domain, result.result(), ""));
    }
}
