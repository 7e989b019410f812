/**
 * DANE for SMTP (RFC 7672): {@link org.mailauth.dane.DaneVerifier} finds out what the DNS demands of a mail server's
 * certificate, and decides whether the certificates of a connection are what it demands.
 */
@NullMarked
package org.mailauth.dane;

import org.jspecify.annotations.NullMarked;
