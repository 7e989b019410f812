package org.mailauth.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsRecord;
import org.mailauth.internal.net.IpLiteral;

/** Writes what the DNS has said. */
final class AnswerWriter {
    private final JsonGenerator json;

    AnswerWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(List<RecordedAnswer> answers) throws IOException {
        json.writeStartArray();
        for (RecordedAnswer answer : answers) {
            write(answer);
        }
        json.writeEndArray();
    }

    private void write(RecordedAnswer recorded) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", recorded.name().toString());
        json.writeStringField("type", recorded.type().name());
        if (recorded.after().isPresent()) {
            json.writeStringField("after", recorded.after().get().toString());
        }
        DnsAnswer answer = recorded.answer();
        if (answer instanceof DnsAnswer.Failed failed) {
            json.writeStringField("outcome", "failed");
            json.writeStringField("cause", Format.word(failed.cause()));
            json.writeStringField("detail", failed.detail());
        } else if (answer instanceof DnsAnswer.Found found) {
            json.writeStringField("outcome", "found");
            write(answer.evidence());
            json.writeArrayFieldStart("records");
            for (DnsRecord record : found.records()) {
                json.writeStartObject();
                write(record);
                json.writeEndObject();
            }
            json.writeEndArray();
        } else {
            json.writeStringField("outcome", answer instanceof DnsAnswer.NxDomain ? "nxdomain" : "nodata");
            write(answer.evidence());
        }
        json.writeEndObject();
    }

    private void write(DnsAnswer.Evidence evidence) throws IOException {
        json.writeStringField("dnssec", Format.word(evidence.dnssec()));
        json.writeStringField("ttl", evidence.ttl().toString());
        if (evidence.aliases().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("aliases");
        for (DnsAlias alias : evidence.aliases()) {
            json.writeStartObject();
            json.writeStringField("owner", alias.owner().toString());
            json.writeStringField("target", alias.target().toString());
            json.writeStringField("dnssec", Format.word(alias.status()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(DnsRecord record) throws IOException {
        if (record instanceof DnsRecord.Txt txt) {
            json.writeArrayFieldStart("txt");
            for (String string : txt.strings()) {
                json.writeString(string);
            }
            json.writeEndArray();
        } else if (record instanceof DnsRecord.A a) {
            json.writeStringField("a", IpLiteral.format(a.address()));
        } else if (record instanceof DnsRecord.Aaaa aaaa) {
            json.writeStringField("aaaa", IpLiteral.format(aaaa.address()));
        } else if (record instanceof DnsRecord.Cname cname) {
            json.writeStringField("cname", cname.target().toString());
        } else if (record instanceof DnsRecord.Ptr ptr) {
            json.writeStringField("ptr", ptr.name().toString());
        } else if (record instanceof DnsRecord.Mx mx) {
            json.writeObjectFieldStart("mx");
            json.writeNumberField("preference", mx.preference());
            json.writeStringField("exchange", mx.exchange().toString());
            json.writeEndObject();
        } else if (record instanceof DnsRecord.Tlsa tlsa) {
            json.writeObjectFieldStart("tlsa");
            json.writeNumberField("usage", tlsa.usage());
            json.writeNumberField("selector", tlsa.selector());
            json.writeNumberField("matchingType", tlsa.matchingType());
            json.writeStringField("associationData", tlsa.associationData());
            json.writeEndObject();
        }
    }
}
