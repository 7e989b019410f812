package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mailauth.dns.DnsRecord;

/** Pieces are the text that joining them makes. */
class JoinedTextLawsTest {
    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of("", "a", "b", "ab", "ba", "v=DKIM1; p=", "x".repeat(255), "Aa", "BB", "\u00ff")
                .list()
                .ofMaxSize(5);
    }

    @Property
    void hashesAndComparesAsTheJoinedText(
            @ForAll("pieces") List<String> pieces, @ForAll("pieces") List<String> others) {
        String text = String.join("", pieces);
        JoinedText joined = JoinedText.of(pieces);
        assertThat(joined.length()).isEqualTo(text.length());
        assertThat(joined.hash()).isEqualTo(text.hashCode());
        assertThat(joined.is(text)).isTrue();
        String other = String.join("", others);
        assertThat(joined.is(other)).isEqualTo(text.equals(other));
    }

    @Property
    void cacheFindsARecordByItsTextAndByItsPieces(@ForAll("pieces") List<String> pieces) {
        String text = String.join("", pieces);
        DnsRecord.Txt record = new DnsRecord.Txt(pieces);
        RecordCache cache = RecordCache.ofSize(1);
        String kept = cache.get(String.class, record, read -> "read " + read);
        assertThat(kept).isEqualTo("read " + text);
        if (text.length() <= 1024) {
            assertThat(cache.get(String.class, text, read -> "again")).isEqualTo(kept);
            assertThat(cache.get(String.class, record, read -> "again")).isEqualTo(kept);
        } else {
            assertThat(cache.get(String.class, record, read -> "again")).isEqualTo("again");
        }
        assertThat(RecordCache.none().get(String.class, record, read -> "none")).isEqualTo("none");
    }

    @Example
    void textOfTheSameLengthAndHashIsAnother() {
        assertThat(JoinedText.of(List.of("A", "a")).is("Aa")).isTrue();
        assertThat(JoinedText.of(List.of("A", "a")).is("BB")).isFalse();
    }
}
