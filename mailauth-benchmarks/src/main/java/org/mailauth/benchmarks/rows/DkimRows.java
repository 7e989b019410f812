package org.mailauth.benchmarks.rows;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.DKIMVerifier;
import org.jspecify.annotations.Nullable;
import org.mailauth.BudgetLimits;
import org.mailauth.RecordCache;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimSigning;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SigningKey;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** Verification and signing of DKIM, with floors and peers. */
public final class DkimRows {
    /** The table of verification. */
    public static final String VERIFY = "DKIM verify";

    /** The table of signing. */
    public static final String SIGN = "DKIM sign";

    private static final int MEGA = 1 << 20;
    private static final Map<String, Integer> SIZES =
            Map.of("1 KiB", 1024, "4 KiB", 4096, "50 KiB", 50 * 1024, "1 MiB", MEGA, "25 MiB", 25 * MEGA);

    private DkimRows() {}

    static void addTo(List<Row> rows) {
        for (String size : List.of("1 KiB", "4 KiB", "50 KiB", "1 MiB", "25 MiB")) {
            verify(rows, "rsa-2048", size);
        }
        verify(rows, "ed25519", "1 KiB");
        verify(rows, "ed25519", "4 KiB");
        sign(rows, "rsa-2048", "4 KiB");
        sign(rows, "ed25519", "4 KiB");
        sign(rows, "rsa-2048", "1 MiB");
    }

    private static void verify(List<Row> rows, String algorithm, String size) {
        int octets = SIZES.getOrDefault(size, 0);
        String work = algorithm + " " + size;
        rows.add(row(VERIFY, work, Row.FLOOR, () -> verifyFloor(algorithm, octets, null)));
        rows.add(row(VERIFY, work, Row.MAILAUTH, () -> verifier(algorithm, octets, null)));
        if (octets == 4096) {
            rows.add(row(VERIFY, work, Row.MAILAUTH + ", nothing cached", () -> uncached(algorithm, octets)));
        }
        Providers.optional().forEach((name, provider) -> {
            rows.add(row(VERIFY, work, Row.FLOOR + " " + name, () -> verifyFloor(algorithm, octets, provider)));
            rows.add(row(VERIFY, work, Row.MAILAUTH + " " + name, () -> verifier(algorithm, octets, provider)));
        });
        if (algorithm.startsWith("rsa")) {
            rows.add(row(VERIFY, work, "jDKIM", () -> jdkimVerifier(octets)));
        }
    }

    private static void sign(List<Row> rows, String algorithm, String size) {
        int octets = SIZES.getOrDefault(size, 0);
        String work = algorithm + " " + size;
        rows.add(row(SIGN, work, Row.FLOOR, () -> signFloor(algorithm, octets, null)));
        rows.add(row(SIGN, work, Row.MAILAUTH, () -> signer(algorithm, octets, null)));
        Providers.optional().forEach((name, provider) -> {
            rows.add(row(SIGN, work, Row.FLOOR + " " + name, () -> signFloor(algorithm, octets, provider)));
            rows.add(row(SIGN, work, Row.MAILAUTH + " " + name, () -> signer(algorithm, octets, provider)));
        });
        if (algorithm.startsWith("rsa")) {
            rows.add(row(SIGN, work, "jDKIM", () -> jdkimSigner(octets)));
            rows.add(row(SIGN, work, "utils-mail-dkim", () -> UtilsMailDkim.signer(key(algorithm), octets)));
        }
    }

    private static Row row(String group, String work, String who, Operation.Setup setup) {
        return new Row(group, work, who, 1, setup);
    }

    /**
     * Gives a key, which is made once for each run.
     *
     * @param algorithm {@code rsa-2048} or {@code ed25519}
     * @return the key
     */
    public static SigningKey key(String algorithm) {
        return algorithm.startsWith("rsa") ? Keys.RSA : Keys.ED25519;
    }

    private static final class Keys {
        static final SigningKey RSA = SigningKey.generateRsa(2048, new SecureRandom());
        static final SigningKey ED25519 = SigningKey.generateEd25519(new SecureRandom());
    }

    /** One signature operation of the provider in use, and its SHA-256 over the message. */
    private static Operation verifyFloor(String algorithm, int octets, @Nullable Provider provider) throws Exception {
        byte[] message = Mails.signed(Mails.plain(octets), key(algorithm), 1);
        return floor(message, Primitives.verify(algorithm, provider), provider);
    }

    private static Operation signFloor(String algorithm, int octets, @Nullable Provider provider) throws Exception {
        return floor(Mails.plain(octets), Primitives.sign(algorithm, provider), provider);
    }

