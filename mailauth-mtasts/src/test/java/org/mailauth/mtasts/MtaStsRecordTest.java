package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** The TXT record of RFC 8461 §3.1. */
class MtaStsRecordTest {

    private static List<String> codes(Parsed<?> parsed) {
        return parsed.problems().stream().map(Problem::code).toList();
    }

    @Test
    void exampleOfSection31() {
        Parsed<MtaStsRecord> parsed = MtaStsRecord.parse("v=STSv1; id=20160831085700Z;");
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.orElseThrow()).isEqualTo(MtaStsRecord.withId("20160831085700Z"));
    }

    @Test
    void extensionsMayStandBeforeTheId() {
        MtaStsRecord record = MtaStsRecord.of("v=STSv1; a-b.c_d=x:y,z; id=1");
        assertThat(record.id()).isEqualTo("1");
        assertThat(record.extensions()).containsExactly(new MtaStsRecord.Extension("a-b.c_d", "x:y,z"));
    }

    @Test
    void ofTwoIdsTheFirstCounts() { // RFC 8461 §3.2
        Parsed<MtaStsRecord> parsed = MtaStsRecord.parse("v=STSv1; id=1; id=2");
        assertThat(parsed.orElseThrow().id()).isEqualTo("1");
        assertThat(codes(parsed)).containsExactly("mtasts.duplicate");
    }

    @Test
    void brokenFirstIdIsNotMendedByTheSecond() {
        assertThat(MtaStsRecord.parse("v=STSv1; id=a-b; id=2").value()).isEmpty();
    }

    @Test
    void everyMistakeIsNamedWithItsPlace() {
        Parsed<MtaStsRecord> parsed = MtaStsRecord.parse("v=STSv1; id=a-b;; =x; y=");
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems().stream()
                        .map(problem ->
                                problem.code() + "@" + problem.position().orElse(-1)))
                .containsExactly("mtasts.id@12", "mtasts.field-empty@16", "mtasts.field@18", "mtasts.value@24");
    }

    @ParameterizedTest
    @CsvSource({
        "v=STSv1, mtasts.id-missing",
        "v=STSv1;, mtasts.id-missing",
        "v=STSv1 x; id=1, mtasts.version",
        "v=STSv10; id=1, mtasts.version",
        "V=STSv1; id=1, mtasts.version",
        "v=stsv1; id=1, mtasts.version",
        "' v=STSv1; id=1', mtasts.version",
        "v=STSv1; ID=1, mtasts.id-missing",
        "v=STSv1; id = 1, mtasts.field",
        "'v=STSv1; id=1 ', mtasts.id",
        "v=STSv1; id=1; x=a=b, mtasts.value",
        "v=STSv1; id=1; -x=a, mtasts.field",
        "v=STSv1; id=1; x, mtasts.field",
    })
    void whatTheGrammarDoesNotHaveIsNoRecord(String text, String code) {
        Parsed<MtaStsRecord> parsed = MtaStsRecord.parse(text);
        assertThat(parsed.value()).isEmpty();
        assertThat(codes(parsed)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=STSv1;id=1", "v=STSv1 \t; \tid=1 \t; \t", "v=STSv1;\tid=1;x=1"})
    void blanksMayStandAroundSemicolons(String text) {
        assertThat(MtaStsRecord.of(text).id()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "v=STSv1;, true",
        "v=STSv1 ;x, true",
        "v=STSv1; id=!!!, true",
        "v=STSv1, false",
        "v=STSv1 , false",
        "v=STSv1x;, false",
        "v=spf1 -all, false",
        "'', false"
    })
    void whatStartsWithVersionAndSemicolonCountsAsOne(String text, boolean counts) {
        assertThat(MtaStsRecord.isMtaSts(text)).isEqualTo(counts);
    }

    @Test
    void valuesThatNoRecordCanHaveAreRefused() {
        assertThatThrownBy(() -> MtaStsRecord.withId("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MtaStsRecord.Extension("id", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MtaStsRecord.Extension("x", "a;b")).isInstanceOf(IllegalArgumentException.class);
    }
}
