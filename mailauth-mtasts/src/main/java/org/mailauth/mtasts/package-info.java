/** MTA-STS: whether mail for a domain must be sent over authenticated TLS, and to which hosts (RFC 8461). */
@NullMarked
package org.mailauth.mtasts;

import org.jspecify.annotations.NullMarked;
