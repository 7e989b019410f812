package org.mailauth.report.advice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateReportReader;

/**
 * A domain whose messages have a known origin. Whoever advises sees reports; the owner answers what he is asked, and repairs
 * senders of his some days later. Messages of his that fail while any policy is published count as lost: also during a trial,
 * since receivers of RFC 7489 do not know {@code t=y}.
 *
 * @param senders who sends
 * @param reporters who reports
 * @param repairDays how long the owner takes to repair a sender
 * @param adviceEvery days between two advices
 * @param asXml whether reports are written as XML and read by the reader
 */
record SimulatedDomain(List<Sender> senders, List<Reporter> reporters, int repairDays, int adviceEvery, boolean asXml) {
    static final LocalDate START = LocalDate.of(2027, 1, 4);

    /** A sender: whose, whether its mail passes before it is repaired, when it sends, and to which reporters (bits). */
    record Sender(
            String network,
            String signs,
            boolean legitimate,
            boolean passes,
            int every,
            int from,
            int to,
            int count,
            int seenBy) {
        boolean sends(int day) {
            return day >= from && day < to && (day - from) % every == 0;
        }
    }

    /** A reporter, the day from which it says nothing, and whether its reports are in the older shape. */
    record Reporter(String name, int silentFrom, boolean older) {}

    /** Who advises. */
    interface Advisor {
        PolicyAdvice advise(DmarcRecord record, TrafficSummary summary, LocalDate today, AdviceOptions answers);
    }

    /** What came of it; {@code rejectDay} is negative when it never came so far. */
    record Outcome(Set<String> asked, long lost, int rejectDay) {}

    Outcome run(Advisor advisor, int days) throws IOException {
        TrafficSummary.Builder summary = TrafficSummary.builder(Rows.DOMAIN);
        DmarcRecord record = DmarcRecord.of("v=DMARC1; p=none; rua=mailto:d@example.com");
        Map<String, Integer> repaired = new HashMap<>();
        Set<String> asked = new HashSet<>();
        Set<String> known = new HashSet<>();
        Set<String> disowned = new HashSet<>();
        long lost = 0;
        int rejectDay = -1;
        for (int day = 0; day < days; day++) {
            boolean enforced = record.policy().orElse(DmarcPolicy.NONE) != DmarcPolicy.NONE;
            for (Sender sender : senders) {
                boolean lose = enforced && sender.legitimate() && sender.sends(day) && !passes(sender, repaired, day);
                lost += lose ? sender.count() : 0;
            }
            if (rejectDay >= 0) {
                continue;
            }
            report(summary, record, repaired, day);
            if ((day + 1) % adviceEvery != 0) {
                continue;
            }
            PolicyAdvice advice = advisor.advise(
                    record,
                    summary.build(),
                    START.plusDays(day + 1),
                    AdviceOptions.defaults().withAnswers(known, disowned, LocalDate.EPOCH));
            for (TrafficSource blocker : advice.blockers()) {
                asked.add(blocker.name());
                for (Sender sender : senders) {
                    boolean named = blocker.name().equals(sender.network() + ".0/24")
                            || (!sender.signs().isEmpty() && blocker.name().equals(sender.signs()));
                    if (named && sender.legitimate()) {
                        known.add(blocker.name());
                        repaired.putIfAbsent(sender.network(), day + 1 + repairDays);
                    } else if (named) {
                        disowned.add(blocker.name());
                    }
                }
            }
            record = advice.proposed();
            rejectDay = record.policy().equals(Optional.of(DmarcPolicy.REJECT)) ? day + 1 : -1;
        }
        return new Outcome(asked, lost, rejectDay);
    }

    private static boolean passes(Sender sender, Map<String, Integer> repaired, int day) {
        return sender.passes() || repaired.getOrDefault(sender.network(), Integer.MAX_VALUE) <= day;
    }

    private void report(TrafficSummary.Builder summary, DmarcRecord record, Map<String, Integer> repaired, int day)
            throws IOException {
        for (int number = 0; number < reporters.size(); number++) {
            Reporter reporter = reporters.get(number);
            if (day >= reporter.silentFrom()) {
                continue;
            }
            AggregateReportHeader header = Rows.header(START.plusDays(day), reporter.name(), record, reporter.older());
            StringBuilder xml = new StringBuilder(ReportXml.start(
                    "example.com",
                    reporter.name(),
                    START.plusDays(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
                    record.policy().orElse(DmarcPolicy.NONE).word()));
            if (record.isTesting() && !reporter.older()) {
                xml.insert(xml.indexOf("</policy_published>"), "<testing>y</testing>");
            }
            for (Sender sender : senders) {
                if (!sender.sends(day) || (sender.seenBy() >> number & 1) == 0) {
                    continue;
                }
                boolean pass = passes(sender, repaired, day);
                boolean spf = pass && sender.signs().isEmpty();
                String other = pass ? "" : sender.signs();
                if (asXml) {
                    xml.append(ReportXml.row(
                            sender.network() + ".9", sender.count(), "example.com", pass, spf, other, ""));
                } else {
                    summary.add(
                            header,
                            Rows.row(sender.network() + ".9", sender.count(), pass, spf, other, Optional.empty()));
                }
            }
            if (asXml) {
                // The quirk of a reporter in the older shape: no declared namespace.
                String text = xml.append(ReportXml.END).toString();
                text = reporter.older() ? text.replace(" xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"", "") : text;
                AggregateReportReader.withDefaultLimits().read(text.getBytes(StandardCharsets.UTF_8), summary::add);
            }
        }
    }
}
