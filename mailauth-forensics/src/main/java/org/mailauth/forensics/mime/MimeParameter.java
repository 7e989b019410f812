package org.mailauth.forensics.mime;

/**
 * A parameter of a MIME field; one that was cut into sections (RFC 2231 §3) is one parameter. Immutable and thread-safe.
 *
 * @param name in lower case, without the stars of RFC 2231
 * @param text what it means; encoded words are kept
 * @param isPlain whether it is written without RFC 2231
 * @param isAmbiguous whether one of its sections is there more than once
 * @param start the first octet of its name, from the start of the field
 * @param end the octet behind its value
 */
public record MimeParameter(String name, String text, boolean isPlain, boolean isAmbiguous, int start, int end) {}
