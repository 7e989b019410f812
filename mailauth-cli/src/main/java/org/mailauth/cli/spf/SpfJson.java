package org.mailauth.cli.spf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.spf.SpfCost;
import org.mailauth.spf.SpfEvaluation;
import org.mailauth.spf.SpfTrace;

/** What SPF found for one identity, for programs. Members are only ever added; an absent value is null. */
public final class SpfJson {
    private SpfJson() {}

    /** The members of one evaluation; {@code trace} only for who wants an explanation. */
    public static void members(JsonGenerator json, SpfEvaluation evaluation, boolean explain) throws IOException {
        json.writeStringField("result", evaluation.result().word());
        json.writeStringField("identity", evaluation.identity().word());
        JsonLine.text(json, "domain", evaluation.domain());
        JsonLine.text(json, "explanation", evaluation.explanation());
        JsonLine.text(json, "mechanism", evaluation.match().map(match -> match.directive()));
        JsonLine.text(json, "mechanismDomain", evaluation.match().map(match -> match.domain()));
        json.writeStringField("dnssec", evaluation.dnssec().name().toLowerCase(Locale.ROOT));
        cost(json, "cost", evaluation.cost());
        JsonLine.problems(json, evaluation.problems());
        if (explain) {
            json.writeFieldName("trace");
            write(json, evaluation.trace());
        }
    }

    private static void write(JsonGenerator json, Optional<SpfTrace> trace) throws IOException {
        if (trace.isPresent()) {
            write(json, trace.get());
        } else {
            json.writeNull();
        }
    }

    private static void write(JsonGenerator json, SpfTrace trace) throws IOException {
        json.writeStartObject();
        json.writeStringField("domain", trace.domain());
        JsonLine.text(json, "record", trace.record());
        json.writeStringField("result", trace.result().word());
        JsonLine.problems(json, trace.problems());
        json.writeArrayFieldStart("steps");
        for (SpfTrace.Step step : trace.steps()) {
            json.writeStartObject();
            json.writeStringField("term", step.term());
            json.writeStringField(
                    "outcome", step.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            json.writeArrayFieldStart("resolved");
            for (String resolved : step.resolved()) {
                json.writeString(resolved);
            }
            json.writeEndArray();
            cost(json, "cost", step.cost());
            json.writeFieldName("nested");
            write(json, step.nested());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A member that says what something has cost. */
    public static void cost(JsonGenerator json, String name, SpfCost cost) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("dnsTerms", cost.dnsTerms());
        json.writeNumberField("voidLookups", cost.voidLookups());
        json.writeNumberField("dnsQuestions", cost.dnsQuestions());
        json.writeEndObject();
    }
}
