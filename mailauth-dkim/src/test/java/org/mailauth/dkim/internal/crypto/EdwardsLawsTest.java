package org.mailauth.dkim.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Keys that are kept ready for use say what Bouncy Castle's signer says, which takes them to pieces each time. */
class EdwardsLawsTest {
    private static byte[] signPlainly(byte[] seed, byte[] data) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, new Ed25519PrivateKeyParameters(seed));
        signer.update(data, 0, data.length);
        return signer.generateSignature();
    }

    private static boolean holdsPlainly(byte[] key, byte[] data, byte[] signature) {
        Ed25519Signer signer = new Ed25519Signer();
        try {
            signer.init(false, new Ed25519PublicKeyParameters(key));
        } catch (IllegalArgumentException noPointOfTheCurve) {
            return false;
        }
        signer.update(data, 0, data.length);
        return signer.verifySignature(signature);
    }

    /** Keys of honest people, any octets, and what is no point, of small order, or not in its shortest form. */
    @Provide
    Arbitrary<byte[]> keys() {
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofSize(32);
        Arbitrary<byte[]> odd = Arbitraries.of(List.of(
                        "00".repeat(32),
                        "01" + "00".repeat(31),
                        "01" + "00".repeat(30) + "80",
                        "ec" + "ff".repeat(30) + "7f",
                        "ed" + "ff".repeat(30) + "7f",
                        "ee" + "ff".repeat(30) + "7f",
                        "ff".repeat(32),
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"))
                .map(HexFormat.of()::parseHex);
        return Arbitraries.oneOf(any.map(seed -> EdwardsSeed.of(seed).publicHalf()), any, odd);
    }

    @Property(tries = 200)
    void preparedSeedSignsAsBouncyCastleDoes(
            @ForAll @Size(32) byte[] seed, @ForAll @Size(max = 100) byte[] data, @ForAll @IntRange(max = 511) int bit) {
        byte[] given = seed.clone();
        EdwardsSeed prepared = EdwardsSeed.of(given);
        byte[] signature = prepared.sign(data);
        byte[] told = prepared.publicHalf();
        PreparedPoint point = new PreparedPoint(told.clone());
        // What the caller does to its own octets afterwards is no matter.
        Arrays.fill(given, (byte) 0);
        Arrays.fill(told, (byte) 0);
        assertThat(signature).isEqualTo(signPlainly(seed, data)).isEqualTo(prepared.sign(data));
        assertThat(point.holds(data, signature)).isTrue();
        // RFC 8032 §5.1.7: a signature has 64 octets, and no more of them.
        assertThat(point.holds(data, Arrays.copyOf(signature, 65))).isFalse();
        assertThat(point.holds(data, Arrays.copyOf(signature, 63))).isFalse();
        signature[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(point.holds(data, signature)).isFalse();
    }

    @Property(tries = 500)
    void preparedPointJudgesAsBouncyCastleDoes(
            @ForAll("keys") byte[] key, @ForAll @Size(max = 40) byte[] data, @ForAll @Size(max = 70) byte[] signature) {
        PreparedPoint point = new PreparedPoint(key);
        byte[] ofNoPoint = new byte[64];
        // RFC 8032 §5.1.7: with a point of order one, R as the neutral element and S of zero would hold for anything.
        ofNoPoint[0] = 1;
        for (byte[] tried : List.of(signature, ofNoPoint, new byte[64], new byte[63], new byte[65])) {
            boolean holds = holdsPlainly(key, data, tried);
            assertThat(point.holds(data, tried)).isEqualTo(holds).isFalse();
            assertThat(point.holds(data, tried)).isEqualTo(holds);
        }
    }

    @Example
    void seedOfAnotherLengthIsRefused() {
        for (int length : new int[] {0, 31, 33}) {
            assertThatIllegalArgumentException().isThrownBy(() -> EdwardsSeed.of(new byte[length]));
        }
    }
}
