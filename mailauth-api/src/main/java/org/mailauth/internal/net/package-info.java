/** Addresses in numbers, shared by the modules of this library only. */
@NullMarked
package org.mailauth.internal.net;

import org.jspecify.annotations.NullMarked;
