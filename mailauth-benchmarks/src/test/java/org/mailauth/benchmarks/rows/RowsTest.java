package org.mailauth.benchmarks.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that measures a failure measures nothing. */
class RowsTest {
    private static final Locale DEFAULT = Locale.getDefault();

    @BeforeAll
    static void namesAreAscii() {
        // utils-mail-dkim folds names by the default locale: in Turkish it signs no field with an "I" in its name
        Locale.setDefault(Locale.ROOT);
    }

    @AfterAll
    static void restore() {
        Locale.setDefault(DEFAULT);
    }

    static Stream<Row> rows() {
        // the largest ones take seconds, and nothing but more of the same
        return Rows.all().stream()
                .filter(row -> !row.work().contains(" MiB")
                        && !row.work().contains("4096")
                        && !row.work().contains("65536")
                        && !row.work().contains("262144")
                        && !row.work().contains("100000"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowsResultIsRight(Row row) throws Exception {
        assertThat(row.setup().prepare().run()).as(row.id()).isTrue();
    }

    @Test
    void everyRowOfDkimHasTheFloorOfItsProvider() {
        List<Row> mine = Rows.all().stream()
                .filter(row -> row.who().startsWith(Row.MAILAUTH))
                .filter(row ->
                        row.group().equals(DkimRows.VERIFY) || row.group().equals(DkimRows.SIGN))
                .toList();

        assertThat(mine).hasSizeGreaterThanOrEqualTo(12).allSatisfy(row -> {
            String floor =
                    row.id().replace("| " + Row.MAILAUTH, "| " + Row.FLOOR).replace(", nothing cached", "");
            assertThat(Rows.floorOf(row).map(Row::id)).contains(floor);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DKIM verify | rsa-2048 4 KiB | floor",
                "DKIM verify | rsa-2048 4 KiB | jDKIM",
                "SPF | ip4 match | mailauth",
                "linear | 10 signatures | mailauth",
                "primitives | rsa-2048 sign | JDK"
            })
    void noOtherRowHasOne(String id) {
        assertThat(Rows.floorOf(Rows.find(id))).isEmpty();
    }

    @Test
    void rowsThatAreDoneOnceWarmUpBySmallerOnes() throws Exception {
        List<Row> once =
                Rows.all().stream().filter(row -> row.warmUp().isPresent()).toList();

        assertThat(once).extracting(Row::work).containsExactly("read 100000 reports", "sum up 100000 reports");
        for (Row row : once) {
            assertThat(row.warmUp().orElseThrow().prepare().run()).as(row.id()).isTrue();
        }
    }
}
