package org.mailauth.report.advice;

/** What a {@link TrafficSource} seems to be. A guess from reports; only the owner of the domain knows. */
public enum SourceClass {
    /** What it sends passes DMARC, but for a share within the tolerance. */
    ALIGNED,
    /** The owner knows it, and too much of what it sends fails. */
    LEGITIMATE_NOT_ALIGNED,
    /**
     * Aligned DKIM survives for most of what comes from there and SPF never does, and of all that fails reporters say that it was
     * forwarded. A forwarder where nothing fails is {@link #ALIGNED}.
     */
    FORWARDER,
    /** It fails, and comes back over weeks: the owner has to say whether it is one of his. */
    UNKNOWN,
    /** It fails, and does not last, or the owner said that it is none of his. */
    LIKELY_SPOOFING
}
