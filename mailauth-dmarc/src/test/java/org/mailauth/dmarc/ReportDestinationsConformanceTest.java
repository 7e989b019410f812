package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.dns.MessageDns;

/** The suite of report destinations, whole. */
class ReportDestinationsConformanceTest {

    @TestFactory
    Stream<DynamicTest> destinations() {
        return ConformanceRun.tests(getClass(), "dmarc/external-destinations", (suite, run) -> {
            for (JsonNode node : suite.json("external-destinations.json").get("cases")) {
                run.add(node.get("id").asText(), () -> check(node));
            }
        });
    }

    private static void check(JsonNode node) {
        MessageDns dns = MessageDns.open(SuiteZone.of(node.get("zone")), Budget.open(BudgetLimits.defaults()));
        ReportUri uri = ReportUri.of(node.get("destination").asText());
        DmarcRecord record = DmarcRecord.builder(DmarcPolicy.NONE)
                .aggregateReportUris(List.of(uri))
                .build();
        List<ReportDestination> destinations = ExternalDestinations.by(DmarcMode.rfc9989())
                .aggregate(DomainName.of(node.get("policyDomain").asText()), record, dns);
        assertThat(destinations).singleElement().satisfies(destination -> {
            assertThat(destination.isExternal())
                    .isEqualTo(node.get("verificationNeeded").asBoolean());
            assertThat(destination.isUsable()).isEqualTo(node.get("authorised").asBoolean());
            if (destination.isUsable()) {
                ReportUri expected =
                        node.has("override") ? ReportUri.of(node.get("override").asText()) : uri;
                assertThat(destination.uris()).containsExactly(expected);
            }
        });
    }
}
