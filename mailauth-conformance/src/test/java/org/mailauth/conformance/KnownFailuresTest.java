package org.mailauth.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class KnownFailuresTest {
    private final KnownFailures list = KnownFailures.parse(
            "# a comment\n\nspf/eval/a b\tRFC 7208 §4.6.4: at most ten\nspf/eval/c\tRFC 7208 §5.5\n");
    private final Executable passes = () -> {};
    private final Executable fails = () -> assertThat(1).isEqualTo(2);

    @Test
    void unlistedCaseThatPasses_passes() {
        assertThatCode(() -> list.check("spf/eval/x", passes)).doesNotThrowAnyException();
    }

    @Test
    void unlistedCaseThatFails_fails() {
        assertThatThrownBy(() -> list.check("spf/eval/x", fails)).isInstanceOf(AssertionError.class);
    }

    @Test
    void listedCaseThatFails_isNoFailureOfTheBuild() {
        assertThatCode(() -> list.check("spf/eval/a b", fails)).doesNotThrowAnyException();
        assertThat(list.citation("spf/eval/a b")).contains("RFC 7208 §4.6.4: at most ten");
    }

    @Test
    void listedCaseThatPasses_failsTheBuild() {
        assertThatThrownBy(() -> list.check("spf/eval/c", passes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("take it off");
    }

    @Test
    void listedCaseThatThrowsAnException_fails() {
        assertThatThrownBy(() -> list.check("spf/eval/c", () -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void lineWithoutCitation_isRefused() {
        assertThatThrownBy(() -> KnownFailures.parse("spf/eval/a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KnownFailures.parse("spf/eval/a\t ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KnownFailures.parse("a\tb\na\tc")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listedNamesOfASuiteThatHasNoSuchCase_areFound() {
        assertThat(list.unmatched("spf/eval/", Set.of("spf/eval/c"))).containsExactly("spf/eval/a b");
        assertThat(list.unmatched("dkim/", Set.of())).isEmpty();
    }

    @Test
    void moduleWithoutAList_knowsNoFailures() {
        assertThat(KnownFailures.of(String.class).citation("spf/eval/c")).isEmpty();
    }
}
