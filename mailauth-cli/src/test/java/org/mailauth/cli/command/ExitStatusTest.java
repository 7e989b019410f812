package org.mailauth.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitStatusTest {
    @Test
    void strongerStatusWinsInEitherOrder() {
        List<ExitStatus> rising = List.of(
                ExitStatus.OK,
                ExitStatus.NO_PASS,
                ExitStatus.TEMPORARY,
                ExitStatus.UNUSABLE,
                ExitStatus.OUTPUT,
                ExitStatus.INTERNAL);

        for (int weak = 0; weak < rising.size(); weak++) {
            for (int strong = weak; strong < rising.size(); strong++) {
                assertThat(rising.get(weak).and(rising.get(strong))).isEqualTo(rising.get(strong));
                assertThat(rising.get(strong).and(rising.get(weak))).isEqualTo(rising.get(strong));
            }
        }
    }

    @Test
    void codesAreThePublishedOnes() {
        assertThat(ExitStatus.values()).extracting(ExitStatus::code).containsExactlyInAnyOrder(0, 1, 2, 70, 74, 75);
    }
}
