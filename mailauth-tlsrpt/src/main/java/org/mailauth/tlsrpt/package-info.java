/**
 * TLS-RPT (RFC 8460): {@link org.mailauth.tlsrpt.TlsRptRecord} says where a domain wants reports about the TLS of mail to it,
 * {@link org.mailauth.tlsrpt.TlsReport} is one, {@link org.mailauth.tlsrpt.TlsReportReader} reads those of others,
 * {@link org.mailauth.tlsrpt.TlsSessionCounter} counts what one's own will say and
 * {@link org.mailauth.tlsrpt.TlsReportMail} is the mail that carries it.
 */
@NullMarked
package org.mailauth.tlsrpt;

import org.jspecify.annotations.NullMarked;
