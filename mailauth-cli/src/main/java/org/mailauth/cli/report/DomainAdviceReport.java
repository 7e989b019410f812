package org.mailauth.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.report.advice.PolicyAdvice;
import org.mailauth.report.advice.SourceClass;
import org.mailauth.report.advice.TrafficSource;

/** Writes {@link DomainAdvice} for people and for programs. */
final class DomainAdviceReport {
    private static final int MOST_SHOWN = 20;

    private DomainAdviceReport() {}

    static List<Line> lines(DomainAdvice of) {
        List<Line> lines = new ArrayList<>();
        PolicyAdvice advice = of.advice();
        lines.add(Line.of(
                "  advice for " + of.summary().domain() + ": ",
                Tone.HEADLINE,
                of.step(),
                " (confidence " + of.confidence() + ")"));
        lines.add(Line.of("    present: " + of.present()));
        if (!of.publish().isEmpty()) {
            lines.add(Line.of("    ", Tone.GOOD, of.publish(), ""));
        }
        some(lines, "    because: ", advice.reasons());
        some(
                lines,
                "    blocker: ",
                advice.blockers().stream()
                        .map(source -> source.name() + " (" + DomainAdvice.words(source.sourceClass())
                                + "); to publish: " + source.toPublish())
                        .toList());
        if (!advice.sources().isEmpty()) {
            lines.add(Line.of("    sources of the last " + of.windowDays() + " days: " + classes(advice.sources())));
        }
        some(
                lines,
                "      ",
                advice.sources().stream()
                        .map(source -> source.name() + ": " + DomainAdvice.evidence(source))
                        .toList());
        some(
                lines,
                "    new since " + of.since() + ": ",
                of.newSources().stream().map(DomainAdviceReport::words).toList());
        if (of.authors().size() > 1) {
            some(
                    lines,
                    "    author domain ",
                    of.authors().stream().map(DomainAdviceReport::words).toList());
        }
        if (!of.missingDays().isEmpty()) {
            lines.add(Line.of(
                    "    days of these without data: " + of.missingDays().size()));
        }
        if (!of.uncounted().isEmpty()) {
            lines.add(Line.of("    " + of.uncounted()));
        }
        return lines;
    }

    private static void some(List<Line> lines, String before, List<String> texts) {
        texts.stream().limit(MOST_SHOWN).forEach(text -> lines.add(Line.of(before + text)));
        if (texts.size() > MOST_SHOWN) {
            lines.add(Line.of(before + "and " + (texts.size() - MOST_SHOWN) + " more"));
        }
    }

    private static String words(DomainAdvice.Counted counted) {
        return counted.name() + ": " + counted.messages() + ", passed "
                + counted.count().passed();
    }

    /** How many sources there are of each class. */
    static String classes(List<TrafficSource> sources) {
        Map<SourceClass, Integer> counts = new EnumMap<>(SourceClass.class);
        sources.forEach(source -> counts.merge(source.sourceClass(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        counts.forEach((kind, count) -> words.add(count + " " + DomainAdvice.words(kind)));
        return String.join("; ", words);
    }

    static void write(JsonGenerator json, DomainAdvice of) throws IOException {
        PolicyAdvice advice = of.advice();
        json.writeStartObject();
        json.writeStringField("domain", of.summary().domain().toString());
        json.writeStringField("record", of.record().toText());
        json.writeBooleanField("recordIsGiven", of.given());
        json.writeStringField("step", of.stepMember());
        json.writeStringField("confidence", of.confidence());
        json.writeStringField("proposed", advice.proposed().toText());
        json.writeArrayFieldStart("reasons");
        for (String reason : advice.reasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
        json.writeNumberField("windowDays", of.windowDays());
        json.writeArrayFieldStart("sources");
        for (TrafficSource source : advice.sources()) {
            source(json, source);
        }
        json.writeEndArray();
        json.writeStringField("since", of.since().toString());
        counted(json, "newSources", "network", of.newSources());
        counted(json, "authorDomains", "domain", of.authors());
        json.writeArrayFieldStart("daysWithoutData");
        for (LocalDate day : of.missingDays()) {
            json.writeString(day.toString());
        }
        json.writeEndArray();
        json.writeNumberField("uncountedPassing", of.summary().passingOverflow());
        json.writeNumberField("uncountedFailing", of.summary().failingOverflow());
        json.writeNumberField("ignored", of.summary().ignoredMessages());
        json.writeEndObject();
    }

    private static void source(JsonGenerator json, TrafficSource source) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", source.name());
        json.writeStringField("class", DomainAdvice.member(source.sourceClass()));
        json.writeBooleanField("blocker", source.isBlocker());
        json.writeNumberField("passed", source.passed());
        json.writeNumberField("failed", source.failed());
        json.writeNumberField("dkimPassed", source.dkimPassed());
        json.writeNumberField("spfPassed", source.spfPassed());
        json.writeStringField("firstDay", source.firstDay().toString());
        json.writeStringField("lastDay", source.lastDay().toString());
        json.writeStringField("toPublish", source.toPublish());
        json.writeEndObject();
    }

    private static void counted(JsonGenerator json, String name, String key, List<DomainAdvice.Counted> all)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (DomainAdvice.Counted counted : all) {
            json.writeStartObject();
            json.writeStringField(key, counted.name());
            json.writeNumberField("messages", counted.messages());
            json.writeNumberField("passed", counted.count().passed());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
