package org.mailauth.dkim.internal.signature;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mailauth.internal.tag.Tag;

/** A known name is told as any other: as it is written. */
class KnownNamesLawsTest {
    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> known = Arbitraries.of(
                "From", "from", "FROM", "Message-ID", "Message-Id", "message-id", "List-Unsubscribe-Post", "To", "Tp");
        return Arbitraries.oneOf(
                known,
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(40));
    }

    @Property
    void agreesWithTheNaiveTwin(@ForAll("names") String before, @ForAll("names") String name) {
        Tag tag = new Tag("h", before + ":" + name, 0, 0);
        int start = before.length() + 1;
        assertThat(KnownNames.of(tag, start, start + name.length())).isEqualTo(name);
        assertThat(KnownNames.of(tag, 0, before.length())).isEqualTo(before);
    }

    @Example
    void usualNamesAreNotMadeAgain() {
        Tag tag = new Tag("h", "From:content-transfer-encoding", 0, 0);
        assertThat(KnownNames.of(tag, 0, 4)).isSameAs(KnownNames.of(tag, 0, 4));
        assertThat(KnownNames.of(tag, 5, 30))
                .isSameAs(KnownNames.of(tag, 5, 30))
                .isEqualTo("content-transfer-encoding");
    }
}
