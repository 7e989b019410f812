package org.mailauth.cli.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.report.advice.AdviceOptions;
import org.mailauth.report.advice.PolicyAdvice;
import org.mailauth.report.advice.PolicyAdvisor;
import org.mailauth.report.advice.SourceClass;
import org.mailauth.report.advice.TrafficCount;
import org.mailauth.report.advice.TrafficSource;
import org.mailauth.report.advice.TrafficSummary;

/**
 * What to do next with the policy of one domain, and what its reports show beside that.
 *
 * @param summary what was counted
 * @param record the record that is published
 * @param given whether the user gave the record; else it comes from reports and lacks tags
 * @param advice what to do
 * @param windowDays days before today that the advice looks at
 * @param since the first day on which a source is new
 * @param newSources networks first seen since then; none when there are no reports of days before
 * @param authors domains in From, most messages first
 * @param missingDays days of the window without a report, behind the first day with one
 */
record DomainAdvice(
        TrafficSummary summary,
        DmarcRecord record,
        boolean given,
        PolicyAdvice advice,
        int windowDays,
        LocalDate since,
        List<Counted> newSources,
        List<Counted> authors,
        List<LocalDate> missingDays) {

    /** Messages that have a name in common. */
    record Counted(String name, TrafficCount count) {
        long messages() {
            return Tally.sum(count.passed(), count.failed());
        }
    }

    static DomainAdvice of(
            TrafficSummary summary,
            DmarcRecord record,
            boolean given,
            AdviceOptions options,
            LocalDate since,
            LocalDate today) {
        SortedMap<LocalDate, TrafficCount> days = summary.byDay();
        LocalDate first = days.isEmpty() ? today : days.firstKey();
        LocalDate start = today.minusDays(options.windowDays());
        return new DomainAdvice(
                summary,
                record,
                given,
                PolicyAdvisor.forRecord(record).withOptions(options).advise(summary, today),
                options.windowDays(),
                since,
                // Where there is nothing before, everything would be new.
                first.isBefore(since) ? byVolume(summary.newSources(since)) : List.of(),
                byVolume(summary.byAuthorDomain()),
                summary.daysWithoutData(first.isAfter(start) ? first : start, today));
    }

    private static List<Counted> byVolume(Map<String, TrafficCount> counts) {
        List<Counted> all = new ArrayList<>();
        counts.forEach((name, count) -> all.add(new Counted(name, count)));
        all.sort(Comparator.comparingLong(Counted::messages).reversed().thenComparing(Counted::name));
        return all;
    }

    /** The step in a few words. */
    String step() {
        return switch (advice.step()) {
            case HOLD -> "hold";
            case FIX_SOURCES -> "fix sources";
            case TIGHTEN -> "tighten";
        };
    }

    /** The step for programs. */
    String stepMember() {
        return switch (advice.step()) {
            case HOLD -> "hold";
            case FIX_SOURCES -> "fixSources";
            case TIGHTEN -> "tighten";
        };
    }

    String confidence() {
        return switch (advice.confidence()) {
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
        };
    }

    /** What to publish, and where; a record that comes from reports lacks what reports do not tell. */
    String publish() {
        if (advice.step() != PolicyAdvice.Step.TIGHTEN) {
            return "";
        }
        return "at _dmarc." + summary.domain() + " publish " + advice.proposed().toText()
                + (given ? "" : " with rua and all other tags of the present record, which reports do not tell");
    }

    String present() {
        return record.toText() + (given ? "" : " (from reports, which do not tell rua and other tags)");
    }

    /** Messages that the advice does not know by source; empty when there are none. */
    String uncounted() {
        long many = Tally.sum(summary.passingOverflow(), summary.failingOverflow());
        return (many == 0 ? "" : many + " messages of too many sources are not in the advice")
                + (many == 0 || summary.ignoredMessages() == 0 ? "" : "; ")
                + (summary.ignoredMessages() == 0
                        ? ""
                        : summary.ignoredMessages()
                                + " messages without a day, or of author domains outside, are not in it");
    }

    static String words(SourceClass of) {
        return switch (of) {
            case ALIGNED -> "aligned";
            case LEGITIMATE_NOT_ALIGNED -> "legitimate, not aligned";
            case FORWARDER -> "forwarder";
            case UNKNOWN -> "unknown";
            case LIKELY_SPOOFING -> "likely spoofing";
        };
    }

    static String member(SourceClass of) {
        return switch (of) {
            case ALIGNED -> "aligned";
            case LEGITIMATE_NOT_ALIGNED -> "legitimateNotAligned";
            case FORWARDER -> "forwarder";
            case UNKNOWN -> "unknown";
            case LIKELY_SPOOFING -> "likelySpoofing";
        };
    }

    /** What is known of a source, in one line without its name. */
    static String evidence(TrafficSource source) {
        return words(source.sourceClass()) + ", passed " + source.passed() + " (DKIM " + source.dkimPassed() + ", SPF "
                + source.spfPassed() + "), failed " + source.failed() + ", " + source.firstDay() + " to "
                + source.lastDay();
    }
}
