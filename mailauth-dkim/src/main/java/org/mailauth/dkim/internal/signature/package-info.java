/** What a field that signs a message says: the tags that DKIM and ARC signatures have in common (RFC 6376 §3.5). */
@NullMarked
package org.mailauth.dkim.internal.signature;

import org.jspecify.annotations.NullMarked;
