/** Looks for the change of a body that makes {@code bh=} match when it is undone. */
@NullMarked
package org.mailauth.dkim.internal.diagnosis.body;

import org.jspecify.annotations.NullMarked;