    private static Operation floor(byte[] message, Operation signature, @Nullable Provider provider) throws Exception {
        MessageDigest digest = Primitives.sha256Digest(provider);
        return () -> digest.digest(message).length == 32 && signature.run();
    }

    private static Operation verifier(String algorithm, int octets, @Nullable Provider provider) throws Exception {
        SigningKey key = key(algorithm);
        return verifier(Mails.signed(Mails.plain(octets), key, 1), key, 1, provider);
    }

    /** Reads and decodes the key anew for each message. */
    private static Operation uncached(String algorithm, int octets) throws Exception {
        SigningKey key = key(algorithm);
        return verifier(Mails.signed(Mails.plain(octets), key, 1), key, 1, null, RecordCache.none());
    }

    /**
     * Verifies a message again and again.
     *
     * @param octets the message
     * @param key of all signatures
     * @param signatures how many there are, which must all pass
     * @param provider that verifies; null for the default
     * @return the operation
     */
    public static Operation verifier(byte[] octets, SigningKey key, int signatures, @Nullable Provider provider) {
        return verifier(octets, key, signatures, provider, RecordCache.ofSize(1024));
    }

    private static Operation verifier(
            byte[] octets, SigningKey key, int signatures, @Nullable Provider provider, RecordCache cache) {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        for (int i = 1; i <= signatures; i++) {
            dns.txt("s" + i + "._domainkey." + Mails.DOMAIN, Mails.keyRecord(key));
        }
        DkimVerifier.Builder builder = DkimVerifier.builder()
                .resolver(dns.build())
                .recordCache(cache)
                .maxSignatures(Math.max(signatures, 10))
                .budgetLimits(BudgetLimits.defaults().withBodyOctets(1L << 30).withSignatureOperations(1000));
        if (provider != null) {
            builder.provider(provider);
        }
        DkimVerifier verifier = builder.build();
        if (octets.length < MEGA) {
            return () -> pass(verifier.verify(Message.of(octets, Mails.LIMITS)), signatures);
        }
        return () -> pass(verifier.verify(new ByteArrayInputStream(octets), Mails.LIMITS), signatures);
    }

    /**
     * Looks at results.
     *
     * @param verifications the results
     * @param signatures how many there must be
     * @return whether all pass
     */
    public static boolean pass(List<DkimVerification> verifications, int signatures) {
        for (DkimVerification verification : verifications) {
            if (verification.result() != DkimResult.PASS) {
                return false;
            }
        }
        return verifications.size() == signatures;
    }

    private static Operation jdkimVerifier(int octets) throws Exception {
        SigningKey key = key("rsa-2048");
        byte[] message = Mails.signed(Mails.plain(octets), key, 1);
        List<String> records = List.of(Mails.keyRecord(key));
        DKIMVerifier verifier = new DKIMVerifier((methods, selector, token) -> records);
        return () -> verifier.verify(new ByteArrayInputStream(message)).size() == 1;
    }

    private static Operation signer(String algorithm, int octets, @Nullable Provider provider) {
        byte[] message = Mails.plain(octets);
        DkimSigner.Builder builder =
                DkimSigner.builder().signingDomain(Mails.DOMAIN).key(Mails.SELECTOR, key(algorithm));
        if (provider != null) {
            builder.provider(provider);
        }
        DkimSigner signer = builder.build();
        if (octets < MEGA) {
            return () -> signer.sign(Message.of(message)) instanceof DkimSigning.Signed;
        }
        return () -> signer.sign(new ByteArrayInputStream(message)) instanceof DkimSigning.Signed;
    }

    private static Operation jdkimSigner(int octets) throws Exception {
        byte[] message = Mails.plain(octets);
        PrivateKey key = Primitives.rsaKey(key("rsa-2048").toPem());
        DKIMSigner signer = new DKIMSigner(
                "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;"
                        + " h=from:to:reply-to:subject:date:message-id:mime-version:content-type; bh=; b=;",
                key);
        String field = signer.sign(new ByteArrayInputStream(message)) + "\r\n";
        requirePass(Mails.prepended(field, message), key("rsa-2048"));
        return () -> signer.sign(new ByteArrayInputStream(message)).startsWith("DKIM-Signature:");
    }

    /** What is signed must verify: else a row measures a signature that is good for nothing. */
    static void requirePass(byte[] signed, SigningKey key) throws Exception {
        if (!verifier(signed, key, 1, null).run()) {
            throw new IllegalStateException("the signature does not verify");
        }
    }
}
