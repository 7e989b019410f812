package org.mailauth.forensics;

/** Says what a finding relies on, and so how much it can be worth. */
public enum Source {
    /** Header fields that anybody may have written. */
    HEADER,
    /** The header of the first part of the body, which anybody may have written. */
    FIRST_PART,
    /** The topmost Received fields, as far as they were written by hosts of the reader. */
    OWN_HOSTS,
    /** The Authentication-Results that the caller trusts. */
    TRUSTED_RESULTS,
    /** The caller's {@link org.mailauth.OrganizationalDomainFinder}. */
    ORGANIZATIONAL_DOMAINS,
    /** The reader's own domains. */
    OWN_DOMAINS,
    /** The names that the reader protects. */
    PROTECTED_NAMES,
    /** The relays that the reader trusts. */
    TRUSTED_RELAYS,
    /** The known participants of the thread. */
    THREAD_PARTICIPANTS,
    /** The caller's clock. */
    CLOCK
}
