/** Canonicalization and hashing of header and body (RFC 6376 §3.4, §3.7). */
@NullMarked
package org.mailauth.dkim.internal.canon;

import org.jspecify.annotations.NullMarked;
