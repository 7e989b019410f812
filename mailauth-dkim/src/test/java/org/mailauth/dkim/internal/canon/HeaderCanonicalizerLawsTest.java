package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HeaderCanonicalizerLawsTest {
    @Provide
    Arbitrary<String> fields() {
        return Canon.fields();
    }

    private static String relaxed(String field) {
        return Canon.header(HeaderCanonicalizer.RELAXED, field);
    }

    private static String simple(String field) {
        return Canon.header(HeaderCanonicalizer.SIMPLE, field);
    }

    @Property(tries = 3000)
    void relaxedIsWhatTheRfcSays(@ForAll("fields") String field) {
        assertThat(relaxed(field)).isEqualTo(NaiveCanonicalization.relaxedHeader(field));
    }

    @Property
    void simpleChangesNothing(@ForAll("fields") String field) {
        assertThat(simple(field)).isEqualTo(field);
    }

    @Property
    void canonicalFieldsAreLeftAlone(@ForAll("fields") String field) {
        String relaxed = relaxed(field);
        assertThat(relaxed(relaxed)).isEqualTo(relaxed);
    }
}
