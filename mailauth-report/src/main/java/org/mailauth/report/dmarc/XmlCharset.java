package org.mailauth.report.dmarc;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Which encoding a document is in: its byte order mark or its XML declaration says so, as far as that can be (XML 1.0 Appendix F). */
final class XmlCharset {
    private static final int LONGEST_NAME = 40;

    private XmlCharset() {}

    /**
     * The characters of a document. Octets that are none in its encoding become U+FFFF, which no document may have (XML 1.0
     * §2.2), so that they are noticed later.
     */
    static Reader reader(Content content, Findings findings) {
        CharsetDecoder decoder = charset(content.prefix(), findings)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith("\uFFFF");
        return new InputStreamReader(content.stream(), decoder);
    }

    private static Charset charset(byte[] start, Findings findings) {
        int first = octet(start, 0);
        int second = octet(start, 1);
        if ((first == 0xFE && second == 0xFF) || (first == 0 && second == '<')) {
            return StandardCharsets.UTF_16BE;
        }
        if ((first == 0xFF && second == 0xFE) || (first == '<' && second == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        String name = declared(text);
        if (name.isEmpty() || first == 0xEF) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset charset = Charset.forName(name);
            // A declaration that can be read as ASCII is in no encoding that writes ASCII in another way.
            if (charset.canEncode() && new String(start, charset).contains("encoding")) {
                return charset;
            }
        } catch (IllegalArgumentException unknown) {
            findings.add(Finding.CHARSET, "the encoding " + ReportText.shown(name) + " is not known; UTF-8 is assumed");
            return StandardCharsets.UTF_8;
        }
        findings.add(
                Finding.CHARSET, "the encoding is not " + ReportText.shown(name) + " as declared; UTF-8 is assumed");
        return StandardCharsets.UTF_8;
    }

    private static int octet(byte[] start, int at) {
        return at < start.length ? start[at] & 0xFF : -1;
    }

    /** The value of {@code encoding} in the XML declaration, empty without one. */
    private static String declared(String text) {
        int declaration = text.indexOf("<?xml");
        int end = text.indexOf("?>", Math.max(declaration, 0));
        int encoding = text.indexOf("encoding", Math.max(declaration, 0));
        if (declaration < 0 || encoding < 0 || encoding > end) {
            return "";
        }
        int open = encoding + "encoding".length();
        while (open < end && text.charAt(open) != '"' && text.charAt(open) != '\'') {
            open++;
        }
        int close = text.indexOf(text.charAt(open), open + 1);
        return close < 0 || close > end || close - open > LONGEST_NAME
                ? ""
                : text.substring(open + 1, close).strip();
    }
}
