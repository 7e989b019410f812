package org.mailauth.dkim.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;

/** The text of a record, rule by rule. */
class DkimKeyLinterTest {
    private static final String RSA = LintKeys.RSA;
    private static final String ED25519 = LintKeys.ED25519;
    private static final BigInteger F4 = LintKeys.F4;

    /** Such as {@code "ERROR base64 at 14"}. */
    private static List<String> lint(String text) {
        return DkimKeyLinter.lint(text).stream().map(DkimKeyLinterTest::outline).toList();
    }

    private static String outline(KeyFinding finding) {
        assertThat(finding.code()).startsWith("dkim.lint.");
        assertThat(finding.problem().reference()).startsWith("RFC ");
        String code = finding.code().substring("dkim.lint.".length());
        String place = finding.problem().position().isPresent()
                ? " at " + finding.problem().position().getAsLong()
                : "";
        return finding.severity() + " " + code + place;
    }

    private static List<String> lintKey(String key) {
        return lint("v=DKIM1; p=" + key);
    }

    @Test
    void recordsOfSoundKeysHaveNoFinding() {
        assertThat(lint("v=DKIM1; k=rsa; p=" + RSA)).isEmpty();
        assertThat(lint("v=DKIM1; k=ed25519; p=" + ED25519)).isEmpty();
        assertThat(lint("v=DKIM1;h=sha256;s=email;n=key 1;p=" + RSA + ";")).isEmpty();
        assertThat(lint(LintKeys.record(LintKeys.RSA_KEY).toText())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p=KEY                            | NOTE version-missing at 0",
                "k=rsa; v=DKIM1; p=KEY            | ERROR version-not-first at 7",
                "v=dkim1; p=KEY                   | ERROR version at 2",
                "v=DKIM1 k=rsa; p=KEY             | ERROR missing-semicolon at 2",
                "v=DKIM1; k=rsa p=KEY             | ERROR missing-semicolon at 11, ERROR missing-key",
                "v=DKIM1; k=RSA; p=KEY            | ERROR key-type at 11",
                "v=DKIM1; k=dsa; p=KEY            | ERROR key-type at 11",
                "v=DKIM1; x=1; p=KEY              | NOTE unknown-tag at 9",
                "v=DKIM1; P=KEY                   | ERROR missing-key, WARNING tag-case at 9",
                "v=DKIM1; p=KEY; k=rsa; k=rsa     | ERROR duplicate-tag at BEHIND",
                "v=DKIM1;; p=KEY                  | ERROR syntax at 8",
                "v=DKIM1; oops; p=KEY             | ERROR syntax at 9",
                "v=DKIM1; h=sha1; p=KEY           | ERROR hash at 11",
                "v=DKIM1; h=sha1:sha256; p=KEY    | NOTE hash-sha1 at 11",
                "v=DKIM1; h=; p=KEY               | ERROR hash at 11",
                "v=DKIM1; s=tlsrpt; p=KEY         | ERROR service at 11",
                "v=DKIM1; s=tlsrpt:email; p=KEY   | ",
                "v=DKIM1; t=y; p=KEY              | WARNING testing at 11",
                "v=DKIM1; t=y : s; p=KEY          | WARNING testing at 11, NOTE exact-domain at 11",
                "v=DKIM1; t=z; p=KEY              | NOTE flag at 11",
                "v=DKIM1; g=*; p=KEY              | NOTE granularity at 9",
                "v=DKIM1; g=; p=KEY               | WARNING granularity at 9",
                "v=DKIM1; n=a=; p=KEY             | NOTE notes at 11",
                "v=DKIM1; n=LONG; p=KEY           | NOTE notes at 11",
                "v=DKIM1; p=                      | WARNING revoked at 9",
                "v=DKIM1; k=rsa                   | ERROR missing-key",
                "google-site-verification=abc     | ERROR no-key-record",
                "v=spf1 -all                      | ERROR no-key-record",
                "v=DMARC1; p=none                 | ERROR no-key-record",
            })
    void tagsAreCheckedAgainstTheirRules(String text, String expected) {
        String record = text.replace("KEY", RSA).replace("LONG", "x".repeat(101));
        int end = "v=DKIM1; p=".length() + RSA.length() + "; k=rsa; ".length();
        List<String> wanted = expected == null
                ? List.of()
                : List.of(expected.replace("BEHIND", String.valueOf(end)).split(", "));

        assertThat(lint(record)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"v=DKIM1; p=KEY\"' | quotes at 0",
                "'v=DKIM1\\; p=KEY'   | backslash at 7",
                "v=DKIM1; p=-----BEGIN PUBLIC #-----KEY | pem-armour at 11",
                "v=DKIM1; p=-----BEGIN RSA PRIVATE #-----KEY | private-key at 11",
                "-----BEGIN PRIVATE #-----KEY | private-key at 0",
            })
    void whatWasPastedAlongIsNamedFirst(String text, String first) {
        List<String> findings = lint(text.replace("KEY", RSA).replace("#", "KEY"));

        assertThat(findings).first().isEqualTo("ERROR " + first);
        assertThat(DkimKeyRecord.parse(text.replace("KEY", RSA).replace("#", "KEY"))
                        .value())
                .isEmpty();
    }

