package org.mailauth.report.advice;

/** What a {@link TrafficSource} seems to be. A guess from reports; only the owner of the domain knows. */
public enum SourceClass {
    /** What it sends passes DMARC, but for a share within the tolerance. */
    ALIGNED,
    /** The owner knows it, and too much of what it sends fails. */
    LEGITIMATE_NOT_ALIGNED,
    /** DKIM survives there and SPF does not, and a reporter says that it forwards. */
    FORWARDER,
    /** It fails, and comes back over weeks: the owner has to say whether it is one of his. */
    UNKNOWN,
    /** It fails, and does not last, or the owner said that it is none of his. */
    LIKELY_SPOOFING
}
