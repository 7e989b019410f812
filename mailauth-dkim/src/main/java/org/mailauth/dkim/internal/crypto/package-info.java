/** The public-key operations behind DKIM (RFC 8017, RFC 8032), and the key formats it meets. */
@NullMarked
package org.mailauth.dkim.internal.crypto;

import org.jspecify.annotations.NullMarked;
