package org.mailauth.dmarc;

/** The steps of an evaluation, with the place in each standard that rules them. */
enum Rule {
    AUTHOR("RFC 9989 §5.3.1", "RFC 7489 §6.6.1"),
    DISCOVERY("RFC 9989 §4.10.1", "RFC 7489 §6.6.3"),
    ORGANIZATION("RFC 9989 §4.10.2", "RFC 7489 §3.2"),
    POLICY("RFC 9989 §4.7", "RFC 7489 §6.3"),
    ALIGNMENT("RFC 9989 §4.4", "RFC 7489 §3.1"),
    RESULT("RFC 9989 §5.3", "RFC 7489 §6.6.2");

    private final String current;
    private final String legacy;

    Rule(String current, String legacy) {
        this.current = current;
        this.legacy = legacy;
    }

    String in(DmarcMode mode) {
        return mode instanceof SuffixListMode ? legacy : current;
    }
}
