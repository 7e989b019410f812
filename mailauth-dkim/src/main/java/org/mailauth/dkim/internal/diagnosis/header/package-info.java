/** Looks for the change of a header that makes the signature hold when it is undone. */
@NullMarked
package org.mailauth.dkim.internal.diagnosis.header;

import org.jspecify.annotations.NullMarked;
