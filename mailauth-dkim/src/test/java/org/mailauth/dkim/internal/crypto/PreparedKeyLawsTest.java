package org.mailauth.dkim.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A key that is kept is the key that a factory makes each time, of the provider that asks. */
class PreparedKeyLawsTest {
    private static final RSAPublicKeySpec SPEC = new RSAPublicKeySpec(
            BigInteger.probablePrime(1024, new Random(1)).multiply(BigInteger.probablePrime(1024, new Random(2))),
            BigInteger.valueOf(65537));
    /** The second one has no key factory of its own. */
    private static final List<Provider> PROVIDERS =
            List.of(new BouncyCastleProvider(), Security.getProvider("SUN"), Security.getProvider("SunRsaSign"));

    @Provide
    Arbitrary<List<Integer>> askers() {
        return Arbitraries.integers().between(-1, PROVIDERS.size() - 1).list().ofMaxSize(8);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheNaiveTwin(@ForAll("askers") @Size(max = 8) List<Integer> askers) throws GeneralSecurityException {
        PreparedKey prepared = new PreparedKey("RSA", SPEC);
        for (int asker : askers) {
            Provider provider = asker < 0 ? null : PROVIDERS.get(asker);
            PublicKey key = prepared.forProvider(provider);
            PublicKey naive = factory(provider).generatePublic(SPEC);
            assertThat(key).isInstanceOf(naive.getClass()).isEqualTo(naive);
            assertThat(key.getEncoded()).isEqualTo(naive.getEncoded());
            assertThat(prepared.forProvider(provider)).isSameAs(key);
        }
    }

    private static KeyFactory factory(Provider provider) throws GeneralSecurityException {
        boolean has = provider != null && provider.getService("KeyFactory", "RSA") != null;
        return has ? KeyFactory.getInstance("RSA", provider) : KeyFactory.getInstance("RSA");
    }
}
