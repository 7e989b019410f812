package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Parsed;

class RecordLawsTest {

    @Provide
    Arbitrary<String> sound() {
        return RecordArbitraries.sound();
    }

    @Provide
    Arbitrary<String> any() {
        return RecordArbitraries.any();
    }

    @Property
    void writtenRecordIsReadBackEqual(@ForAll("any") String text) {
        Parsed<SpfRecord> parsed = SpfRecord.parse(text);

        parsed.value().ifPresent(record -> {
            SpfRecord again = SpfRecord.of(record.toString());
            assertThat(again).isEqualTo(record).hasSameHashCodeAs(record).hasToString(record.toString());
        });
        Statistics.label("well-formed").collect(parsed.value().isPresent());
        Statistics.label("well-formed")
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 40));
    }

    @Property
    void recordIsEitherUsableWithoutProblemOrSaysWhereItIsNot(@ForAll("any") String text) {
        Parsed<SpfRecord> parsed = SpfRecord.parse(text);

        assertThat(parsed.value().isPresent()).isEqualTo(parsed.problems().isEmpty());
        assertThat(parsed.problems()).allSatisfy(problem -> {
            assertThat(problem.code()).startsWith("spf.");
            assertThat(problem.position().orElseThrow()).isBetween(0L, (long) text.length());
        });
    }

    @Property
    void noTextMakesTheParserThrow(@ForAll String text) {
        assertThat(SpfRecord.parse(text)).isNotNull();
        assertThat(SpfRecord.parse("v=spf1 " + text)).isNotNull();
        assertThat(SpfRecord.parse("v=spf1 a:" + text + " exp=" + text)).isNotNull();
        assertThat(SpfRecord.isSpf(text)).isEqualTo(text.matches("(?si)v=spf1( .*)?"));
    }

    @Property
    void blanksBetweenTermsChangeNothing(@ForAll("sound") String text) {
        assertThat(SpfRecord.parse(text.replace(" ", "   ") + "  ").value())
                .isEqualTo(SpfRecord.parse(text).value());
    }
}
