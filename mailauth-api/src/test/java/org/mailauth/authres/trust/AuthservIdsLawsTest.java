package org.mailauth.authres.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/** Laws of the border and of what lies behind it. */
class AuthservIdsLawsTest {
    private static final AuthservIds OWN = AuthservIds.of("mx.example.net");

    @Property(tries = 500)
    void whateverCameInIsNotBelievedOnceTheBorderHasDoneItsWork(@ForAll("headers") List<String> fields) {
        HeaderFields header =
                HeaderFields.of(fields.stream().map(AuthservIdsLawsTest::field).toList());
        List<ForgedResults> forged = OWN.forgedIn(header);
        Statistics.label("something was forged").collect(!forged.isEmpty());
        Statistics.label("something was forged")
                .coverage(coverage -> coverage.check(true).percentage(p -> p > 20));

        List<HeaderField> kept = new ArrayList<>(header.all());
        for (int i = forged.size() - 1; i >= 0; i--) {
            kept.remove(forged.get(i).index());
        }

        assertThat(OWN.forgedIn(HeaderFields.of(kept))).isEmpty();
        assertThat(OWN.trustedIn(HeaderFields.of(kept)).results()).isEmpty();
    }

    @Property(tries = 500)
    void whatTheBorderWritesIsBelievedAndNothingElse(@ForAll("headers") List<String> fields) {
        HeaderFields header =
                HeaderFields.of(fields.stream().map(AuthservIdsLawsTest::field).toList());
        AuthenticationResults own = AuthenticationResults.of(
                "mx.example.net", List.of(MethodResult.of("dkim", "fail").with("header", "d", "bank.example")));
        List<HeaderField> delivered = new ArrayList<>();
        delivered.add(own.toHeaderField());
        delivered.add(HeaderField.of("Received", " from a by mx.example.net; Fri, 11 Jul 2003 21:01:54 -0700"));
        delivered.addAll(header.all());

        assertThat(OWN.trustedIn(HeaderFields.of(delivered)).results()).containsExactly(own);
    }

    @Property(tries = 500)
    void noHeaderMakesItThrow(@ForAll byte[] octets) {
        HeaderFields header = Message.of(octets).header();

        assertThat(OWN.forgedIn(header)).isNotNull();
        assertThat(OWN.trustedIn(header).identifiers()).isNotNull();
    }

    private static HeaderField field(String line) {
        int colon = line.indexOf(':');
        return HeaderField.of(line.substring(0, colon), line.substring(colon + 1));
    }

    @Provide
    Arbitrary<List<String>> headers() {
        Arbitrary<String> id = Arbitraries.of(
                "mx.example.net",
                "MX.EXAMPLE.NET",
                "\"mx.example.net\"",
                "(c) mx.example.net",
                "mx.example.net 1",
                "mx.example.net 2",
                "evil.example",
                "\"\"",
                "");
        Arbitrary<String> rest = Arbitraries.of(
                "; none",
                "; dkim=pass header.d=bank.example",
                "; dkim=pass header.d=bank.example;",
                "; dkim = pass (c) header . d = \"bank.example\"",
                "",
                "; ?");
        Arbitrary<String> results = Arbitraries.of("Authentication-Results", "authentication-RESULTS")
                .flatMap(name -> id.flatMap(who -> rest.map(what -> name + ": " + who + what)));
        Arbitrary<String> others = Arbitraries.of("Subject: x", "Received: from a by b", "X-Authentication-Results: x");
        return Arbitraries.frequencyOf(Tuple.of(2, results), Tuple.of(1, others))
                .list()
                .ofMaxSize(6);
    }
}
