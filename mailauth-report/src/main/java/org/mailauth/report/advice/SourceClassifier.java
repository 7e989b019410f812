package org.mailauth.report.advice;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Groups cells by sender and says what each seems to be. */
final class SourceClassifier {
    private static final Set<String> FORWARDED = Set.of("forwarded", "mailing_list", "trusted_forwarder");

    private final AdviceOptions options;
    private final NetworkDirectory directory;
    private final Reporters reporters;

    SourceClassifier(AdviceOptions options, NetworkDirectory directory, Reporters reporters) {
        this.options = options;
        this.directory = directory;
        this.reporters = reporters;
    }

    List<TrafficSource> classify(Map<TrafficCell, Long> cells) {
        Set<String> passing = new HashSet<>();
        for (TrafficCell cell : cells.keySet()) {
            if (cell.isPass()) {
                passing.add(cell.network());
            }
        }
        Map<String, Group> groups = new TreeMap<>();
        Map<String, String> organizations = new HashMap<>();
        cells.forEach((cell, count) -> {
            String name = cell.network();
            // Where something passes, nothing else is added: what passes elsewhere must not hide what fails here.
            if (!passing.contains(name)) {
                // Whoever fails is named by what he authenticates as: one answer of the owner covers all of his
                // networks.
                name = cell.authenticated().isEmpty()
                        ? organizations.computeIfAbsent(
                                name, network -> directory.organization(network).orElse(network))
                        : cell.authenticated();
            }
            groups.computeIfAbsent(name, Group::new).add(cell, count);
        });
        List<TrafficSource> sources = new ArrayList<>();
        groups.values().forEach(group -> sources.add(group.source(classOf(group))));
        sources.sort(Comparator.comparingLong((TrafficSource source) -> CellTable.sum(source.passed(), source.failed()))
                .reversed()
                .thenComparing(TrafficSource::name));
        return sources;
    }

    private SourceClass classOf(Group group) {
        if (group.failed == 0 || group.isRepaired(options.tolerancePercent())) {
            return SourceClass.ALIGNED;
        }
        // What the owner says counts more than any guess.
        if (options.known().contains(group.name)) {
            return SourceClass.LEGITIMATE_NOT_ALIGNED;
        }
        if (options.disowned().contains(group.name)) {
            return group.passed > 0 ? SourceClass.ALIGNED : SourceClass.LIKELY_SPOOFING;
        }
        // Where something passes, a review of long ago does not excuse what broke since.
        if (group.passed == 0 && !group.first.isAfter(options.reviewedUntil())) {
            return SourceClass.LIKELY_SPOOFING;
        }
        if (group.isForwarder()) {
            return SourceClass.FORWARDER;
        }
        // Nobody will say whether it returns when all who saw it are silent.
        if (reporters.areAllSilent(group.reporters)) {
            return SourceClass.UNKNOWN;
        }
        // Much at once is a wave; what returns after weeks may be a sender that was forgotten. Volume plays no part.
        long apart = ChronoUnit.DAYS.between(group.firstFailed, group.lastFailed);
        return apart >= options.returnDays() || group.passed > 0 ? SourceClass.UNKNOWN : SourceClass.LIKELY_SPOOFING;
    }

    /** What one sender sent. */
    private static final class Group {
        private final String name;
        private final TreeMap<LocalDate, Long> passes = new TreeMap<>();
        private final TreeMap<LocalDate, Long> fails = new TreeMap<>();
        private long dkim;
        private long spf;
        private long passed;
        private long failed;
        private long forwarded;
        private final Set<String> reporters = new HashSet<>();
        private LocalDate first = LocalDate.MAX;
        private LocalDate last = LocalDate.MIN;
        private LocalDate firstFailed = LocalDate.MAX;
        private LocalDate lastFailed = LocalDate.MIN;

        Group(String name) {
            this.name = name;
        }

        void add(TrafficCell cell, long count) {
            LocalDate day = cell.day();
            first = day.isBefore(first) ? day : first;
            last = day.isAfter(last) ? day : last;
            dkim = cell.dkimAligned() ? CellTable.sum(dkim, count) : dkim;
            spf = cell.spfAligned() ? CellTable.sum(spf, count) : spf;
            reporters.add(cell.reporter());
            if (cell.isPass()) {
                passed = CellTable.sum(passed, count);
                passes.merge(day, count, CellTable::sum);
            } else {
                failed = CellTable.sum(failed, count);
                forwarded = FORWARDED.contains(cell.override()) ? CellTable.sum(forwarded, count) : forwarded;
                fails.merge(day, count, CellTable::sum);
                firstFailed = day.isBefore(firstFailed) ? day : firstFailed;
                lastFailed = day.isAfter(lastFailed) ? day : lastFailed;
            }
        }

        /**
         * Signatures of the author domain survive there and SPF never does, as forwarding does it, and of all that fails reporters say
         * that they let it pass as forwarded. A word about some of it, which a forged report may bring, excuses nothing else.
         */
        boolean isForwarder() {
            return dkim >= failed && dkim > 0 && spf == 0 && forwarded == failed;
        }

        /** Few failures among what passes; or it passes ever since the day after the last failure. */
        boolean isRepaired(int tolerancePercent) {
            if (passes.isEmpty()) {
                return false;
            }
            // An older failing share must not hide in what passed long ago, so recent weeks count alone.
            LocalDate recent = last.minusDays(27);
            double failing = total(fails, recent);
            double all = failing + total(passes, recent);
            boolean stopped = passes.lastKey().isAfter(lastFailed);
            boolean few = failing * 100 <= all * tolerancePercent;
            return (stopped && failing == 0) || (few && passes.lastKey().equals(last));
        }

        private static double total(NavigableMap<LocalDate, Long> days, LocalDate from) {
            double sum = 0;
            for (long count : days.tailMap(from, true).values()) {
                sum += count;
            }
            return sum;
        }

        TrafficSource source(SourceClass sourceClass) {
            String fix = "";
            if (sourceClass == SourceClass.LEGITIMATE_NOT_ALIGNED || sourceClass == SourceClass.UNKNOWN) {
                fix = dkim == 0
                        ? "a DKIM key of the author domain for it to sign with (d= aligned)"
                                + (spf == 0 ? ", or the SPF record and a bounce domain of the author domain" : "")
                        : "nothing: it signs with DKIM, but not all that it sends";
            }
            return new TrafficSource(name, sourceClass, dkim, spf, passed, failed, first, last, fix);
        }
    }
}
