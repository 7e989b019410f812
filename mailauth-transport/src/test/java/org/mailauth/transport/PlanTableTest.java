package org.mailauth.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.conformance.certificates.TestCertificate;

/** Every state of DANE with every state of MTA-STS, host in the policy or not, DANE required or not. */
class PlanTableTest {
    private record Case(World.DaneRow dane, World.StsRow sts, boolean permitted, boolean required) {
        @Override
        public String toString() {
            return dane + ", " + sts + (permitted ? ", host in the policy" : ", host not in the policy")
                    + (required ? ", DANE required" : "");
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (World.DaneRow dane : World.DaneRow.values()) {
            for (World.StsRow sts : World.StsRow.values()) {
                for (boolean permitted : new boolean[] {true, false}) {
                    cases.add(new Case(dane, sts, permitted, false));
                    cases.add(new Case(dane, sts, permitted, true));
                }
            }
        }
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> hostNeedsTheSumOfWhatBothDemand() {
        return cases().stream().map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
    }

    private static void check(Case each) {
        OutboundTlsPlanner planner = World.planner(each.dane(), each.sts(), each.permitted(), each.required());
        TlsPlan plan = planner.plan(World.DOMAIN);
        TlsRequirement expected =
                NaivePlan.expected(each.dane().demand, each.sts().demand, each.permitted(), each.required());

        assertThat(plan.hosts()).hasSize(1);
        PlannedHost host = plan.hosts().get(0);
        assertThat(host.requirement()).isEqualTo(expected);
        assertThat(plan.outcome())
                .isEqualTo(expected == TlsRequirement.DO_NOT_USE ? TlsPlan.Outcome.DELAY : TlsPlan.Outcome.DELIVER);
        assertThat(plan.usableHosts()).hasSize(expected == TlsRequirement.DO_NOT_USE ? 0 : 1);
        assertThat(host.reasons())
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason.text()).isNotBlank());
        assertThat(host.reasons().get(0).reference()).startsWith("RFC ");
        checkVerdict(planner, host, World.BOTH, true, true);
        checkVerdict(planner, host, World.DANE_ONLY, true, false);
        checkVerdict(planner, host, World.WEB_PKI_ONLY, false, true);
        checkVerdict(planner, host, World.NEITHER, false, false);
        checkNothingShown(planner, plan, host);
    }

    private static void checkVerdict(
            OutboundTlsPlanner planner, PlannedHost host, TestCertificate shown, boolean inDane, boolean inWebPki) {
        TlsVerdict verdict = planner.judge(host, World.shows(shown));
        assertThat(verdict.permitsDelivery())
                .as("in DANE %s, in the Web PKI %s: %s", inDane, inWebPki, verdict)
                .isEqualTo(NaivePlan.permits(host.requirement(), inDane, inWebPki));
    }

    private static void checkNothingShown(OutboundTlsPlanner planner, TlsPlan plan, PlannedHost host) {
        TlsVerdict verdict = planner.judge(host, List.of());
        assertThat(verdict.permitsDelivery()).isEqualTo(NaivePlan.permits(host.requirement(), false, false));
        for (TlsAttempt attempt :
                List.of(TlsAttempt.notMade(), TlsAttempt.withoutStartTls(), TlsAttempt.judged(verdict))) {
            assertThat(plan.report(host, attempt)).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void tableReachesEveryRequirement() {
        Map<TlsRequirement, Integer> reached = new TreeMap<>();
        for (Case each : cases()) {
            TlsRequirement requirement =
                    NaivePlan.expected(each.dane().demand, each.sts().demand, each.permitted(), each.required());
            reached.merge(requirement, 1, Integer::sum);
        }
        assertThat(reached).containsOnlyKeys(TlsRequirement.values());
        assertThat(cases()).hasSize(12 * 8 * 2 * 2);
    }
}
