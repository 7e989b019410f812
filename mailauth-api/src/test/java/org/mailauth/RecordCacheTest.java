package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCacheTest {
    private final List<String> read = new ArrayList<>();

    private String upper(String text) {
        read.add(text);
        return "[" + text + "]";
    }

    private Integer length(String text) {
        read.add(text);
        return text.length();
    }

    @Test
    void sameTextIsReadOnce() {
        RecordCache cache = RecordCache.ofSize(16);
        assertThat(cache.get(String.class, "v=DKIM1", this::upper)).isEqualTo("[v=DKIM1]");
        assertThat(cache.get(String.class, "v=DKIM1 ".strip(), this::upper)).isEqualTo("[v=DKIM1]");
        assertThat(read).containsExactly("v=DKIM1");
    }

    @Test
    void kindsAreToldApartEvenInOnePlace() {
        RecordCache cache = RecordCache.ofSize(1);
        assertThat(cache.get(String.class, "text", this::upper)).isEqualTo("[text]");
        assertThat(cache.get(Integer.class, "text", this::length)).isEqualTo(4);
        assertThat(cache.get(String.class, "text", this::upper)).isEqualTo("[text]");
        assertThat(read).hasSize(3);
    }

    @Test
    void textsOfOneHashCodeAreToldApart() {
        RecordCache cache = RecordCache.ofSize(16);
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(cache.get(String.class, "Aa", this::upper)).isEqualTo("[Aa]");
        assertThat(cache.get(String.class, "BB", this::upper)).isEqualTo("[BB]");
        assertThat(cache.get(String.class, "Aa", this::upper)).isEqualTo("[Aa]");
    }

    @Test
    void smallCacheForgetsAndNeverConfuses() {
        RecordCache cache = RecordCache.ofSize(3);
        for (int round = 0; round < 3; round++) {
            for (int at = 0; at < 1000; at++) {
                String text = "record " + at;
                assertThat(cache.get(String.class, text, this::upper)).isEqualTo("[" + text + "]");
            }
        }
        assertThat(read.size()).isBetween(2900, 3000);
    }

    @Test
    void manyRecordsFindPlaces() {
        RecordCache cache = RecordCache.ofSize(4096);
        for (int round = 0; round < 2; round++) {
            for (int at = 0; at < 100; at++) {
                cache.get(String.class, "record " + at, this::upper);
            }
        }
        // A few want the same place, and most do not.
        assertThat(read.size()).isBetween(100, 120);
    }

    @Test
    void twoKindsOfOneTextNeedNotTakeTurns() {
        RecordCache cache = RecordCache.ofSize(4096);
        for (int round = 0; round < 2; round++) {
            cache.get(String.class, "text", this::upper);
            cache.get(Integer.class, "text", this::length);
        }
        assertThat(read).hasSize(2);
    }

    /** Of two places, another record leaves a record alone as often as not. */
    @Test
    void everyPlaceIsUsed() {
        int left = 0;
        for (int at = 0; at < 200; at++) {
            RecordCache cache = RecordCache.ofSize(2);
            cache.get(String.class, "text", this::upper);
            cache.get(String.class, "record " + at, this::upper);
            read.clear();
            cache.get(String.class, "text", this::upper);
            left += read.isEmpty() ? 1 : 0;
        }
        assertThat(left).isBetween(70, 130);
    }

    @Test
    void readerMustNotReturnNull() {
        RecordCache cache = RecordCache.ofSize(1);
        Function<String, @Nullable String> wrong = text -> null;
        assertThatNullPointerException().isThrownBy(() -> cache.get(String.class, "a", wrong));
        assertThat(cache.get(String.class, "a", this::upper)).isEqualTo("[a]");
    }

    @Test
    void noneAndLongTextsAreReadEachTime() {
        RecordCache none = RecordCache.none();
        none.get(String.class, "a", this::upper);
        none.get(String.class, "a", this::upper);
        RecordCache cache = RecordCache.ofSize(1);
        String text = "x".repeat(1025);
        cache.get(String.class, text, this::upper);
        cache.get(String.class, text, this::upper);
        assertThat(read).containsExactly("a", "a", text, text);
    }

    @Test
    void failureOfTheReaderIsNotRemembered() {
        RecordCache cache = RecordCache.ofSize(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.get(String.class, "a", text -> {
                    throw new IllegalStateException(text);
                }));
        assertThat(cache.get(String.class, "a", this::upper)).isEqualTo("[a]");
    }

    @Test
    void sizeIsChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> RecordCache.ofSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> RecordCache.ofSize(Integer.MAX_VALUE));
    }
}
