package org.mailauth.cli.sign;

import org.mailauth.dkim.PublishedKey;

/** Says in words how a signing key compares with what is published. */
final class PublishedKeyText {
    private PublishedKeyText() {}

    /** What follows "the key of selector x". */
    static String of(PublishedKey key) {
        String detail = key.detail().isEmpty() ? "" : ": " + key.detail();
        return switch (key.status()) {
            case MATCHES -> "is published";
            case OTHER_KEY -> "is not the published one";
            case RESTRICTED -> "is published for other uses only" + detail;
            case REVOKED -> "was revoked";
            case ABSENT -> "is not published" + detail;
            case MALFORMED -> "is not published, but something that is no key" + detail;
            case NOT_COMPARABLE -> "cannot be compared with the published one" + detail;
            case TEMPORARY_FAILURE -> "cannot be looked up now" + detail;
        };
    }
}
