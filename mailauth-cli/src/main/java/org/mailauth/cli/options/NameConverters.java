package org.mailauth.cli.options;

import java.util.List;
import java.util.stream.Collectors;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dkim.Selector;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names under which records are published. */
public final class NameConverters {
    private NameConverters() {}

    /** Reads any domain name. */
    public static final class OfAnyDomain implements ITypeConverter<DomainName> {
        @Override
        public DomainName convert(String text) {
            Parsed<DomainName> domain = DomainName.parse(text);
            return domain.value().orElseThrow(() -> wrong(text, "domain name", domain.problems()));
        }
    }

    /** Reads a domain that publishes records: at least two labels. */
    public static final class OfDomain implements ITypeConverter<DomainName> {
        @Override
        public DomainName convert(String text) {
            DomainName domain = new OfAnyDomain().convert(text);
            if (domain.labelCount() < 2) {
                throw new TypeConversionException(
                        "'" + text + "' is no domain to publish under: it has one label only");
            }
            return domain;
        }
    }

    /** Reads a selector. */
    public static final class OfSelector implements ITypeConverter<Selector> {
        @Override
        public Selector convert(String text) {
            return Selector.parse(text)
                    .value()
                    .orElseThrow(
                            () -> wrong(text, "selector", Selector.parse(text).problems()));
        }
    }

    private static TypeConversionException wrong(String text, String kind, List<Problem> problems) {
        return new TypeConversionException("'" + text + "' is no " + kind + ": "
                + problems.stream().map(Problem::text).collect(Collectors.joining("; ")));
    }
}
