/** DMARC: what the domain of the author wants done with a message that is not its own (RFC 9989, RFC 7489). */
@NullMarked
package org.mailauth.dmarc;

import org.jspecify.annotations.NullMarked;
