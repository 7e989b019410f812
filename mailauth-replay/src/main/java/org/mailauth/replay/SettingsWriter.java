package org.mailauth.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.authenticator.PrefetchLimits;
import org.mailauth.authenticator.Protocol;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.message.MessageLimits;
import org.mailauth.spf.SpfLimits;

/** Writes the options of an authentication. */
final class SettingsWriter {
    private final JsonGenerator json;

    SettingsWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(ReplaySettings settings) throws IOException {
        json.writeStartObject();
        json.writeStringField("authservId", settings.authservId());
        json.writeArrayFieldStart("without");
        for (Protocol off : settings.without()) {
            json.writeString(Format.word(off));
        }
        json.writeEndArray();
        json.writeFieldName("spf");
        write(settings.spfLimits());
        json.writeObjectFieldStart("dkim");
        json.writeNumberField("maxSignatures", settings.maxSignatures());
        writeMembers(settings.dkimAcceptance());
        json.writeEndObject();
        json.writeObjectFieldStart("arc");
        json.writeBooleanField("findOldestPass", settings.findOldestPass());
        writeMembers(settings.arcAcceptance());
        json.writeEndObject();
        json.writeObjectFieldStart("dmarc");
        json.writeStringField("mode", settings.isRfc7489() ? "rfc7489" : "rfc9989");
        json.writeEndObject();
        json.writeArrayFieldStart("trustedSealers");
        for (DomainName sealer : settings.trustedSealers()) {
            json.writeString(sealer.toString());
        }
        json.writeEndArray();
        json.writeFieldName("budget");
        write(settings.budgetLimits());
        json.writeFieldName("messageLimits");
        write(settings.messageLimits());
        if (settings.prefetch().isPresent()) {
            json.writeFieldName("prefetch");
            write(settings.prefetch().get());
        }
        json.writeEndObject();
    }

    private void write(SpfLimits limits) throws IOException {
        json.writeStartObject();
        json.writeNumberField("dnsTerms", limits.dnsTerms());
        json.writeNumberField("voidLookups", limits.voidLookups());
        json.writeNumberField("mxNames", limits.mxNames());
        json.writeNumberField("ptrNames", limits.ptrNames());
        json.writeNumberField("dnsQuestions", limits.dnsQuestions());
        json.writeStringField("elapsed", limits.elapsed().toString());
        json.writeEndObject();
    }

    private void writeMembers(SignatureAcceptance acceptance) throws IOException {
        json.writeBooleanField("partlySignedBody", acceptance.partlySignedBody());
        json.writeBooleanField("hiddenFields", acceptance.hiddenFields());
        json.writeBooleanField("testingKeys", acceptance.testingKeys());
        json.writeBooleanField("rsaSha1", acceptance.rsaSha1());
        json.writeBooleanField("smallRsaKeys", SettingsReader.acceptsSmallRsaKeys(acceptance));
        json.writeNumberField("maxRsaBits", acceptance.maxRsaBits());
        json.writeStringField("clockSkew", acceptance.clockSkew().toString());
    }

    private void write(BudgetLimits limits) throws IOException {
        json.writeStartObject();
        json.writeNumberField("dnsQuestions", limits.dnsQuestions());
        json.writeStringField("elapsed", limits.elapsed().toString());
        json.writeNumberField("bodyOctets", limits.bodyOctets());
        json.writeNumberField("signatureOperations", limits.signatureOperations());
        json.writeEndObject();
    }

    private void write(MessageLimits limits) throws IOException {
        json.writeStartObject();
        json.writeNumberField("messageOctets", limits.messageOctets());
        json.writeNumberField("headerOctets", limits.headerOctets());
        json.writeNumberField("fieldOctets", limits.fieldOctets());
        json.writeNumberField("fields", limits.fields());
        json.writeEndObject();
    }

    private void write(PrefetchLimits limits) throws IOException {
        json.writeStartObject();
        json.writeNumberField("questions", limits.questions());
        json.writeNumberField("rounds", limits.rounds());
        json.writeEndObject();
    }
}
