/** Text helpers, shared by the modules of this library only. */
@NullMarked
package org.mailauth.internal.text;

import org.jspecify.annotations.NullMarked;
