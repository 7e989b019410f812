package org.mailauth.tlsrpt;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a report of one's own, in which no field of RFC 8460 §4.4 is missing. Not thread-safe. */
public final class TlsReportBuilder {
    private @Nullable String organizationName;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private @Nullable String contactInfo;
    private @Nullable String reportId;
    private final List<TlsPolicyReport> policies = new ArrayList<>();

    TlsReportBuilder() {}

    /**
     * Says who reports. Required.
     *
     * @param name name of the organization, not empty
     * @return this builder
     */
    public TlsReportBuilder organizationName(String name) {
        organizationName = requireText("organizationName", name);
        return this;
    }

    /**
     * Says whom to ask about the report. Required.
     *
     * @param address a mail address; its domain is the submitter that the mail names (RFC 8460 §5.3)
     * @return this builder
     */
    public TlsReportBuilder contactInfo(String address) {
        contactInfo = requireText("contactInfo", address);
        return this;
    }

    /**
     * Names the report, so that a receiver can tell it from all others of the same organization. Required.
     *
     * @param id not empty; letters and digits only, if it shall be part of the file name, too (RFC 8460 §5.1)
     * @return this builder
     */
    public TlsReportBuilder reportId(String id) {
        reportId = requireText("reportId", id);
        return this;
    }

    /**
     * Has the report cover a day of UTC, as reports should (RFC 8460 §4.1). Required, unless {@link #period} is called.
     *
     * @param day the day
     * @return this builder
     */
    public TlsReportBuilder day(LocalDate day) {
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return period(midnight, midnight.plus(Duration.ofDays(1)).minusSeconds(1));
    }

    /**
     * Has the report cover some time.
     *
     * @param first first second
     * @param last last second, not before the first
     * @return this builder
     */
    public TlsReportBuilder period(Instant first, Instant last) {
        if (last.isBefore(first) || !DateTimes.isWritable(first) || !DateTimes.isWritable(last)) {
            throw new IllegalArgumentException("last must not be before first, both in the years 0 to 9999");
        }
        start = first;
        end = last;
        return this;
    }

    /**
     * Adds what was counted.
     *
     * @param counts sessions with the servers of one domain
     * @return this builder
     */
    public TlsReportBuilder counts(TlsSessionCounts counts) {
        policies.addAll(counts.policyReports());
        return this;
    }

    /**
     * Adds what is to be said about one policy.
     *
     * @param policy an entry of {@code policies}
     * @return this builder
     */
    public TlsReportBuilder policy(TlsPolicyReport policy) {
        policies.add(Objects.requireNonNull(policy, "policy"));
        return this;
    }

    /**
     * Makes the report.
     *
     * @return the report
     * @throws IllegalStateException when something required is missing
     */
    public TlsReport build() {
        return new TlsReport(
                required("organizationName", organizationName),
                required("day", start),
                required("day", end),
                required("contactInfo", contactInfo),
                required("reportId", reportId),
                policies);
    }

    private static String requireText(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        return text;
    }

    private static <T> Optional<T> required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(name + " is required");
        }
        return Optional.of(value);
    }
}
