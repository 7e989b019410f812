/**
 * Authentication-Results (RFC 8601): values, reader and writer.
 *
 * <p>Everything that this library says in a header field about its verdicts is written here, and nowhere else.
 */
@NullMarked
package org.mailauth.authres;

import org.jspecify.annotations.NullMarked;
