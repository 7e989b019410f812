package org.mailauth.realparts;

/**
 * What a verifier says about one signature.
 *
 * @param accepted whether the signature holds
 * @param detail the verifier's own words
 */
record Verdict(boolean accepted, String detail) {}
