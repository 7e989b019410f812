package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dkim.internal.key.KeyRecordParser;

/** RFC 6376 §3.6.1, RFC 8463 §4 and the bounds of RFC 8301 §3.2, rule by rule. */
class DkimKeyRecordTest {
    private static final String RSA = FixedKeys.publicKey(FixedKeys.RSA_2048);
    private static final String ED25519 = FixedKeys.publicKey(FixedKeys.ED25519);
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(2047).setBit(0);
    private static final BigInteger F4 = BigInteger.valueOf(65_537);

    private static DkimKeyRecord read(String text) {
        Parsed<DkimKeyRecord> parsed = DkimKeyRecord.parse(text);
        assertThat(parsed.problems()).as(text).isEmpty();
        return parsed.orElseThrow();
    }

    private static void assertRefused(String text, DkimReason reason) {
        Parsed<DkimKeyRecord> parsed = DkimKeyRecord.parse(text);
        assertThat(parsed.value()).as(text).isEmpty();
        assertThat(parsed.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(reason.code()));
    }

    @Test
    void aRecordOfNothingButAKeyIsAnUnrestrictedRsaKey() {
        DkimKeyRecord record = read("p=" + RSA);
        assertThat(record.keyType()).isEqualTo("rsa");
        assertThat(record.keyBits()).isEqualTo(2048);
        assertThat(record.isRevoked()).isFalse();
        assertThat(record.hashAlgorithms()).isEmpty();
        assertThat(record.allowsHash("sha256")).isTrue();
        assertThat(record.services()).containsExactly("*");
        assertThat(record.isForEmail()).isTrue();
        assertThat(record.flags()).isEmpty();
        assertThat(record.isTesting()).isFalse();
        assertThat(record.requiresExactDomain()).isFalse();
        assertThat(record.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=DKIM1; p=", " v = DKIM1 ; k=rsa; p=", "\r\n v=DKIM1;p=", "k=rsa; p=", "V=x; p="})
    void theVersionComesFirstOrIsLeftOut(String start) {
        assertThat(read(start + RSA).keyBits()).isEqualTo(2048);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k=rsa; v=DKIM1; p=",
                "v=DKIM2; p=",
                "v=dkim1; p=",
                "v=; p=",
                "v=DKIM1x; p=",
                "v=1; p=",
                "v=DKIM 1; p="
            })
    void anyOtherVersionSpoilsTheRecord(String start) {
        assertRefused(start + RSA, DkimReason.KEY_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k=dsa; p=", "k=; p=", "k=RSA; p=", "k=Ed25519; p=", "k=rsa:ed25519; p=", "k=ed448; p="})
    void anUnknownKeyTypeSpoilsTheRecord(String start) {
        assertRefused(start + RSA, DkimReason.KEY_TYPE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=DKIM1; p=", "v=DKIM1; p=;", "p= \t", "k=ed25519; p=\r\n "})
    void anEmptyKeyIsRevoked(String text) {
        DkimKeyRecord record = read(text);
        assertThat(record.isRevoked()).isTrue();
        assertThat(record.keyBits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "v=DKIM1",
                "v=DKIM1; k=rsa",
                "v=DKIM1; P=abcd",
                "v=spf1 -all",
                "google-site-verification=abc",
                "\u0000",
                "\"v=DKIM1; p=\"",
                "v=DKIM1; p=; p=",
                "v=DKIM1;; p=",
                "v=DKIM1; p=\u0001"
            })
    void whatIsNoTagListWithAKeyIsMalformed(String text) {
        assertRefused(text, DkimReason.KEY_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!",
                "abc",
                "abcde",
                "====",
                "ab=c",
                "AAAA",
                "MIIB",
                "MIGf-_==",
                "\u00e9\u00e9\u00e9\u00e9",
                "YWJj:"
            })
    void aKeyThatIsNoBase64OrNoKeyIsMalformed(String key) {
        assertRefused("p=" + key, DkimReason.KEY_MALFORMED);
        assertRefused("k=ed25519; p=" + key, DkimReason.KEY_MALFORMED);
    }

    @Test
    void aKeyWithoutItsPaddingIsMalformed() {
        assertRefused("k=ed25519; p=" + ED25519.replace("=", ""), DkimReason.KEY_MALFORMED);
    }

    @Test
    void whiteSpaceInsideTheKeyMeansNothing() {
        String spaced = RSA.substring(0, 10) + " \t" + RSA.substring(10, 20) + "\r\n " + RSA.substring(20);
        assertThat(read("p= " + spaced)).isEqualTo(read("p=" + RSA));
    }

    @Test
    void bothFormsOfAnRsaKeyAreRead() {
        PublicKeyData key = keyOf("p=" + RSA);
        assertThat(key.bits()).isEqualTo(2048);
        assertThat(keyOf("p=" + pkcs1OfRsa())).isEqualTo(key);
    }

    private static PublicKeyData keyOf(String text) {
        return Objects.requireNonNull(
                Objects.requireNonNull(KeyRecordParser.parse(text).record()).key());
    }

    private static String pkcs1OfRsa() {
        byte[] info = Base64.getDecoder().decode(RSA);
        int start = info.length - 270;
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(info, start, info.length));
    }

    @Test
    void anEd25519KeyIsThirtyTwoOctets() {
        DkimKeyRecord record = read("v=DKIM1; k=ed25519; p=" + ED25519);
        assertThat(record.keyType()).isEqualTo("ed25519");
        assertThat(record.keyBits()).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 33, 44, 64})
    void anEd25519KeyOfAnotherLengthIsMalformed(int octets) {
        String key = Base64.getEncoder().encodeToString(new byte[octets]);
        assertRefused("k=ed25519; p=" + key, DkimReason.KEY_MALFORMED);
    }

    @Test
    void anEd25519KeyInSubjectPublicKeyInfoIsMalformed() {
        String info = Der.info("1.3.101.112", Base64.getDecoder().decode(ED25519));
        assertRefused("k=ed25519; p=" + info, DkimReason.KEY_MALFORMED);
    }

    @Test
    void aKeyOfTheOtherTypeIsMalformed() {
        assertRefused("k=ed25519; p=" + RSA, DkimReason.KEY_MALFORMED);
        assertRefused("k=rsa; p=" + ED25519, DkimReason.KEY_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "17", "65537", "4294967295"})
    void oddExponentsFromThreeToTwoToThe32AreTaken(String exponent) {
        assertThat(read("p=" + Der.pkcs1(MODULUS, new BigInteger(exponent))).keyBits())
                .isEqualTo(2048);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-3", "0", "1", "2", "4", "65536", "4294967296", "4294967297", "18446744073709551617"})
    void otherExponentsAreNoKey(String exponent) {
        assertRefused("p=" + Der.pkcs1(MODULUS, new BigInteger(exponent)), DkimReason.KEY_MALFORMED);
    }

    @Test
    void anEvenModulusOrNoneIsNoKey() {
        assertRefused("p=" + Der.pkcs1(MODULUS.clearBit(0), F4), DkimReason.KEY_MALFORMED);
        assertRefused("p=" + Der.pkcs1(BigInteger.ZERO, F4), DkimReason.KEY_MALFORMED);
        assertRefused("p=" + Der.pkcs1(MODULUS.negate(), F4), DkimReason.KEY_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "512,512", "1023,1023", "1024,1024", "8192,8192", "16384,16384"})
    void theSizeOfAnRsaKeyIsThatOfItsModulus(int bits, int expected) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        assertThat(read("p=" + Der.pkcs1(modulus, F4)).keyBits()).isEqualTo(expected);
    }

    @Test
    void derThatIsNoRsaKeyIsMalformed() {
        byte[] key = Base64.getDecoder().decode(Der.pkcs1(MODULUS, F4));
        List<String> keys = List.of(
                Der.info(Der.RSA_ENCRYPTION, new byte[0]),
                Der.info(Der.RSA_ENCRYPTION, new byte[] {5, 0}),
                Der.info(Der.RSA_ENCRYPTION, new byte[] {0x30, 0}),
                Der.info("1.2.840.10045.2.1", key),
                Der.base64(Der.sequence()),
                Der.base64(Der.sequence(new ASN1Integer(MODULUS))),
                Der.base64(Der.sequence(new ASN1Integer(MODULUS), DERNull.INSTANCE)),
                Der.base64(Der.sequence(new ASN1Integer(MODULUS), new ASN1Integer(F4), new ASN1Integer(F4))),
                Der.base64(Der.sequence(Der.sequence(), Der.sequence())),
                Base64.getEncoder().encodeToString(Arrays.copyOf(key, key.length - 1)),
                Base64.getEncoder().encodeToString(Arrays.copyOf(key, key.length + 1)),
                Base64.getEncoder().encodeToString(nested(0x30)),
                Base64.getEncoder().encodeToString(nested(0x24)),
                Base64.getEncoder().encodeToString(nested(0xA0)));
        keys.forEach(text -> assertRefused("p=" + text, DkimReason.KEY_MALFORMED));
    }

    /** Three thousand constructions of indefinite length, one in the other. */
    private static byte[] nested(int tag) {
        byte[] der = new byte[6000];
        for (int at = 0; at < der.length; at += 2) {
            der[at] = (byte) tag;
            der[at + 1] = (byte) 0x80;
        }
        return der;
    }

    @Test
    void hashAlgorithmsRestrictTheKey() {
        DkimKeyRecord record = read("h= sha1 :\r\n sha256:unknown; p=" + RSA);
        assertThat(record.hashAlgorithms()).hasValue(List.of("sha1", "sha256", "unknown"));
        assertThat(record.allowsHash("sha256")).isTrue();
        assertThat(read("h=sha1; p=" + RSA).allowsHash("sha256")).isFalse();
        assertThat(read("h=; p=" + RSA).allowsHash("sha256")).isFalse();
        assertThat(read("h=SHA256; p=" + RSA).allowsHash("sha256")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "email, true",
        "tlsrpt, false",
        "tlsrpt:email, true",
        "other:*, true",
        "'', false",
        "e-mail, false"
    })
    void servicesRestrictTheKey(String services, boolean forEmail) {
        assertThat(read("s=" + services + "; p=" + RSA).isForEmail()).isEqualTo(forEmail);
    }

    @Test
    void flagsAreListedUnknownOnesIncluded() {
        DkimKeyRecord record = read("t=y : s:other; p=" + RSA);
        assertThat(record.flags()).containsExactly("y", "s", "other");
        assertThat(record.isTesting()).isTrue();
        assertThat(record.requiresExactDomain()).isTrue();
        assertThat(read("t=Y:S; p=" + RSA).isTesting()).isFalse();
        assertThat(read("t=; p=" + RSA).flags()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "key for mail,        key for mail",
        "key=20for=20mail,    key for mail",
        "=C3=BC,              ü",
        "a=3Bb,               a;b",
        "broken=,             ''",
        "broken=G1,           ''"
    })
    void notesAreTextForPeople(String written, String notes) {
        assertThat(read("n=" + written + "; p=" + RSA).notes()).isEqualTo(notes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"g=*; ", "g=other; ", "g=; ", "unknown=x; ", "x=; "})
    void obsoleteAndUnknownTagsAreIgnored(String tag) {
        assertThat(read(tag + "p=" + RSA)).isEqualTo(read("p=" + RSA));
    }

    @Test
    void eightKibibytesAreReadAndNoMore() {
        String start = "p=" + RSA + "; n=";
        assertThat(read(start + "x".repeat(8192 - start.length())).keyBits()).isEqualTo(2048);
        assertRefused(start + "x".repeat(8193 - start.length()), DkimReason.KEY_MALFORMED);
        assertRefused(";".repeat(1_000_000), DkimReason.KEY_MALFORMED);
    }

    @Test
    void toTextSaysEverythingThatTheRecordSays() {
        String text = "v=DKIM1; h=sha256; k=ed25519; s=email; t=y:s; n=a=3Bb; p=" + ED25519;
        assertThat(read(text).toText()).isEqualTo(text);
        assertThat(read("p=" + RSA).toText()).isEqualTo("v=DKIM1; k=rsa; p=" + RSA);
        assertThat(read("p=").toText()).isEqualTo("v=DKIM1; k=rsa; p=");
    }

    @Test
    void recordsAreEqualWhenTheySayTheSame() {
        assertThat(read("k=rsa; s=*; p=" + RSA)).isEqualTo(read("p=" + RSA)).hasSameHashCodeAs(read("p=" + RSA));
        assertThat(read("t=y; p=" + RSA)).isNotEqualTo(read("p=" + RSA)).isNotEqualTo("p=" + RSA);
        assertThat(read("p=" + RSA)).isNotEqualTo(read("p="));
    }

    @Test
    void toStringIsShort() {
        assertThat(read("p=" + RSA)).hasToString("DkimKeyRecord[rsa, 2048 bits]");
        assertThat(read("p=")).hasToString("DkimKeyRecord[rsa, revoked]");
    }

    @Test
    void listsCannotBeChanged() {
        DkimKeyRecord record = read("h=sha256; t=y; p=" + RSA);
        assertThatThrownBy(() -> record.flags().add("s")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> record.services().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> record.hashAlgorithms().orElseThrow().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
