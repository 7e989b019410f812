/** Keys of signers: how they are fetched, read, chosen and tried (RFC 6376 §3.6 and §6.1.2). */
@NullMarked
package org.mailauth.dkim.internal.key;

import org.jspecify.annotations.NullMarked;
