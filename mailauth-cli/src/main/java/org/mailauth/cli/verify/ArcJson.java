package org.mailauth.cli.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailauth.arc.ArcReason;
import org.mailauth.arc.ArcSet;
import org.mailauth.arc.ArcValidation;
import org.mailauth.arc.ChainValidationStatus;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.dkim.DkimReason;

/** What became of a chain, for programs. */
final class ArcJson {
    private ArcJson() {}

    /** The members of one validation. */
    static void members(JsonGenerator json, ArcValidation chain) throws IOException {
        json.writeStringField("result", chain.status().word());
        json.writeStringField("reason", chain.reason().code());
        json.writeStringField("detail", chain.detail());
        ArcReason reason = chain.reason();
        JsonLine.text(
                json,
                "reference",
                Optional.of(reason.reference()).filter(rule -> reason.status() == ChainValidationStatus.FAIL));
        JsonLine.text(json, "signatureReason", chain.signatureReason().map(DkimReason::code));
        JsonLine.number(json, "instance", boxed(chain.instance()));
        JsonLine.number(json, "oldestPass", boxed(chain.oldestPass()));
        json.writeArrayFieldStart("sets");
        for (ArcSet set : chain.sets()) {
            write(json, set);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, ArcSet set) throws IOException {
        json.writeStartObject();
        json.writeNumberField("instance", set.instance());
        json.writeStringField("sealer", set.sealer().toString());
        json.writeStringField("selector", set.selector().toString());
        json.writeStringField("algorithm", set.algorithm().word());
        json.writeStringField("chainValidation", set.chainValidation().word());
        JsonLine.text(json, "timestamp", set.sealedAt());
        json.writeStringField("messageSigner", set.messageSigner().toString());
        json.writeStringField("messageSelector", set.messageSelector().toString());
        Optional<AuthenticationResults> results = set.authenticationResults().value();
        JsonLine.text(json, "authservId", results.map(AuthenticationResults::authservId));
        JsonLine.text(json, "authenticationResults", results.map(AuthenticationResults::toPayload));
        json.writeEndObject();
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
