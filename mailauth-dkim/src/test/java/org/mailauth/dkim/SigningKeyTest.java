package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.message.Message;

/** Every way to a key, and every way that leads to none. */
class SigningKeyTest {
    private static final char[] PASSWORD = FixedKeys.PASSWORD.toCharArray();
    /** RFC 8032 §7.1 test 1, as RFC 8463 A.2 prints it. */
    private static final String SEED = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

    private static final Message SIGNABLE = Checks.message("From: joe@example.com\r\n\r\n");

    private static void assertIsKey(SigningKey key, SigningKey expected) {
        assertThat(key.algorithm()).isEqualTo(expected.algorithm());
        assertThat(key.keyRecord()).isPresent().isEqualTo(expected.keyRecord());
        assertThat(key.toPem()).isEqualTo(expected.toPem());
    }

    @Test
    void pkcs8IsRead() {
        assertThat(FixedKeys.RSA_2048.algorithm()).isEqualTo(SigningAlgorithm.RSA_SHA256);
        assertThat(FixedKeys.RSA_2048.keyRecord().orElseThrow().keyBits()).isEqualTo(2048);
        assertThat(FixedKeys.RSA_1024.keyRecord().orElseThrow().keyBits()).isEqualTo(1024);
        assertThat(FixedKeys.ED25519.algorithm()).isEqualTo(SigningAlgorithm.ED25519_SHA256);
        assertThat(FixedKeys.ED25519.keyRecord().orElseThrow().keyType()).isEqualTo("ed25519");
    }

