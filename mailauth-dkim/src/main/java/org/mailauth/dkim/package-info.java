/**
 * DKIM (RFC 6376, updated by RFC 8301, RFC 8463 and RFC 8616): {@link org.mailauth.dkim.DkimVerifier} tells who took
 * responsibility for a message, {@link org.mailauth.dkim.DkimSigner} takes it.
 */
@NullMarked
package org.mailauth.dkim;

import org.jspecify.annotations.NullMarked;
