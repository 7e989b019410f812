package org.mailauth.dkim.lint;

import java.util.List;
import java.util.Optional;
import org.mailauth.internal.tag.Tag;
import org.mailauth.internal.tag.TagList;

/** A record's text, and its tags as far as they can be read. */
final class RecordText {
    private final String text;
    private final TagList tags;

    RecordText(String text) {
        this.text = text;
        this.tags = TagList.parse(text);
    }

    String text() {
        return text;
    }

    TagList list() {
        return tags;
    }

    List<Tag> tags() {
        return tags.tags();
    }

    Optional<Tag> find(String name) {
        return Optional.ofNullable(tags.find(name));
    }

    /** Whether the text is meant as a key record. */
    boolean isKeyRecord() {
        // A DMARC record has a p=, too.
        boolean other = find("v").map(tag -> tag.value().startsWith("DMARC")).orElse(false);
        return !other && (find("p").isPresent() || text.contains("DKIM1"));
    }

    /** Whether the text can be nothing but a piece of a key. */
    boolean isPieceOfKey() {
        return text.length() >= 16 && text.chars().allMatch(RecordText::isBase64);
    }

    static boolean isBase64(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '=';
    }

    /** Where the name of a tag starts. */
    int nameStart(Tag tag) {
        int equals = text.lastIndexOf('=', tag.rawStart() - 1);
        return text.lastIndexOf(tag.name(), equals);
    }

    /** Where the value of a tag starts, behind white space. */
    int valueStart(Tag tag) {
        int at = tag.rawStart();
        while (at < tag.rawEnd() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