    @Test
    void pkcs1IsRead() {
        assertIsKey(SigningKey.fromPem(FixedKeys.resource("rsa2048-pkcs1.pem")), FixedKeys.RSA_2048);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048-pbes2.pem", "rsa2048-pbes2-sha1.pem", "rsa2048-pbes1.pem"})
    void encryptedRsaKeysAreRead(String file) {
        assertIsKey(SigningKey.fromPem(FixedKeys.resource(file), PASSWORD), FixedKeys.RSA_2048);
    }

    @Test
    void anEncryptedEd25519KeyIsRead() {
        assertIsKey(SigningKey.fromPem(FixedKeys.resource("ed25519-pbes2.pem"), PASSWORD), FixedKeys.ED25519);
    }

    @Test
    void aPasswordForAKeyInTheClearIsNotNeeded() {
        assertIsKey(SigningKey.fromPem(FixedKeys.resource("rsa2048.pem"), PASSWORD), FixedKeys.RSA_2048);
    }

    @Test
    void thePasswordIsNotChanged() {
        char[] password = FixedKeys.PASSWORD.toCharArray();
        SigningKey.fromPem(FixedKeys.resource("ed25519-pbes2.pem"), password);
        assertThat(password).isEqualTo(PASSWORD);
    }

    @Test
    void anEd25519KeyThatCarriesItsPublicHalfIsRead() throws IOException {
        byte[] seed = Base64.getDecoder().decode(SEED);
        PrivateKeyInfo info = PrivateKeyInfoFactory.createPrivateKeyInfo(new Ed25519PrivateKeyParameters(seed));
        assertThat(info.hasPublicKey()).isTrue();
        assertIsKey(SigningKey.fromPem(pem("PRIVATE KEY", info.getEncoded())), SigningKey.fromEd25519Seed(SEED));
    }

    @Test
    void otherBlocksAndTextAroundTheKeyArePassedOver() {
        String certificate = pem("CERTIFICATE", new byte[] {1, 2, 3});
        String text = "Bag Attributes\n  a: b\n" + certificate + FixedKeys.resource("ed25519.pem") + certificate;
        assertIsKey(SigningKey.fromPem(text), FixedKeys.ED25519);
    }

    @Test
    void lineEndsDoNotMatter() {
        String text = FixedKeys.resource("rsa2048.pem").replace("\n", "\r\n");
        assertIsKey(SigningKey.fromPem(text), FixedKeys.RSA_2048);
    }

    @Test
    void filesAreRead(@TempDir Path folder) throws IOException {
        Path clear = Files.writeString(folder.resolve("clear.pem"), FixedKeys.resource("rsa2048.pem"));
        Path encrypted = Files.writeString(folder.resolve("enc.pem"), FixedKeys.resource("rsa2048-pbes2.pem"));
        Path odd = Files.write(folder.resolve("odd.pem"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertIsKey(SigningKey.fromPem(clear), FixedKeys.RSA_2048);
        assertIsKey(SigningKey.fromPem(encrypted, PASSWORD), FixedKeys.RSA_2048);
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.fromPem(odd));
        assertThat(catchThrowableOfType(NoSuchFileException.class, () -> SigningKey.fromPem(folder.resolve("none"))))
                .isNotNull();
    }

    @Test
    void aKeyWrittenAsPemIsReadBack() {
        for (SigningKey key : List.of(FixedKeys.RSA_1024, FixedKeys.RSA_2048, FixedKeys.ED25519)) {
            assertIsKey(SigningKey.fromPem(key.toPem()), key);
            assertThat(key.toPem()).startsWith("-----BEGIN PRIVATE KEY-----\n").endsWith("-----END PRIVATE KEY-----\n");
        }
    }

    @Test
    void rfc8463AppendixA2SeedHasThePublicKeyPrintedThere() {
        SigningKey key = SigningKey.fromEd25519Seed(" " + SEED + "\n");
        assertThat(key.keyRecord().orElseThrow().toText())
                .isEqualTo("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }

    static Stream<Arguments> junk() {
        String rsa = FixedKeys.resource("rsa2048.pem");
        byte[] der = new byte[] {0x30, 3, 2, 1, 0};
        return Stream.of(
                Arguments.of("", "the PEM text holds no private key"),
                Arguments.of("junk", "the PEM text holds no private key"),
                Arguments.of(pem("PUBLIC KEY", der), "the PEM text holds no private key"),
                Arguments.of(rsa.replace("-----END PRIVATE KEY-----", ""), "the PEM text is broken"),
                Arguments.of(rsa.replace("MIIE", "M!!E"), "the PEM text is broken"),
                Arguments.of(pem("PRIVATE KEY", new byte[0]), "the private key cannot be read"),
                Arguments.of(pem("PRIVATE KEY", new byte[] {1, 2, 3}), "the private key cannot be read"),
                Arguments.of(pem("PRIVATE KEY", der), "the private key cannot be read"),
                Arguments.of(pem("PRIVATE KEY", ed25519Of(31)), "the private key cannot be read"),
                Arguments.of(pem("PRIVATE KEY", ed25519Of(33)), "the private key cannot be read"),
                Arguments.of(pem("RSA PRIVATE KEY", der), "the private key cannot be read"),
                Arguments.of(pem("RSA PRIVATE KEY", new byte[] {5, 0}), "the private key cannot be read"),
                Arguments.of(pem("ENCRYPTED PRIVATE KEY", der), "the private key cannot be read"),
                Arguments.of(FixedKeys.resource("ec.pem"), "the private key is neither RSA nor Ed25519"),
                Arguments.of(pem("EC PRIVATE KEY", der), "the private key is neither RSA nor Ed25519"),
                Arguments.of(
                        FixedKeys.resource("openssh.pem"),
                        "the private key is in a foreign format: convert it to PKCS#8 first"),
                Arguments.of(
                        FixedKeys.resource("rsa2048-pkcs1-encrypted.pem"),
                        "the private key is encrypted in an outdated form: convert it to PKCS#8 first"),
                Arguments.of(
                        FixedKeys.resource("rsa2048-scrypt.pem"),
                        "the private key is encrypted in a form that this Java platform does not know"),
                Arguments.of(FixedKeys.resource("rsa512.pem"), "an RSA key must have at least 1024 bits"));
    }

    private static byte[] ed25519Of(int octets) {
        byte[] start = HexFormat.of().parseHex("302e020100300506032b657004220420");
        byte[] der = Arrays.copyOf(start, start.length + octets);
        der[1] += (byte) (octets - 32);
        der[13] += (byte) (octets - 32);
        der[15] += (byte) (octets - 32);
        return der;
    }

    @ParameterizedTest
    @MethodSource("junk")
    void whatIsNoUsableKeyIsSaidInOneSentence(String pem, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromPem(pem, PASSWORD))
                .withMessage(sentence)
                .withNoCause();
    }

    @Test
    void anEncryptedKeyWithoutPasswordIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromPem(FixedKeys.resource("rsa2048-pbes2.pem")))
                .withMessage("the private key is encrypted: a password is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048-pbes2.pem", "rsa2048-pbes2-sha1.pem", "rsa2048-pbes1.pem", "ed25519-pbes2.pem"})
    void aWrongPasswordIsSaid(String file) {
        for (String password : List.of("", "wrong", "Correct-horse")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.fromPem(FixedKeys.resource(file), password.toCharArray()))
                    .withMessage("the private key cannot be decrypted: wrong password?");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "junk",
                "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
                "nWGxne!9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="
            })
    void aSeedOfAnythingButThirtyTwoOctetsIsAMistake(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromEd25519Seed(text))
                .withMessage("the seed must be 32 octets in base64");
    }

    @Test
    void nullIsAMistakeOfItsOwn() {
        assertThatNullPointerException().isThrownBy(() -> SigningKey.fromPem((String) null));
        assertThatNullPointerException().isThrownBy(() -> SigningKey.of(null)).withMessage("key");
    }

    @Test
    void neitherTextNorExceptionShowsTheKey() {
        List<String> shown = new ArrayList<>();
        for (SigningKey key : List.of(FixedKeys.RSA_2048, FixedKeys.ED25519, SigningKey.fromEd25519Seed(SEED))) {
            shown.add(key.toString());
            shown.add(DkimSigner.builder()
                    .signingDomain("example.com")
                    .key("s", key)
                    .build()
                    .sign(SIGNABLE)
                    .toString());
        }
        String body = FixedKeys.resource("rsa2048.pem");
        for (int cut = 30; cut < body.length(); cut += 97) {
            for (String broken : List.of(body.substring(0, cut), body.replace(body.charAt(cut), '?'))) {
                Throwable thrown =
                        catchThrowableOfType(IllegalArgumentException.class, () -> SigningKey.fromPem(broken));
                for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                    shown.add(cause.toString());
                }
            }
        }
        List<String> secrets =
                List.of(SEED.substring(0, 8), FixedKeys.resource("ed25519.pem").substring(50, 60));
        List<String> lines = Arrays.stream(body.split("\n"))
                .filter(line -> !line.startsWith("-"))
                .map(line -> line.substring(0, 8))
                .toList();
        assertThat(shown)
                .hasSizeGreaterThan(20)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(secrets.toArray(new String[0]))
                        .doesNotContain(lines.toArray(new String[0])));
    }

    @Test
    void keysOfTheJavaPlatformAreTaken() throws GeneralSecurityException {
        PrivateKey ed25519 =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        assertThat(SigningKey.of(ed25519).algorithm()).isEqualTo(SigningAlgorithm.ED25519_SHA256);
        for (String other : List.of("EC", "Ed448", "X25519", "DSA")) {
            PrivateKey key =
                    KeyPairGenerator.getInstance(other).generateKeyPair().getPrivate();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.of(key))
                    .withMessage("the private key is neither RSA nor Ed25519");
        }
    }

    @Test
    void generatedKeysSign() {
        SecureRandom random = new SecureRandom();
        SigningKey ed25519 = SigningKey.generateEd25519(random);
        assertThat(ed25519.keyRecord())
                .isNotEqualTo(SigningKey.generateEd25519(random).keyRecord());
        assertThat(SigningKey.generateRsa(2048, random)
                        .keyRecord()
                        .orElseThrow()
                        .keyBits())
                .isEqualTo(2048);
        for (int bits : new int[] {0, 1024, 2047, 8193, -1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.generateRsa(bits, random));
        }
    }

    @Test
    void aKeyStoreEntryIsTaken() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("mail", pair.getPrivate(), PASSWORD, new Certificate[] {certificate(pair)});
        store.setCertificateEntry("only-a-certificate", certificate(pair));
        SigningKey key = SigningKey.fromKeyStore(store, "mail", PASSWORD);
        assertThat(key.keyRecord()).isEqualTo(SigningKey.of(pair.getPrivate()).keyRecord());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromKeyStore(store, "mail", "wrong".toCharArray()))
                .withMessage("the key store does not open the entry");
        for (String alias : List.of("none", "only-a-certificate")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.fromKeyStore(store, alias, PASSWORD))
                    .withMessage("the key store has no private key under this alias");
        }
        KeyStore closed = KeyStore.getInstance("PKCS12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromKeyStore(closed, "mail", PASSWORD))
                .withMessage("the key store does not open the entry");
    }

    private static Certificate certificate(KeyPair pair)
            throws OperatorCreationException, CertificateException, IOException {
        X500Name name = new X500Name("CN=mail");
        byte[] octets = new JcaX509v1CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.EPOCH),
                        Date.from(Instant.ofEpochSecond(4_000_000_000L)),
                        name,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
                .getEncoded();
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(octets));
    }

    private static String pem(String type, byte[] octets) {
        byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
        String lines = Base64.getMimeEncoder(64, lineEnd).encodeToString(octets);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
