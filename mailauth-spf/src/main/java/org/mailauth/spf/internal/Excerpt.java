package org.mailauth.spf.internal;

/** Quotes what strangers wrote in a sentence for people, where a record of 64 KiB would drown the sentence. */
public final class Excerpt {
    private static final int LONGEST = 80;

    private Excerpt() {}

    public static String of(String text) {
        return text.length() <= LONGEST ? '"' + text + '"' : '"' + text.substring(0, LONGEST) + "...\"";
    }
}
