/**
 * Failure reports (RFC 9991, RFC 6591) and other feedback in the Abuse Reporting Format (RFC 5965):
 * {@link org.mailauth.report.failure.FailureReportReader} reads what others send,
 * {@link org.mailauth.report.failure.FailureReportWriter} writes one's own.
 */
@NullMarked
package org.mailauth.report.failure;

import org.jspecify.annotations.NullMarked;
