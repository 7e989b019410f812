package org.mailauth.spf.internal;

/** The identity that macros show: {@code s}, {@code l} and {@code o} of RFC 7208 §7.2. */
public record Sender(String localPart, String domain) {
    private static final String POSTMASTER = "postmaster";

    /** The reverse-path; postmaster at the HELO name for a null one (RFC 7208 §2.4). */
    public static Sender ofMailFrom(String mailFrom, String helo) {
        if (mailFrom.isEmpty()) {
            return ofHelo(helo);
        }
        int at = mailFrom.lastIndexOf('@');
        String localPart = at < 0 ? "" : mailFrom.substring(0, at);
        // RFC 7208 §4.3: no local part means postmaster.
        return new Sender(localPart.isEmpty() ? POSTMASTER : localPart, mailFrom.substring(at + 1));
    }

    public static Sender ofHelo(String helo) {
        return new Sender(POSTMASTER, helo);
    }

    public boolean hasAsciiLocalPart() {
        return localPart.chars().allMatch(c -> c < 0x80);
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
