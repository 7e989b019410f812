package org.mailauth.report.dmarc;

import java.util.Objects;
import java.util.Optional;

/**
 * What a report says before its rows.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param shape by which standard the report is made, as far as can be told
 * @param namespace of the element {@code feedback}
 * @param version as written in the report
 * @param metadata who reports, and of which time
 * @param policyPublished the policy that the domain published
 */
public record AggregateReportHeader(
        ReportShape shape,
        Optional<String> namespace,
        Optional<String> version,
        ReportMetadata metadata,
        PolicyPublished policyPublished) {

    /**
     * Cleans the texts: one line each, and nothing that XML cannot carry.
     *
     * @param shape by which standard the report is made, as far as can be told
     * @param namespace of the element {@code feedback}
     * @param version as written in the report
     * @param metadata who reports, and of which time
     * @param policyPublished the policy that the domain published
     */
    public AggregateReportHeader {
        Objects.requireNonNull(shape, "shape");
        namespace = ReportText.clean(namespace);
        version = ReportText.clean(version);
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(policyPublished, "policyPublished");
    }

    /**
     * What a report of RFC 9990 says before its rows.
     *
     * @param metadata who reports, and of which time
     * @param policyPublished the policy that the domain published
     * @return a header with the namespace and the version of RFC 9990
     */
    public static AggregateReportHeader of(ReportMetadata metadata, PolicyPublished policyPublished) {
        return new AggregateReportHeader(
                ReportShape.RFC9990,
                Optional.of(ReportShape.RFC9990_NAMESPACE),
                Optional.of("1.0"),
                metadata,
                policyPublished);
    }
}
