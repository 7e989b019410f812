package org.mailauth.report.dmarc;

import java.util.Optional;

/**
 * Who reports: what all reports of a receiver have in common (RFC 9990, ReportMetadataType).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param orgName the organization that reports, not empty
 * @param email how to reach it, not empty
 * @param extraContactInfo more of that, such as the address of a page
 * @param generator the software
 */
public record Reporter(String orgName, String email, Optional<String> extraContactInfo, Optional<String> generator) {

    /**
     * Cleans the texts, and checks that the required ones are there.
     *
     * @param orgName the organization that reports, not empty
     * @param email how to reach it, not empty
     * @param extraContactInfo more of that, such as the address of a page
     * @param generator the software
     */
    public Reporter {
        orgName = ReportText.clean(orgName);
        email = ReportText.clean(email);
        extraContactInfo = ReportText.clean(extraContactInfo);
        generator = ReportText.clean(generator);
        if (orgName.isEmpty() || email.isEmpty()) {
            throw new IllegalArgumentException("orgName and email must not be empty");
        }
    }

    /**
     * A reporter that says only what is required.
     *
     * @param orgName the organization that reports, not empty
     * @param email how to reach it, not empty
     * @return the reporter
     */
    public static Reporter of(String orgName, String email) {
        return new Reporter(orgName, email, Optional.empty(), Optional.empty());
    }
}
