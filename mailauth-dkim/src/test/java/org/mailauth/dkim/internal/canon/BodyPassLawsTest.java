package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.message.BodyStream;

/** One pass makes the hashes that each signature for itself would make, by the RFC's words, of the whole body. */
class BodyPassLawsTest {
    @Provide
    Arbitrary<byte[]> bodies() {
        return Canon.bodies();
    }

    /** Few different ones, so that equal ones meet. */
    @Provide
    Arbitrary<WantedHash> wanted() {
        return Combinators.combine(
                        Arbitraries.of(BodyCanonicalization.class),
                        Arbitraries.of("SHA-256", "SHA-1"),
                        Arbitraries.of(Long.MAX_VALUE, 0L, 5L))
                .as(WantedHash::new);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheNaiveTwin(
            @ForAll("bodies") byte[] body,
            @ForAll @Size(max = 6) List<@From("wanted") WantedHash> wanted,
            @ForAll @IntRange(max = 1000) int place)
            throws NoSuchAlgorithmException {
        Budget budget = Budget.open(BudgetLimits.defaults());
        BodyStream stream = BodyStream.open();
        BodyPass pass = BodyPass.on(stream, Crypto.standard(), budget, "test");
        List<BodyPass.Result> results = new ArrayList<>();
        for (WantedHash want : wanted) {
            results.add(pass.want(want.form(), want.digestName(), want.limit()));
        }
        int cut = place % (body.length + 1);
        stream.write(body, 0, cut);
        stream.write(body, cut, body.length - cut);
        stream.close();
        for (int at = 0; at < wanted.size(); at++) {
            assertThat(results.get(at).value()).isEqualTo(naive(body, wanted.get(at)));
        }
        Set<WantedHash> distinct = new HashSet<>(wanted);
        assertThat(pass.results().keySet()).isEqualTo(distinct);
        assertThat(new HashSet<>(results)).hasSameSizeAs(distinct);
        assertThat(budget.statement().spent(Budget.Resource.BODY_OCTETS))
                .isEqualTo((long) body.length * distinct.size());
    }

    private static byte[] naive(byte[] body, WantedHash want) throws NoSuchAlgorithmException {
        String text = Canon.text(body);
        String canonical = want.form() == BodyCanonicalization.SIMPLE
                ? NaiveCanonicalization.simpleBody(text)
                : NaiveCanonicalization.relaxedBody(text);
        String covered = canonical.substring(0, (int) Math.min(want.limit(), canonical.length()));
        return MessageDigest.getInstance(want.digestName()).digest(Canon.octets(covered));
    }
}
