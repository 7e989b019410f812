/**
 * DMARC aggregate reports (RFC 9990, and RFC 7489 Appendix C beside it): {@link org.mailauth.report.dmarc.AggregateReportReader}
 * reads what others send, {@link org.mailauth.report.dmarc.AggregateReportBuilder} counts what a receiver saw, and
 * {@link org.mailauth.report.dmarc.AggregateReportWriter} and {@link org.mailauth.report.dmarc.AggregateReportMail} write it.
 */
@NullMarked
package org.mailauth.report.dmarc;

import org.jspecify.annotations.NullMarked;
