package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.Parsed;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.dkim.internal.canon.BodyCanonicalizer;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** The unit suites of DKIM: canonicalization, key records, and the syntax of the signature field. */
class DkimUnitConformanceTest {

    @TestFactory
    Stream<DynamicTest> canonicalForms() {
        return ConformanceRun.tests(getClass(), "dkim/canonicalization", (suite, run) -> {
            for (JsonNode node : suite.json("canonicalization.json").get("cases")) {
                byte[] input =
                        Base64.getDecoder().decode(node.get("inputBase64").asText());
                boolean header = node.get("kind").asText().equals("header");
                run.add(node.get("id").asText(), () -> {
                    for (String form : List.of("simple", "relaxed")) {
                        byte[] canonical = header ? headerForm(input, form) : bodyForm(input, form);
                        assertBase64(canonical, node.path(form + "Base64"));
                        assertBase64(sha(canonical, "SHA-256"), node.path(form + "Sha256"));
                        assertBase64(sha(canonical, "SHA-1"), node.path(form + "Sha1"));
                    }
                });
            }
        });
    }

    private static byte[] headerForm(byte[] input, String form) {
        HeaderField field = Message.of(input).header().all().get(0);
        OctetBuffer canonical = new OctetBuffer(input.length);
        (form.equals("simple") ? HeaderCanonicalizer.SIMPLE : HeaderCanonicalizer.RELAXED).append(field, canonical);
        return canonical.toArray();
    }

    private static byte[] bodyForm(byte[] input, String form) {
        OctetBuffer canonical = new OctetBuffer(input.length);
        BodyCanonicalizer canonicalizer =
                form.equals("simple") ? BodyCanonicalizer.simple(canonical) : BodyCanonicalizer.relaxed(canonical);
        canonicalizer.update(input, 0, input.length);
        canonicalizer.finish();
        return canonical.toArray();
    }

    private static byte[] sha(byte[] octets, String algorithm) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance(algorithm).digest(octets);
    }

    private static void assertBase64(byte[] actual, JsonNode expected) {
        if (!expected.isMissingNode()) {
            assertThat(Base64.getEncoder().encodeToString(actual)).isEqualTo(expected.asText());
        }
    }

    @TestFactory
    Stream<DynamicTest> keyRecords() {
        return ConformanceRun.tests(getClass(), "dkim/key-records", (suite, run) -> {
            int number = 0;
            for (JsonNode node : suite.json("key-records.json").get("cases")) {
                run.add(String.valueOf(++number), () -> {
                    Optional<DkimKeyRecord> record = DkimKeyRecord.parse(
                                    node.get("record").asText())
                            .value()
                            .filter(any -> !any.isRevoked());
                    assertThat(record.isPresent()).isEqualTo(node.get("usable").asBoolean());
                    record.ifPresent(key -> checkKey(key, node));
                });
            }
        });
    }

    private static void checkKey(DkimKeyRecord key, JsonNode expected) {
        if (expected.has("keyType")) {
            assertThat(key.keyType()).isEqualTo(expected.get("keyType").asText());
        }
        if (expected.has("keyBits")) {
            assertThat(key.keyBits()).isEqualTo(expected.get("keyBits").asInt());
        }
        if (expected.has("hashes")) {
            JsonNode hashes = expected.get("hashes");
            assertThat(key.hashAlgorithms())
                    .isEqualTo(hashes.isNull() ? Optional.empty() : Optional.of(strings(hashes)));
        }
        if (expected.has("services")) {
            assertThat(key.services()).isEqualTo(strings(expected.get("services")));
        }
        if (expected.has("flags")) {
            assertThat(key.flags()).isEqualTo(strings(expected.get("flags")));
        }
        if (expected.has("notes")) {
            assertThat(key.notes()).isEqualTo(expected.get("notes").asText());
        }
    }

    @TestFactory
    Stream<DynamicTest> signatureSyntax() {
        return ConformanceRun.tests(getClass(), "dkim/signature-syntax", (suite, run) -> {
            int number = 0;
            for (JsonNode node : suite.json("signature-syntax.json").get("cases")) {
                String id = String.valueOf(++number);
                if (node.path("ambiguous").asBoolean()) {
                    run.addAmbiguous(id, node.path("note").asText(), () -> checkSyntax(node));
                } else {
                    run.add(id, () -> checkSyntax(node));
                }
            }
        });
    }

    private static void checkSyntax(JsonNode node) {
        byte[] octets = ("DKIM-Signature: " + node.get("value").asText() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        Parsed<DkimSignature> parsed =
                DkimSignature.parse(Message.of(octets).header().all().get(0));
        assertThat(parsed.value().isPresent())
                .as(parsed.toString())
                .isEqualTo(node.get("valid").asBoolean());
        parsed.value().ifPresent(signature -> checkTags(signature, node.path("tags")));
    }

    private static void checkTags(DkimSignature signature, JsonNode tags) {
        JsonNode h = tags.path("h");
        if (!h.isMissingNode()) {
            assertThat(signature.signedFields()).isEqualTo(strings(h));
        }
        if (tags.has("z")) {
            assertThat(signature.copiedFields()).isEqualTo(strings(tags.get("z")));
        }
        if (tags.has("a")) {
            assertThat(signature.algorithm().word()).isEqualTo(tags.get("a").asText());
            assertThat(signature.signingDomain()).hasToString(tags.get("d").asText());
            assertThat(signature.selector()).hasToString(tags.get("s").asText());
            assertThat(signature.headerCanonicalization().word() + "/"
                            + signature.bodyCanonicalization().word())
                    .isEqualTo(tags.get("c").asText());
            assertThat(signature.bodyLength()).hasValue(tags.get("l").asLong());
            assertThat(signature.timestamp().orElseThrow().getEpochSecond())
                    .isEqualTo(tags.get("t").asLong());
            assertThat(signature.expiration().orElseThrow().getEpochSecond())
                    .isEqualTo(tags.get("x").asLong());
        }
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(string -> strings.add(string.asText()));
        return strings;
    }
}
