/** Names in certificates and in TLS handshakes, shared by the modules of this library only. */
@NullMarked
package org.mailauth.internal.tls;

import org.jspecify.annotations.NullMarked;
