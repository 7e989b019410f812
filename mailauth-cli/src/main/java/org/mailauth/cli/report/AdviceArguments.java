package org.mailauth.cli.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.report.advice.AdviceOptions;
import picocli.CommandLine.Option;

/** What the owner of a domain says, for the advice on its policy. */
final class AdviceArguments {
    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            converter = NameConverters.OfDomain.class,
            description = "Count only what is reported about the policy of this domain.")
    private @Nullable DomainName domain;

    @Option(
            names = "--record",
            paramLabel = "TEXT",
            description =
                    "The DMARC record that is published, for the advice. Default: the policy that reports name last.")
    private @Nullable String record;

    @Option(
            names = "--known",
            paramLabel = "SOURCE",
            description = "A source of yours, as the advice names it: a network or a domain. May be repeated.")
    private List<String> known = List.of();

    @Option(
            names = "--disowned",
            paramLabel = "SOURCE",
            description = "A source that is none of yours. May be repeated.")
    private List<String> disowned = List.of();

    @Option(
            names = "--reviewed",
            paramLabel = "DATE",
            description =
                    "You looked at all failing sources that were first seen until this day: those not known are none of "
                            + "yours. Such as 2026-11-30.")
    private @Nullable LocalDate reviewed;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Sources first seen on this day or later are new. Default: 7 days ago.")
    private @Nullable LocalDate since;

    Optional<DomainName> domain() {
        return Optional.ofNullable(domain);
    }

    /** The record that is published, if it is given. */
    Optional<DmarcRecord> record() throws CommandException {
        if (record == null) {
            return Optional.empty();
        }
        Parsed<DmarcRecord> parsed = DmarcRecord.parse(record);
        if (parsed.value().isEmpty()) {
            throw new CommandException("--record is no DMARC record: "
                    + parsed.problems().stream().map(Problem::text).findFirst().orElse("it is unusable"));
        }
        return parsed.value();
    }

    AdviceOptions options() {
        return AdviceOptions.defaults()
                .withAnswers(names(known), names(disowned), reviewed == null ? LocalDate.EPOCH : reviewed);
    }

    private static Set<String> names(List<String> given) {
        return given.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** The first day on which a source is new. */
    LocalDate since(LocalDate today) {
        return since == null ? today.minusDays(7) : since;
    }
}
