package org.mailauth.dkim.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CryptoTest {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    /** RFC 8032 §7.1 test 1. */
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    static List<Crypto> cryptos() {
        return List.of(Crypto.standard(), Crypto.preferring(new BouncyCastleProvider()));
    }

    @Test
    void rfc8032Section71Test1() {
        byte[] signature = EdwardsSeed.of(SEED).sign(new byte[0]);
        assertThat(HexFormat.of().formatHex(signature))
                .isEqualTo(
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                                + "d25bf5f0595bbe24655141438e7a100b");
    }

    @ParameterizedTest
    @MethodSource("cryptos")
    void anEd25519SignatureHoldsForItsDataOnly(Crypto crypto) {
        PublicKeyData.Ed25519 key = new PublicKeyData.Ed25519(PUBLIC);
        byte[] signature = EdwardsSeed.of(SEED).sign(DATA);
        assertThat(crypto.verifyEd25519(key, DATA, signature)).isTrue();
        assertThat(crypto.verifyEd25519(key, new byte[0], signature)).isFalse();
        for (int at = 0; at < signature.length; at++) {
            byte[] changed = signature.clone();
            changed[at] ^= 1;
            assertThat(crypto.verifyEd25519(key, DATA, changed)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("cryptos")
    void signaturesAndKeysOfOddFormDoNotHold(Crypto crypto) {
        List<String> points =
                List.of("00".repeat(32), "ff".repeat(32), "02" + "00".repeat(31), "ed" + "ff".repeat(30) + "7f");
        for (int length : new int[] {0, 1, 63, 64, 65, 1000}) {
            byte[] signature = new byte[length];
            assertThat(crypto.verifyEd25519(new PublicKeyData.Ed25519(PUBLIC), DATA, signature))
                    .isFalse();
            for (String point : points) {
                crypto.verifyEd25519(new PublicKeyData.Ed25519(point), DATA, signature);
            }
            for (BigInteger modulus : List.of(
                    BigInteger.ONE,
                    BigInteger.valueOf(15),
                    BigInteger.ONE.shiftLeft(511).setBit(0),
                    BigInteger.ONE.shiftLeft(1023).setBit(0))) {
                PublicKeyData.Rsa key = new PublicKeyData.Rsa(modulus, BigInteger.valueOf(3));
                assertThat(crypto.verifyRsa(key, "SHA256withRSA", sink -> sink.accept(DATA, 0, DATA.length), signature))
                        .isFalse();
            }
        }
    }

    @Test
    void aDigestThatNobodyHasIsAnIllegalState() {
        assertThatIllegalStateException().isThrownBy(() -> Crypto.standard().digest("no-such-digest"));
    }
}
