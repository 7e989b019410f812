package org.mailauth.cli.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.BudgetStatement;

/** What a message has cost, for programs: the member {@code budget}. */
final class BudgetJson {
    private BudgetJson() {}

    static void write(JsonGenerator json, BudgetStatement budget) throws IOException {
        BudgetLimits limits = budget.limits();
        json.writeObjectFieldStart("budget");
        json.writeObjectFieldStart("elapsedMillis");
        json.writeNumberField("spent", budget.elapsed().toMillis());
        json.writeNumberField("limit", limits.elapsed().toMillis());
        json.writeEndObject();
        write(json, "dnsQuestions", budget, Budget.Resource.DNS_QUESTIONS, limits.dnsQuestions());
        write(json, "bodyOctets", budget, Budget.Resource.BODY_OCTETS, limits.bodyOctets());
        write(json, "signatureOperations", budget, Budget.Resource.SIGNATURE_OPERATIONS, limits.signatureOperations());
        json.writeEndObject();
    }

    private static void write(
            JsonGenerator json, String name, BudgetStatement budget, Budget.Resource resource, long limit)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("spent", budget.spent(resource));
        json.writeNumberField("limit", limit);
        json.writeBooleanField("exhausted", budget.exhausted().contains(resource));
        json.writeArrayFieldStart("by");
        for (BudgetStatement.Entry entry : budget.entries()) {
            if (entry.resource() == resource) {
                json.writeStartObject();
                json.writeStringField("spender", entry.spender());
                json.writeNumberField("amount", entry.amount());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
