package org.mailauth.cli.transport;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.cli.output.Words;
import org.mailauth.dns.DnsName;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.mtasts.MxPattern;

/** Shows the policy of a domain and what it means for its MX hosts, to people or to programs. */
final class MtaStsReport {
    private MtaStsReport() {}

    static List<Line> text(MtaStsLookup lookup, MxHosts mx) {
        List<Line> lines = new ArrayList<>();
        if (lookup instanceof MtaStsLookup.Found found) {
            addPolicy(lines, found, mx);
        } else if (lookup instanceof MtaStsLookup.NotOffered notOffered) {
            lines.add(Line.of(
                    lookup.domain() + ": ",
                    Tone.DOUBTFUL,
                    "no policy",
                    ", " + words(notOffered.reason()) + Line.rule("RFC 8461 §3.1")));
        } else if (lookup instanceof MtaStsLookup.Failed failed) {
            lines.add(Line.of(
                    lookup.domain() + ": ",
                    Tone.BAD,
                    "no policy",
                    ", for now: " + failed.failure().text() + Line.rule("RFC 8461 §3.3")));
            failed.id().ifPresent(id -> lines.add(Line.of("  record: id " + id)));
            failed.retryAt().ifPresent(at -> lines.add(Line.of("  the policy host is not asked again before " + at)));
        }
        if (lookup.appliedPolicy().isEmpty()) {
            lines.add(Line.of("  mail is delivered as if there were no MTA-STS"));
        }
        lookup.problems().forEach(problem -> lines.add(Line.note("  ", problem)));
        return lines;
    }

    private static void addPolicy(List<Line> lines, MtaStsLookup.Found found, MxHosts mx) {
        MtaStsPolicy policy = found.policy();
        lines.add(Line.of(
                found.domain() + ": ",
                policy.mode() == MtaStsPolicy.Mode.ENFORCE ? Tone.GOOD : Tone.DOUBTFUL,
                policy.mode().word(),
                ", until " + found.expiresAt() + Line.rule("RFC 8461 §5")));
        lines.add(Line.of("  record: id " + found.id()));
        lines.add(Line.of("  policy: " + words(found.source()) + ", got at " + found.fetchedAt()));
        lines.add(Line.of("  max_age: " + policy.maxAge().toSeconds() + " seconds"));
        policy.mx().forEach(pattern -> lines.add(Line.of("  mx: " + pattern)));
        mx.failure().ifPresent(failure -> lines.add(Line.of("  MX hosts: not known, " + failure.text())));
        for (DnsName host : mx.hosts()) {
            boolean permitted = policy.permits(host);
            lines.add(Line.of(
                    "  MX host " + host + ": ",
                    permitted ? Tone.GOOD : Tone.BAD,
                    permitted ? "permitted" : "not permitted",
                    permitted ? "" : consequence(policy.mode())));
        }
    }

    private static String consequence(MtaStsPolicy.Mode mode) {
        return switch (mode) {
            case ENFORCE -> ", mail must not go there";
            case TESTING -> ", mail goes there and the failure is reported";
            case NONE -> ", which does not matter";
        };
    }

    private static String words(MtaStsLookup.Source source) {
        return switch (source) {
            case FRESH -> "fresh";
            case CACHE -> "remembered";
            case CACHE_RECORD_MISSING -> "remembered, though no record counts now";
            case CACHE_RECORD_UNKNOWN -> "remembered, there is no answer about the record";
            case CACHE_FETCH_FAILED -> "remembered, a newer one could not be got";
        };
    }

    private static String words(MtaStsLookup.Reason reason) {
        return switch (reason) {
            case NO_RECORD -> "there is no record";
            case SEVERAL_RECORDS -> "there are several records";
            case RECORD_INVALID -> "the record is not valid";
            case NO_POLICY_DOMAIN -> "the name can have none";
        };
    }

    static String json(MtaStsLookup lookup, MxHosts mx) {
        return new JsonLine().of(json -> {
            Optional<MtaStsLookup.Found> found = of(MtaStsLookup.Found.class, lookup);
            Optional<MtaStsLookup.Failed> failed = of(MtaStsLookup.Failed.class, lookup);
            json.writeStringField("domain", lookup.domain().toString());
            json.writeStringField("outcome", outcome(lookup));
            JsonLine.text(
                    json, "reason", of(MtaStsLookup.NotOffered.class, lookup).map(none -> Words.of(none.reason())));
            JsonLine.text(
                    json, "id", found.map(MtaStsLookup.Found::id).or(() -> failed.flatMap(MtaStsLookup.Failed::id)));
            JsonLine.text(json, "source", found.map(each -> Words.of(each.source())));
            JsonLine.text(
                    json,
                    "failure",
                    failed.map(MtaStsLookup.Failed::failure)
                            .or(() -> found.flatMap(MtaStsLookup.Found::fetchFailure))
                            .map(Words::of));
            JsonLine.text(json, "retryAt", failed.flatMap(MtaStsLookup.Failed::retryAt));
            writePolicy(json, lookup.appliedPolicy());
            JsonLine.text(json, "fetchedAt", found.map(MtaStsLookup.Found::fetchedAt));
            Optional<Instant> expires = found.map(MtaStsLookup.Found::expiresAt);
            JsonLine.text(json, "expiresAt", expires);
            json.writeArrayFieldStart("hosts");
            for (DnsName host : mx.hosts()) {
                json.writeStartObject();
                json.writeStringField("host", host.toString());
                json.writeBooleanField(
                        "permitted",
                        lookup.appliedPolicy()
                                .map(policy -> policy.permits(host))
                                .orElse(true));
                json.writeEndObject();
            }
            json.writeEndArray();
            JsonLine.problems(json, lookup.problems());
        });
    }

    private static void writePolicy(JsonGenerator json, Optional<MtaStsPolicy> policy) throws IOException {
        JsonLine.text(json, "mode", policy.map(each -> each.mode().word()));
        JsonLine.number(json, "maxAge", policy.map(each -> each.maxAge().toSeconds()));
        json.writeArrayFieldStart("mx");
        for (MxPattern pattern : policy.map(MtaStsPolicy::mx).orElse(List.of())) {
            json.writeString(pattern.toString());
        }
        json.writeEndArray();
    }

    private static <T> Optional<T> of(Class<T> kind, MtaStsLookup lookup) {
        return Optional.of(lookup).filter(kind::isInstance).map(kind::cast);
    }

    private static String outcome(MtaStsLookup lookup) {
        if (lookup instanceof MtaStsLookup.Found) {
            return "found";
        }
        return lookup instanceof MtaStsLookup.NotOffered ? "not-offered" : "failed";
    }
}
