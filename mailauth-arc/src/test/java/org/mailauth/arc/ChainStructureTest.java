package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.message.Message;

/** RFC 8617 §5.2 steps 1 to 3, and the fields of §4.1. */
class ChainStructureTest {
    private static final int HOPS = 3;
    private static Message message;
    private static String text;

    @BeforeAll
    static void seal() {
        message = Hops.chain(HOPS);
        text = Checks.text(message);
    }

    static Stream<Arguments> fields() {
        return Stream.of(FieldKind.values())
                .flatMap(kind -> Stream.of(1, 2, 3).map(instance -> Arguments.of(kind, instance)));
    }

    private static String field(FieldKind kind, int instance) {
        return Hops.field(message, kind, instance) + "\r\n";
    }

    @Test
    void messageWithoutChainIsNone() {
        ArcValidation validation = Checks.assertReason(Hops.MAIL, ArcReason.NO_CHAIN);
        assertThat(validation.status()).isEqualTo(ChainValidationStatus.NONE);
        assertThat(validation.sets()).isEmpty();
        assertThat(validation.instance()).isEmpty();
    }

    @Test
    void emptyMessageIsNone() {
        Checks.assertReason("", ArcReason.NO_CHAIN);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void removedFieldFails(FieldKind kind, int instance) {
        ArcValidation validation = Checks.verify(text.replace(field(kind, instance), ""));
        assertThat(validation.status()).isEqualTo(ChainValidationStatus.FAIL);
        assertThat(validation.reason()).isEqualTo(ArcReason.FIELD_MISSING);
        assertThat(validation.instance()).hasValue(instance);
        assertThat(validation.detail()).contains(kind.fieldName() + " is missing");
        assertThat(validation.sets()).hasSize(HOPS - 1);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void duplicatedFieldFails(FieldKind kind, int instance) {
        String twice = field(kind, instance) + field(kind, instance);
        for (String doubled : new String[] {
            text.replace(field(kind, instance), twice), field(kind, instance) + text,
        }) {
            ArcValidation validation = Checks.assertReason(doubled, ArcReason.FIELD_REPEATED);
            assertThat(validation.instance()).hasValue(instance);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void removedSetFails(int instance) {
        String without = text;
        for (FieldKind kind : FieldKind.values()) {
            without = without.replace(field(kind, instance), "");
        }
        ArcValidation validation = Checks.verify(without);
        // Whoever takes the newest sets away is found out only when the message has been changed since.
        assertThat(validation.reason()).isEqualTo(instance == HOPS ? ArcReason.VALIDATED : ArcReason.FIELD_MISSING);
    }

    @Test
    void fieldsInAnyPlaceOfTheHeaderPass() {
        String moved = text;
        for (int instance = 1; instance <= HOPS; instance++) {
            for (FieldKind kind : FieldKind.values()) {
                moved = moved.replace(field(kind, instance), "");
            }
        }
        StringBuilder below = new StringBuilder();
        for (int instance = 1; instance <= HOPS; instance++) {
            for (FieldKind kind : FieldKind.values()) {
                below.append(field(kind, instance));
            }
        }
        Checks.assertReason(moved.replace("Subject:", below + "Subject:"), ArcReason.VALIDATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "x", "-1", "1.0", "i", "99999999999999999999", "+1", "1 1", "\u0661"})
    void unreadableInstanceFails(String instance) {
        for (String name : new String[] {"ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results"}) {
            Checks.assertReason(
                    text.replace(name + ": i=2;", name + ": i=" + instance + ";"), ArcReason.INSTANCE_UNREADABLE);
        }
    }

    @Test
    void instanceBeyondFiftyFails() {
        ArcValidation validation =
                Checks.assertReason(text.replace("ARC-Seal: i=3;", "ARC-Seal: i=51;"), ArcReason.TOO_MANY_SETS);
        assertThat(validation.instance()).isEmpty();
    }

    @Test
    void moreFieldsThanFiftySetsHaveFail() {
        Checks.assertReason("ARC-Seal: i=1; cv=fail\r\n".repeat(151) + Hops.MAIL, ArcReason.TOO_MANY_SETS);
    }

    @Test
    void gapFails() {
        String gap = text.replace(": i=3;", ": i=4;");
        ArcValidation validation = Checks.assertReason(gap, ArcReason.FIELD_MISSING);
        assertThat(validation.instance()).hasValue(3);
    }

    @Test
    void newestSealThatSaysFailEndsTheChainBeforeItsStructureIsLookedAt() {
        ArcValidation validation = Checks.assertReason("ARC-Seal: i=4; cv=fail\r\n" + text, ArcReason.FAILED_BEFORE);
        assertThat(validation.instance()).hasValue(4);
        Checks.assertReason("ARC-Seal: i=4; cv=fail; cv=pass; ;\r\n" + text, ArcReason.FAILED_BEFORE);
    }

    @Test
    void olderSealThatSaysFailIsOutOfPlace() {
        String older =
                text.replace(field(FieldKind.SEAL, 2), field(FieldKind.SEAL, 2).replace("cv=pass", "cv=fail"));
        assertThat(Checks.assertReason(older, ArcReason.STATUS_OUT_OF_PLACE).instance())
                .hasValue(2);
    }

    @Test
    void firstSealMustSayNoneAndLaterOnesPass() {
        String first =
                text.replace(field(FieldKind.SEAL, 1), field(FieldKind.SEAL, 1).replace("cv=none", "cv=pass"));
        assertThat(Checks.assertReason(first, ArcReason.STATUS_OUT_OF_PLACE).instance())
                .hasValue(1);
        String later =
                text.replace(field(FieldKind.SEAL, 3), field(FieldKind.SEAL, 3).replace("cv=pass", "cv=none"));
        assertThat(Checks.assertReason(later, ArcReason.STATUS_OUT_OF_PLACE).instance())
                .hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cv=Pass", "cv=", "cv=passed", "CV=pass", "cv=pa ss", "x=y"})
    void unknownStatusIsMalformed(String status) {
        String changed =
                text.replace(field(FieldKind.SEAL, 2), field(FieldKind.SEAL, 2).replace("cv=pass", status));
        Checks.assertReason(changed, ArcReason.FIELD_MALFORMED);
    }

    @Test
    void sealWithSignedFieldsFails() {
        ArcValidation validation = Checks.assertReason(
                text.replace("ARC-Seal: i=2;", "ARC-Seal: i=2; h=from;"), ArcReason.SEAL_WITH_SIGNED_FIELDS);
        assertThat(validation.reason().reference()).isEqualTo("RFC 8617 §4.1.3");
    }

    @Test
    void messageSignatureThatCoversSealsFails() {
        Checks.assertReason(text.replace("h=from:", "h=arc-SEAL:from:"), ArcReason.SEAL_SIGNED_BY_MESSAGE_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "s", "a", "b"})
    void missingTagIsMalformed(String tag) {
        for (FieldKind kind : new FieldKind[] {FieldKind.SEAL, FieldKind.MESSAGE_SIGNATURE}) {
            String changed = field(kind, 1).replaceFirst("([ \t])" + tag + "=", "$1z" + tag + "=");
            ArcValidation validation =
                    Checks.assertReason(text.replace(field(kind, 1), changed), ArcReason.FIELD_MALFORMED);
            assertThat(validation.detail()).isEqualTo("set 1: " + kind.fieldName() + ": " + tag + "= is missing");
        }
    }

    @Test
    void resultsThatCannotBeReadDoNotBreakTheStructure() {
        ResultsField read =
                ResultsField.of(org.mailauth.message.HeaderField.of("ARC-Authentication-Results", " i=7; =;\u0001"));
        assertThat(read.instance()).isEqualTo(7);
        assertThat(read.results().value()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" i=2; a.example; none", "i=2;a.example;none", " (c) i (c) = (c;) 02 (c)\t; a.example; none"})
    void spacesAndCommentsAroundTheInstanceAreLegal(String body) {
        ResultsField read = ResultsField.of(org.mailauth.message.HeaderField.of("ARC-Authentication-Results", body));
        assertThat(read.instance()).isEqualTo(2);
        assertThat(read.results().orElseThrow().authservId()).isEqualTo("a.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" a.example; i=2; none", " I=2; a", " i=2 a.example; none", " (i=2; a", "", " i=2", " i:2;"})
    void resultsThatDoNotStartWithAnInstanceHaveNone(String body) {
        assertThat(ResultsField.of(org.mailauth.message.HeaderField.of("ARC-Authentication-Results", body))
                        .instance())
                .isEqualTo(Instance.UNREADABLE);
    }
}
