/** Tag lists (RFC 6376 §3.2), shared by the modules of this library only. */
@NullMarked
package org.mailauth.internal.tag;

import org.jspecify.annotations.NullMarked;
