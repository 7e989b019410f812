package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailauth.message.HeaderField;

class HeaderCanonicalizerTest {
    private static String relaxed(String field) {
        return Canon.header(HeaderCanonicalizer.RELAXED, field);
    }

    private static String simple(String field) {
        return Canon.header(HeaderCanonicalizer.SIMPLE, field);
    }

    @Test
    void rfc6376Section345Example() {
        assertThat(relaxed("A: X\r\n")).isEqualTo("a:X\r\n");
        assertThat(relaxed("B : Y\t\r\n\tZ  \r\n")).isEqualTo("b:Y Z\r\n");
        assertThat(simple("A: X\r\n")).isEqualTo("A: X\r\n");
        assertThat(simple("B : Y\t\r\n\tZ  \r\n")).isEqualTo("B : Y\t\r\n\tZ  \r\n");
    }

    @Test
    void anEmptyValueLeavesNameAndColon() {
        assertThat(relaxed("Subject:\r\n")).isEqualTo("subject:\r\n");
        assertThat(relaxed("Subject: \t\r\n \r\n")).isEqualTo("subject:\r\n");
    }

    @Test
    void onlyBlankAndTabAreWhiteSpace() {
        assertThat(relaxed("A:\u000b b\u00a0 \u000c\r\n")).isEqualTo("a:\u000b b\u00a0 \u000c\r\n");
    }

    @Test
    void aLoneCrOrLfIsData() {
        assertThat(relaxed("A: b\rc\n d\r\n")).isEqualTo("a:b\rc\n d\r\n");
    }

    @Test
    void onlyAsciiLettersOfTheNameChange() {
        assertThat(relaxed("IX-[]^Z: AÄ\r\n")).isEqualTo("ix-[]^z:AÄ\r\n");
    }

    @Test
    void aPartThatIsCutOutIsGoneBeforeWhiteSpaceIsReduced() {
        HeaderField field = Canon.field("DKIM-Signature: a=b; b= \r\n\tabc \r\n def ; c=d\r\n");
        int from = field.toString().indexOf("b= ") + 2;
        int to = field.toString().indexOf("; c=d");
        assertThat(cut(HeaderCanonicalizer.RELAXED, field, from, to)).isEqualTo("dkim-signature:a=b; b=; c=d\r\n");
        assertThat(cut(HeaderCanonicalizer.SIMPLE, field, from, to)).isEqualTo("DKIM-Signature: a=b; b=; c=d\r\n");
    }

    @Test
    void aPartThatIsCutOutAtTheEndLeavesTheCrlf() {
        HeaderField field = Canon.field("DKIM-Signature: a=b ; b=abc\r\n def \r\n");
        int from = field.toString().indexOf("b=abc") + 2;
        int to = field.length() - 2;
        assertThat(cut(HeaderCanonicalizer.RELAXED, field, from, to)).isEqualTo("dkim-signature:a=b ; b=\r\n");
        assertThat(cut(HeaderCanonicalizer.SIMPLE, field, from, to)).isEqualTo("DKIM-Signature: a=b ; b=\r\n");
    }

    private static String cut(HeaderCanonicalizer form, HeaderField field, int from, int to) {
        OctetBuffer canonical = new OctetBuffer(16);
        form.append(field, from, to, canonical);
        return Canon.text(canonical.toArray());
    }
}