    @Test
    void quotesInNotesAreHarmless() {
        assertThat(lint("v=DKIM1; n=\"x\\y\"; p=" + RSA))
                .containsExactly("WARNING quotes at 11", "WARNING backslash at 13");
    }

    @Test
    void base64IsCheckedToTheCharacter() {
        String start = RSA.substring(0, 20);
        String rest = RSA.substring(21);

        assertThat(lintKey(start + "!" + rest)).containsExactly("ERROR base64 at 31");
        assertThat(lintKey(start + "_" + rest)).containsExactly("ERROR base64-url at 31");
        assertThat(lintKey(start + "=" + rest)).containsExactly("ERROR base64 at 31");
        assertThat(lintKey(RSA.substring(0, 201))).containsExactly("ERROR base64 at 212");
        assertThat(lintKey("====")).containsExactly("ERROR base64 at 15");
        assertThat(lintKey(RSA.substring(0, 200))).containsExactly("ERROR truncated at 11");
        assertThat(DkimKeyLinter.lint("v=DKIM1; p=" + RSA.substring(0, 200)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem().text()).contains("of 294 octets there are 150"));
    }

    @Test
    void whiteSpaceInTheKeyIsAllowedAndTold() {
        String split = RSA.substring(0, 100) + " " + RSA.substring(100);

        assertThat(lintKey(split)).containsExactly("WARNING space-in-key at 111");
        assertThat(lint("v=DKIM1; p= " + RSA + " ;")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "512,ERROR rsa-too-small",
        "1023,ERROR rsa-too-small",
        "1024,WARNING rsa-small",
        "2047,WARNING rsa-small",
        "2048,",
        "4096,",
        "4097,WARNING rsa-large",
        "8192,WARNING rsa-large",
        "8193,ERROR rsa-too-large",
    })
    void sizeOfAnRsaKeyIsThatOfItsModulus(int bits, String expected) {
        List<String> findings = lintKey(LintKeys.rsa(LintKeys.modulus(bits), F4));

        assertThat(findings).isEqualTo(expected == null ? List.of() : List.of(expected + " at 11"));
    }

    @Test
    void exponentMustBeOddAndOfUsualSize() {
        BigInteger modulus = LintKeys.modulus(2048);
        for (long wrong : new long[] {0, 1, 2, 4, 65_536, (1L << 32) + 1}) {
            assertThat(lintKey(LintKeys.rsa(modulus, BigInteger.valueOf(wrong))))
                    .containsExactly("ERROR rsa-exponent at 11");
        }
        for (long unusual : new long[] {3, 17, (1L << 32) - 1}) {
            assertThat(lintKey(LintKeys.rsa(modulus, BigInteger.valueOf(unusual))))
                    .containsExactly("NOTE rsa-unusual-exponent at 11");
        }
    }

    @Test
    void modulusWithASmallFactorIsNoKey() {
        BigInteger modulus = LintKeys.modulus(2040);

        assertThat(lintKey(LintKeys.rsa(modulus.multiply(BigInteger.valueOf(251)), F4)))
                .contains("ERROR rsa-factor at 11");
        assertThat(lintKey(LintKeys.rsa(modulus.shiftLeft(8), F4))).contains("ERROR rsa-factor at 11");
        assertThat(lintKey(LintKeys.rsa(BigInteger.ZERO, F4))).contains("ERROR rsa-too-small at 11");
    }

    @Test
    void bareRsaPublicKeyIsReadAndTold() {
        assertThat(lintKey(LintKeys.bare(LintKeys.modulus(2048), F4))).containsExactly("NOTE rsa-bare-form at 11");
    }

    @Test
    void ed25519KeyIs32OctetsOfAPoint() {
        byte[] octets = LintKeys.octets(ED25519);
        String start = "v=DKIM1; k=ed25519; p=";
        byte[] noPoint = new byte[32];
        Arrays.fill(noPoint, (byte) 0xFF);

        assertThat(lint(start + LintKeys.base64(Arrays.copyOf(octets, 31))))
                .containsExactly("ERROR ed25519-length at 22");
        assertThat(lint(start + LintKeys.base64(Arrays.copyOf(octets, 64))))
                .containsExactly("ERROR ed25519-length at 22");
        assertThat(lint(start + LintKeys.info("1.3.101.112", octets))).containsExactly("ERROR ed25519-wrapped at 22");
        assertThat(lint(start + LintKeys.base64(noPoint))).containsExactly("ERROR ed25519-point at 22");
        assertThat(lint(start + RSA)).containsExactly("ERROR other-key-type at 22");
    }

