package org.mailauth.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;

/** RFC 6125 §6.4, RFC 8461 §3.3, §4.1 and RFC 7672 §3.2.3. */
class DnsIdTest {
    private static final DomainName HOST = DomainName.of("mta-sts.example.com");

    @Test
    void onlyAsciiIsWithoutCase() {
        assertThat(DnsId.matches("MTA-STS.EXAMPLE.COM", HOST)).isTrue();
        // the Kelvin sign in lower case is a k
        assertThat(DnsId.matches("\u212A.example.com", DomainName.of("k.example.com")))
                .isFalse();
    }

    @Test
    void finalDotAndEmptyNamesAreNoNames() {
        for (String name :
                List.of("", ".", "*", "*.", "mta-sts.example.com.", ".example.com", " mta-sts.example.com")) {
            assertThat(DnsId.matches(name, HOST)).as(name).isFalse();
        }
    }

    @Property
    void anyTextIsANameOrNot(@ForAll String text) {
        assertThat(DnsId.matches(text, HOST)).isEqualTo(byLabels(text, HOST));
    }

    /** Label by label, the same comes out. */
    @Property
    void labelsDecide(@ForAll("names") String name, @ForAll("hosts") String host) {
        DomainName domain = DomainName.of(host);
        boolean matches = DnsId.matches(name, domain);
        assertThat(matches).isEqualTo(byLabels(name, domain));
        Statistics.label("matches").collect(matches).coverage(coverage -> {
            coverage.check(true).percentage(percent -> percent > 2);
            coverage.check(false).percentage(percent -> percent > 20);
        });
    }

    private static boolean byLabels(String name, DomainName host) {
        List<String> given = List.of(name.toLowerCase(Locale.ROOT).split("\\.", -1));
        List<String> wanted = host.labels();
        return given.size() == wanted.size()
                && given.subList(1, given.size()).equals(wanted.subList(1, wanted.size()))
                && (given.get(0).equals(wanted.get(0)) || (given.get(0).equals("*") && wanted.size() > 1));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("*", "a", "A", "b", "a*")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(each -> String.join(".", each));
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.of("a", "b").list().ofMinSize(1).ofMaxSize(3).map(each -> String.join(".", each));
    }
}
