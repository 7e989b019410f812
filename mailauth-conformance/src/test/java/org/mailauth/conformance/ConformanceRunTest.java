package org.mailauth.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ConformanceRunTest {
    private final ConformanceRun run =
            new ConformanceRun(KnownFailures.parse("arc/chains/two\tRFC 8617 §5.2"), "arc/chains");

    private static List<String> outcomes(ConformanceRun run) {
        List<String> outcomes = new ArrayList<>();
        for (DynamicTest test : run.tests().toList()) {
            outcomes.add(test.getDisplayName() + ' ' + outcome(test));
        }
        return outcomes;
    }

    private static String outcome(DynamicTest test) {
        try {
            test.getExecutable().execute();
            return "passed";
        } catch (Throwable e) {
            return "failed";
        }
    }

    @Test
    void everyCaseIsRunAndKnownFailuresAreCounted() {
        run.add("one", () -> {})
                .add("two", () -> assertThat(1).isEqualTo(2))
                .add("three", () -> assertThat(1).isEqualTo(2))
                .addAmbiguous("four", "the order is open", () -> assertThat(1).isEqualTo(2));

        assertThat(outcomes(run))
                .containsExactly(
                        "arc/chains/one passed",
                        "arc/chains/two passed",
                        "arc/chains/three failed",
                        "arc/chains/four (ambiguous) passed",
                        "arc/chains: count passed");
        assertThat(run.summary()).isEqualTo("arc/chains: 4 cases, 1 known failures, 1 ambiguous");
    }

    @Test
    void knownFailureWithoutACase_failsTheBuild() {
        run.add("one", () -> {});

        assertThat(outcomes(run)).containsExactly("arc/chains/one passed", "arc/chains: count failed");
    }

    @Test
    void suiteWithoutCases_failsTheBuild() {
        ConformanceRun empty = new ConformanceRun(KnownFailures.parse(""), "arc/chains");

        assertThat(outcomes(empty)).containsExactly("arc/chains: count failed");
    }

    @Test
    void idUsedTwice_isRefused() {
        run.add("one", () -> {});

        assertThatThrownBy(() -> run.add("one", () -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void suitesThatAreAbsent_areOneSkippedTestWithTheirName() {
        String directory = System.getProperty(ConformanceSuite.DIRECTORY);
        System.clearProperty(ConformanceSuite.DIRECTORY);
        try {
            List<DynamicTest> tests = ConformanceRun.tests(
                            ConformanceRunTest.class, "arc/chains", (suite, cases) -> cases.add("one", () -> {}))
                    .toList();

            assertThat(tests).extracting(DynamicTest::getDisplayName).containsExactly("arc/chains");
            assertThatThrownBy(() -> tests.get(0).getExecutable().execute())
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageContaining("arc");
        } finally {
            if (directory != null) {
                System.setProperty(ConformanceSuite.DIRECTORY, directory);
            }
        }
    }
}
