package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.message.BodyStream;

/** Hashes of an earlier pass stand for a body that is not at hand. */
class RecordedBodyTest {
    private static final byte[] BODY = "A  line.\r\nAnother.\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static Map<WantedHash, RecordedBody.Value> recorded(WantedHash... wanted) {
        BodyStream body = BodyStream.open();
        BodyPass pass = BodyPass.on(body, Crypto.standard(), null, "test");
        for (WantedHash want : wanted) {
            pass.want(want.form(), want.digestName(), want.limit());
        }
        body.write(BODY, 0, BODY.length);
        body.close();
        Map<WantedHash, RecordedBody.Value> values = new LinkedHashMap<>();
        pass.results()
                .forEach((want, result) ->
                        values.put(want, new RecordedBody.Value(result.value(), result.canonicalLength())));
        return values;
    }

    private static BodyPass replayed(RecordedBody stand, Budget budget, BodyStream body) {
        body.join(RecordedBody.class, "any key", () -> stand);
        return BodyPass.on(body, Crypto.standard(), budget, "test");
    }

    @Test
    void passOnARecordedBodyFindsWhatThePassOnTheBodyFound() {
        WantedHash whole = new WantedHash(BodyCanonicalization.RELAXED, "SHA-256", Long.MAX_VALUE);
        WantedHash part = new WantedHash(BodyCanonicalization.SIMPLE, "SHA-256", 5);
        WantedHash beyond = new WantedHash(BodyCanonicalization.SIMPLE, "SHA-256", 500);
        Map<WantedHash, RecordedBody.Value> values = recorded(whole, part, beyond);
        BodyStream body = BodyStream.open();
        BodyPass pass = replayed(new RecordedBody(BODY.length, values), Budget.open(BudgetLimits.defaults()), body);
        BodyPass.Result first = pass.want(whole.form(), whole.digestName(), whole.limit());
        BodyPass.Result second = pass.want(part.form(), part.digestName(), part.limit());
        BodyPass.Result third = pass.want(beyond.form(), beyond.digestName(), beyond.limit());
        body.close();

        assertThat(first.value()).isEqualTo(values.get(whole).hash());
        assertThat(pass.refusal(first, values.get(whole).hash())).isNull();
        assertThat(pass.refusal(first, values.get(part).hash())).isEqualTo(DkimReason.BODY_HASH_MISMATCH);
        assertThat(second.uncovered()).isEqualTo(BODY.length - 2 - 5);
        assertThat(pass.refusal(second, values.get(part).hash())).isNull();
        assertThat(pass.refusal(third, values.get(beyond).hash())).isEqualTo(DkimReason.LENGTH_BEYOND_BODY);
    }

    @Test
    void hashThatWasNotRecordedIsATemporaryErrorAndTold() {
        BodyStream body = BodyStream.open();
        RecordedBody stand = new RecordedBody(BODY.length, Map.of());
        BodyPass pass = replayed(stand, Budget.open(BudgetLimits.defaults()), body);
        BodyPass.Result result = pass.want(BodyCanonicalization.SIMPLE, "SHA-256", Long.MAX_VALUE);
        body.close();

        assertThat(pass.refusal(result, new byte[0])).isEqualTo(DkimReason.BODY_UNAVAILABLE);
        assertThat(stand.missing())
                .containsExactly(new WantedHash(BodyCanonicalization.SIMPLE, "SHA-256", Long.MAX_VALUE));
    }

    @Test
    void recordedBodyCostsWhatTheBodyCosts() {
        WantedHash whole = new WantedHash(BodyCanonicalization.RELAXED, "SHA-256", Long.MAX_VALUE);
        WantedHash part = new WantedHash(BodyCanonicalization.SIMPLE, "SHA-256", 5);
        for (List<WantedHash> wanted : List.of(List.of(whole), List.of(whole, part))) {
            int cost = wanted.size() * BODY.length;
            for (int least : new int[] {cost - 1, cost}) {
                BodyStream body = BodyStream.open();
                BodyPass pass = replayed(
                        new RecordedBody(BODY.length, recorded(whole, part)),
                        Budget.open(BudgetLimits.defaults().withBodyOctets(least)),
                        body);
                wanted.forEach(want -> pass.want(want.form(), want.digestName(), want.limit()));
                body.close();

                assertThat(pass.isExhausted()).isEqualTo(least < cost);
            }
        }
    }

    @Test
    void octetsBesideARecordedBodyAreAMistake() {
        BodyStream body = BodyStream.open();
        replayed(new RecordedBody(1, Map.of()), Budget.open(BudgetLimits.defaults()), body);

        assertThatThrownBy(() -> body.write(1)).isInstanceOf(IllegalStateException.class);
    }
}
