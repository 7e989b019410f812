package org.mailauth.dmarc;

import java.util.Objects;
import java.util.Optional;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;

/**
 * Whether an identifier belongs to the author domain, and why (Identifier Alignment, RFC 9989 §4.4). Whether it passed is
 * another question: only an aligned identifier that passed {@linkplain #counts() counts}.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param identifier the identifier with its result, and its selector or scope
 * @param reason what decided
 * @param organizationalDomain the identifier's Organizational Domain, where it was needed and found
 */
public record Alignment(AuthenticatedIdentifier identifier, Reason reason, Optional<DomainName> organizationalDomain) {

    /** What can be said about alignment. */
    public enum Verdict {
        /** It belongs to the author domain. */
        ALIGNED,
        /** It does not. */
        NOT_ALIGNED,
        /** An answer is missing. */
        UNKNOWN
    }

    /** What decided about alignment. */
    public enum Reason {
        /** The names are the same. */
        SAME_NAME(Verdict.ALIGNED, "it is the author domain"),
        /** The Organizational Domains are the same, and alignment is relaxed. */
        SAME_ORGANIZATIONAL_DOMAIN(Verdict.ALIGNED, "the Organizational Domains are the same"),
        /** The names are not the same, and alignment is strict. */
        OTHER_NAME(Verdict.NOT_ALIGNED, "it is not the author domain, and alignment is strict"),
        /** The Organizational Domains are not the same. */
        OTHER_ORGANIZATIONAL_DOMAIN(Verdict.NOT_ALIGNED, "the Organizational Domains are not the same"),
        /** The domain was named in HELO beside a reverse-path with a domain (RFC 9989 §4.4.2). */
        HELO(Verdict.NOT_ALIGNED, "the HELO identity never counts"),
        /** There is no policy to align for. */
        NO_POLICY(Verdict.NOT_ALIGNED, "there is no policy"),
        /** An answer of the DNS is missing. */
        DNS_ERROR(Verdict.UNKNOWN, "an answer of the DNS is missing"),
        /** More different domains than one message may have looked up. */
        LIMIT(Verdict.UNKNOWN, "the message has too many identifiers");

        private final Verdict verdict;
        private final String text;

        Reason(Verdict verdict, String text) {
            this.verdict = verdict;
            this.text = text;
        }

        /**
         * What follows from the reason.
         *
         * @return the verdict
         */
        public Verdict verdict() {
            return verdict;
        }

        /**
         * The reason in plain words.
         *
         * @return a clause without a full stop
         */
        public String text() {
            return text;
        }
    }

    /**
     * Checks that nothing is null.
     *
     * @param identifier the identifier with its result, and its selector or scope
     * @param reason what decided
     * @param organizationalDomain the identifier's Organizational Domain, where it was needed and found
     */
    public Alignment {
        Objects.requireNonNull(identifier, "identifier");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(organizationalDomain, "organizationalDomain");
    }

    /**
     * What was found.
     *
     * @return aligned, not aligned or unknown
     */
    public Verdict verdict() {
        return reason.verdict();
    }

    /**
     * Whether the identifier belongs to the author domain, passed or not.
     *
     * @return false also when that is not known
     */
    public boolean isAligned() {
        return verdict() == Verdict.ALIGNED;
    }

    /**
     * Whether the identifier makes the message pass: it is aligned, and it passed.
     *
     * @return true for an aligned pass
     */
    public boolean counts() {
        return isAligned() && identifier.isPass();
    }

    /** Whether for want of an answer the identifier may or may not make the message pass. */
    boolean isUndecided() {
        boolean temporary = identifier.result().equals("temperror");
        // RFC 9989 §5.3.6: an error of an identifier that would not be aligned anyway changes nothing.
        return verdict() == Verdict.UNKNOWN ? temporary || identifier.isPass() : isAligned() && temporary;
    }

    /** One line for people. */
    @Override
    public String toString() {
        String selector = identifier.selector().isEmpty() ? "" : " s=" + identifier.selector();
        String name = switch (identifier.kind()) {
            case DKIM -> "dkim";
            case SPF_MAIL_FROM -> "spf mfrom";
            case SPF_HELO -> "spf helo";
        };
        String words = switch (verdict()) {
            case ALIGNED -> "aligned";
            case NOT_ALIGNED -> "not aligned";
            case UNKNOWN -> "not known to be aligned";
        };
        return name + "=" + identifier.result() + " " + identifier.domain() + selector + ": " + words + ", "
                + reason.text();
    }
}