    @Test
    void keyOfAnotherTypeThanSaidIsNamed() {
        byte[] octets = LintKeys.octets(ED25519);

        assertThat(lintKey(ED25519)).containsExactly("ERROR other-key-type at 11");
        assertThat(lintKey(LintKeys.info("1.3.101.112", octets))).containsExactly("ERROR other-key-type at 11");
        assertThat(lintKey(LintKeys.info("1.2.840.10045.2.1", octets))).containsExactly("ERROR other-key-type at 11");
        assertThat(lintKey(LintKeys.info("1.2.840.113549.1.1.1", octets)))
                .containsExactly("ERROR key-unreadable at 11");
        assertThat(lintKey("AAAA")).containsExactly("ERROR key-unreadable at 11");
    }

    @Test
    void privateKeyIsNamedInEveryForm() {
        String pkcs8 = String.join(
                "",
                LintKeys.RSA_KEY
                        .toPem()
                        .lines()
                        .filter(line -> !line.startsWith("-"))
                        .toList());
        String pkcs8Ed25519 = String.join(
                "",
                LintKeys.ED25519_KEY
                        .toPem()
                        .lines()
                        .filter(line -> !line.startsWith("-"))
                        .toList());
        BigInteger[] nine = new BigInteger[9];
        Arrays.fill(nine, BigInteger.TEN);
        String pkcs1 = LintKeys.base64(LintKeys.der(LintKeys.numbers(nine)));
        String sec1 = LintKeys.base64(LintKeys.der(
                LintKeys.sequence(LintKeys.numbers(BigInteger.ONE).getObjectAt(0), new DEROctetString(new byte[32]))));

        for (String key : List.of(pkcs8, pkcs8Ed25519, pkcs1, sec1)) {
            assertThat(lintKey(key)).containsExactly("ERROR private-key at 11");
            assertThat(lint("v=DKIM1; k=ed25519; p=" + key)).containsExactly("ERROR private-key at 22");
        }
    }

    @Test
    void certificateIsNoKey() {
        DERSequence part = LintKeys.sequence();
        String certificate =
                LintKeys.base64(LintKeys.der(LintKeys.sequence(part, part, new DERBitString(new byte[10]))));

        assertThat(lintKey(certificate)).containsExactly("ERROR certificate at 11");
    }

    @Test
    void recordBeyondTheLimitIsNotRead() {
        assertThat(lint("v=DKIM1; p=" + RSA + "; n=" + "x".repeat(8192))).containsExactly("ERROR too-long at 8192");
        assertThat(lint(";".repeat(8192))).hasSizeLessThanOrEqualTo(100).contains("ERROR no-key-record");
        assertThat(lint("p=;" + ";".repeat(8000))).hasSizeLessThanOrEqualTo(101);
    }

    @Test
    void findingReadsAsOneLine() {
        assertThat(DkimKeyLinter.lint("v=DKIM1; p="))
                .singleElement()
                .hasToString("warning (record 1) dkim.lint.revoked: p= is empty: the key is revoked, and signatures of"
                        + " this selector fail (at 9) [RFC 6376 §3.6.1]");
    }

    @Test
    void commonKeysAndFactorsAreFound() {
        BigInteger prime = BigInteger.ONE.shiftLeft(1023).nextProbablePrime();
        BigInteger p = prime.nextProbablePrime();
        BigInteger q = p.nextProbablePrime();
        Map<Selector, DkimKeyRecord> keys = new LinkedHashMap<>();
        keys.put(Selector.of("a"), parse("p=" + LintKeys.rsa(prime.multiply(p), F4)));
        keys.put(Selector.of("b"), parse("p=" + LintKeys.rsa(prime.multiply(q), F4)));
        keys.put(Selector.of("c"), parse("k=ed25519; p=" + ED25519));
        keys.put(Selector.of("d"), parse("k=ed25519; n=again; p=" + ED25519));
        keys.put(Selector.of("e"), parse("p="));
        keys.put(Selector.of("f"), parse("p="));
        keys.put(Selector.of("g"), parse("p=" + RSA));

        assertThat(DkimKeyLinter.compare(keys))
                .extracting(finding ->
                        finding.code() + ": " + finding.problem().text().toLowerCase(Locale.ROOT))
                .satisfiesExactly(
                        shared -> assertThat(shared).startsWith("dkim.lint.shared-factor: the keys of a and b"),
                        same -> assertThat(same).startsWith("dkim.lint.same-key: c and d publish"));
    }

    private static DkimKeyRecord parse(String text) {
        return DkimKeyRecord.parse(text).orElseThrow();
    }
}
