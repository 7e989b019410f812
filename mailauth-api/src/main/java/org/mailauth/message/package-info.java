/** Messages with the octets they were written in (RFC 5322). */
@NullMarked
package org.mailauth.message;

import org.jspecify.annotations.NullMarked;
