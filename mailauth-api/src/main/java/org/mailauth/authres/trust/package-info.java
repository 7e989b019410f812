/**
 * Whose Authentication-Results count: {@link org.mailauth.authres.trust.AuthservIds} finds the forged ones at the border of
 * an administrative domain, and the trusted ones inside it (RFC 8601 §4.1, §5).
 */
@NullMarked
package org.mailauth.authres.trust;

import org.jspecify.annotations.NullMarked;
