package org.mailauth.internal.tag;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/**
 * A list of {@code name=value} pairs separated by semicolons (RFC 6376 §3.2), with everything that is wrong in it.
 *
 * <p>DKIM rejects a list with any problem; other protocols ignore the tag that has one. Both can be had: well-formed
 * tags are listed even beside problems. Immutable.
 */
public final class TagList {
    private final List<Tag> tags;
    private final List<Problem> problems;

    /** The list of tags is the new one's from now on: a copy would be two, 0.13 KB for a usual signature. */
    TagList(List<Tag> tags, List<Problem> problems) {
        this.tags = Collections.unmodifiableList(tags);
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads a tag list from a part of a header field.
     *
     * @param octets holds the list; kept, so that nobody may write to it any more
     * @param start where it starts
     * @param end where it ends
     * @return the tags and problems; positions count from the start of {@code octets}
     */
    public static TagList parse(byte[] octets, int start, int end) {
        return new TagListParser(octets, start, end).parse();
    }

    /**
     * Reads a tag list from a DNS record.
     *
     * @param text one octet a character
     * @return the tags and problems
     */
    public static TagList parse(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return parse(octets, 0, octets.length);
    }

    /**
     * The well-formed tags in order; of a name that occurs twice, both.
     *
     * @return unmodifiable
     */
    public List<Tag> tags() {
        return tags;
    }

    /**
     * The first tag of a name.
     *
     * @param name compared with case, as RFC 6376 §3.2 has it
     * @return null when there is none
     */
    public @Nullable Tag find(String name) {
        for (int at = 0; at < tags.size(); at++) {
            if (tags.get(at).isNamed(name)) {
                return tags.get(at);
            }
        }
        return null;
    }

    /**
     * What breaks the grammar, in order; the first hundred problems of a list that has more.
     *
     * @return unmodifiable
     */
    public List<Problem> problems() {
        return problems;
    }
}
