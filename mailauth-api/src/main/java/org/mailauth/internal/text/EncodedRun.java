package org.mailauth.internal.text;

/**
 * Adjacent encoded words, which readers show as one text (RFC 2047 §6.2). Immutable and thread-safe.
 *
 * @param start where the first one starts
 * @param end the place behind the last one
 * @param text what they mean; the word itself where its character set is unknown
 * @param isUnknownCharset whether it is one word of a character set that no mail should have
 * @param hasForeignOctets whether it has octets that the character set does not know
 */
public record EncodedRun(int start, int end, String text, boolean isUnknownCharset, boolean hasForeignOctets) {}
