package org.mailauth.cli.transport;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.cli.output.Words;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.transport.PlanReason;
import org.mailauth.transport.PlannedHost;
import org.mailauth.transport.TlsPlan;
import org.mailauth.transport.TlsRequirement;

/** Shows a plan for outbound TLS, to people or to programs. */
final class TlsPlanReport {
    private TlsPlanReport() {}

    private static String sentence(TlsPlan.Outcome outcome) {
        return switch (outcome) {
            case DELIVER -> "mail may be sent";
            case DELAY -> "no host may be used now, mail waits";
            case NULL_MX -> "the domain takes no mail";
            case NO_SUCH_DOMAIN -> "there is no such domain";
        };
    }

    private static String sentence(TlsRequirement requirement) {
        return switch (requirement) {
            case OPPORTUNISTIC -> "TLS if it is offered, with any certificate";
            case ENCRYPTION -> "TLS with any certificate, or no delivery";
            case WEB_PKI -> "TLS with a trusted certificate for the host, or no delivery";
            case DANE -> "TLS with a certificate that matches a TLSA record, or no delivery";
            case DANE_AND_WEB_PKI ->
                "TLS with a trusted certificate for the host that matches a TLSA record, or no delivery";
            case DO_NOT_USE -> "not to be used";
        };
    }

    private static Tone tone(TlsRequirement requirement) {
        return switch (requirement) {
            case OPPORTUNISTIC, ENCRYPTION -> Tone.DOUBTFUL;
            case WEB_PKI, DANE, DANE_AND_WEB_PKI -> Tone.GOOD;
            case DO_NOT_USE -> Tone.BAD;
        };
    }

    static List<Line> text(TlsPlan plan) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(plan.nextHop() + ": " + sentence(plan.outcome())));
        plan.reasons().forEach(reason -> lines.add(Line.of("  " + reason)));
        for (PlannedHost host : plan.hosts()) {
            String place = host.preference().isPresent() ? host.preference().getAsInt() + " " : "";
            lines.add(Line.of(
                    "  " + place + host.host() + ": ", tone(host.requirement()), sentence(host.requirement()), ""));
            host.reasons().forEach(reason -> lines.add(Line.of("    " + reason)));
        }
        return lines;
    }

    static String json(TlsPlan plan) {
        return new JsonLine().of(json -> {
            json.writeStringField("domain", plan.nextHop().toString());
            json.writeStringField("outcome", Words.of(plan.outcome()));
            json.writeStringField("mxDnssec", Words.of(plan.mxStatus()));
            JsonLine.text(
                    json,
                    "mtaSts",
                    plan.mtaSts()
                            .flatMap(MtaStsLookup::appliedPolicy)
                            .map(MtaStsPolicy::mode)
                            .map(MtaStsPolicy.Mode::word));
            json.writeArrayFieldStart("hosts");
            for (PlannedHost host : plan.hosts()) {
                write(json, host);
            }
            json.writeEndArray();
            reasons(json, plan.reasons());
        });
    }

    private static void write(JsonGenerator json, PlannedHost host) throws IOException {
        json.writeStartObject();
        json.writeStringField("host", host.host().toString());
        JsonLine.number(
                json,
                "preference",
                host.preference().isPresent() ? Optional.of(host.preference().getAsInt()) : Optional.empty());
        json.writeStringField("requirement", Words.of(host.requirement()));
        json.writeStringField("serverName", host.serverName().toString());
        json.writeArrayFieldStart("addresses");
        for (InetAddress address : host.addresses()) {
            json.writeString(IpLiteral.format(address));
        }
        json.writeEndArray();
        JsonLine.text(json, "dane", host.dane().map(lookup -> Words.of(lookup.requirement())));
        json.writeBooleanField("permittedByPolicy", host.permittedByPolicy());
        reasons(json, host.reasons());
        json.writeEndObject();
    }

    private static void reasons(JsonGenerator json, List<PlanReason> reasons) throws IOException {
        json.writeArrayFieldStart("reasons");
        for (PlanReason reason : reasons) {
            json.writeStartObject();
            json.writeStringField("code", reason.code());
            json.writeStringField("text", reason.text());
            JsonLine.text(json, "reference", Optional.of(reason.reference()).filter(rule -> !rule.isEmpty()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
