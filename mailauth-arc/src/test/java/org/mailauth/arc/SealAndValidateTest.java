package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.message.Message;

/** What is sealed validates. */
class SealAndValidateTest {
    @Test
    void chainsOfOneToFiftyHopsPass() {
        Message message = Checks.message(Hops.MAIL);
        for (int hops = 1; hops <= Instance.MAX; hops++) {
            message = Hops.forward(message, hops);
            ArcValidation validation = Checks.verify(Checks.text(message));
            assertThat(validation.reason()).as(validation.toString()).isEqualTo(ArcReason.VALIDATED);
            assertThat(validation.sets()).hasSize(hops);
            assertThat(validation.oldestPass()).hasValue(0);
        }
        ArcValidation received = Hops.validate(message);
        assertThat(Hops.sealer(51).build().seal(message, received, Hops.results(received)))
                .isInstanceOf(ArcSealing.ChainTooLong.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyCanonicalizationPasses(HeaderCanonicalization header) {
        for (BodyCanonicalization body : BodyCanonicalization.values()) {
            Message message = Checks.message(Hops.MAIL);
            for (int instance = 1; instance <= 3; instance++) {
                ArcValidation received = Hops.validate(message);
                ArcSealing sealing = Hops.sealer(instance)
                        .canonicalization(header, body)
                        .build()
                        .seal(message, received, Hops.results(received));
                message = message.withPrepended(sealing.headerFields());
            }
            Checks.assertReason(Checks.text(message), ArcReason.VALIDATED);
        }
    }

    @Test
    void evidenceTellsWhoSealedWhenAndWhatTheyFound() {
        ArcValidation validation = Hops.validate(Hops.chain(2));
        ArcSet first = validation.sets().get(0);
        ArcSet second = validation.sets().get(1);

        assertThat(first.instance()).isEqualTo(1);
        assertThat(first.sealer()).hasToString(Hops.ODD);
        assertThat(first.selector()).hasToString("r1");
        assertThat(first.algorithm().word()).isEqualTo("rsa-sha256");
        assertThat(first.chainValidation()).isEqualTo(ChainValidationStatus.NONE);
        assertThat(first.sealedAt()).contains(Checks.NOW);
        assertThat(first.signedAt()).contains(Checks.NOW);
        assertThat(first.expiration()).isEmpty();
        assertThat(second.sealer()).hasToString(Hops.EVEN);
        assertThat(second.algorithm().word()).isEqualTo("ed25519-sha256");
        assertThat(second.chainValidation()).isEqualTo(ChainValidationStatus.PASS);
        assertThat(second.messageSigner()).isEqualTo(second.sealer());
        assertThat(second.messageSelector()).isEqualTo(second.selector());
        assertThat(second.messageAlgorithm()).isEqualTo(second.algorithm());
        assertThat(first.authenticationResults().orElseThrow().results())
                .extracting(result -> result.method() + "=" + result.result())
                .containsExactly("dkim=pass", "dmarc=pass", "arc=none");
        assertThat(second.authenticationResults()
                        .orElseThrow()
                        .results("arc")
                        .get(0)
                        .result())
                .isEqualTo("pass");
    }

    @Test
    void aSealedSetIsWhatIsReadBack() {
        Message mail = Checks.message(Hops.MAIL);
        ArcValidation received = Hops.validate(mail);
        ArcSet sealed = Hops.sealer(1)
                .build()
                .seal(mail, received, Hops.results(received))
                .set()
                .orElseThrow();

        assertThat(Hops.validate(mail.withPrepended(sealed.headerFields())).sets())
                .isEqualTo(List.of(sealed));
        assertThat(sealed.headerFields())
                .extracting(field -> field.name())
                .containsExactly("ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results");
    }
}
