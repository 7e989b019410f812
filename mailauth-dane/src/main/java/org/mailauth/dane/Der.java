package org.mailauth.dane;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks along DER elements (X.690 §8.1) without reading what is in them, so that the octets of a certificate's parts are
 * had as they were sent. Any octets: what is no element is null. Not thread-safe.
 */
final class Der {
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int OBJECT_IDENTIFIER = 0x06;
    private static final int BIT_STRING = 0x03;
    private static final int VERSION = 0xA0;

    private final byte[] octets;
    private final int end;
    private int at;

    private Der(byte[] octets, int start, int end) {
        this.octets = octets;
        this.at = start;
        this.end = end;
    }

    static Der of(byte[] octets) {
        return new Der(octets, 0, octets.length);
    }

    /**
     * One element.
     *
     * @param tag its first octet
     * @param start where it starts
     * @param content where its content starts
     * @param end where it ends
     */
    record Element(int tag, int start, int content, int end) {}

    /** The next element; null at the end, or where no whole element follows. */
    @Nullable
    Element next() {
        int start = at;
        if (end - at < 2 || (octets[at] & 0x1F) == 0x1F) {
            return null;
        }
        int tag = octets[at] & 0xFF;
        int length = octets[at + 1] & 0xFF;
        int content = at + 2;
        if (length >= 0x80) {
            int more = length & 0x7F;
            if (more == 0 || more > 3 || end - content < more) {
                return null;
            }
            length = 0;
            for (int i = 0; i < more; i++) {
                length = (length << 8) | (octets[content + i] & 0xFF);
            }
            content += more;
        }
        if (end - content < length) {
            return null;
        }
        at = content + length;
        return new Element(tag, start, content, at);
    }

    /** The next element, if it is of this kind. */
    @Nullable
    Element next(int tag) {
        Element element = next();
        return element == null || element.tag() != tag ? null : element;
    }

    boolean isAtEnd() {
        return at == end;
    }

    Der inside(Element element) {
        return new Der(octets, element.content(), element.end());
    }

    byte[] whole(Element element) {
        byte[] copy = new byte[element.end() - element.start()];
        System.arraycopy(octets, element.start(), copy, 0, copy.length);
        return copy;
    }

    byte[] content(Element element) {
        byte[] copy = new byte[element.end() - element.content()];
        System.arraycopy(octets, element.content(), copy, 0, copy.length);
        return copy;
    }

    /** RFC 5280 §4.1: the SubjectPublicKeyInfo, octet by octet, of a TBSCertificate. */
    static Optional<byte[]> subjectPublicKeyInfo(byte[] tbsCertificate) {
        Der outer = of(tbsCertificate);
        Element tbs = outer.next(SEQUENCE);
        if (tbs == null) {
            return Optional.empty();
        }
        Der fields = outer.inside(tbs);
        Element field = fields.next();
        if (field != null && field.tag() == VERSION) {
            field = fields.next();
        }
        // serialNumber is read; then signature, issuer, validity, subject, subjectPublicKeyInfo.
        for (int i = 0; i < 5 && field != null; i++) {
            field = fields.next(SEQUENCE);
        }
        return field == null ? Optional.empty() : Optional.of(fields.whole(field));
    }

    /** RFC 5280 §4.1: an algorithm and a bit string. */
    static boolean isSubjectPublicKeyInfo(byte[] octets) {
        return algorithm(octets).isPresent();
    }

    /** The object identifier of a SubjectPublicKeyInfo's algorithm, in dotted form. */
    static Optional<String> algorithm(byte[] octets) {
        Der outer = of(octets);
        Element info = outer.next(SEQUENCE);
        if (info == null || !outer.isAtEnd()) {
            return Optional.empty();
        }
        Der fields = outer.inside(info);
        Element algorithm = fields.next(SEQUENCE);
        Element key = algorithm == null ? null : fields.next(BIT_STRING);
        if (algorithm == null || key == null || !fields.isAtEnd()) {
            return Optional.empty();
        }
        Der inner = fields.inside(algorithm);
        Element identifier = inner.next(OBJECT_IDENTIFIER);
        return identifier == null ? Optional.empty() : dotted(inner.content(identifier));
    }

    private static Optional<String> dotted(byte[] content) {
        StringBuilder text = new StringBuilder();
        long value = 0;
        for (int i = 0; i < content.length; i++) {
            if (value > Long.MAX_VALUE >> 8) {
                return Optional.empty();
            }
            value = (value << 7) | (content[i] & 0x7F);
            if ((content[i] & 0x80) != 0) {
                continue;
            }
            if (text.length() == 0) {
                long first = Math.min(value / 40, 2);
                text.append(first).append('.').append(value - first * 40);
            } else {
                text.append('.').append(value);
            }
            value = 0;
        }
        boolean whole = content.length > 0 && (content[content.length - 1] & 0x80) == 0;
        return whole ? Optional.of(text.toString()) : Optional.empty();
    }
}
