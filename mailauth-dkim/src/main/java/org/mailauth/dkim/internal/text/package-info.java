/** The encodings that tags use: base64 and DKIM's quoted-printable (RFC 6376 §2.11). */
@NullMarked
package org.mailauth.dkim.internal.text;

import org.jspecify.annotations.NullMarked;
