package org.mailauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class VisibleLawsTest {

    @Property
    void resultHasNothingHiddenAnyMore(@ForAll String text) {
        String shown = Visible.of(text);
        assertThat(Visible.of(shown)).isSameAs(shown);
        assertThat(shown.codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
