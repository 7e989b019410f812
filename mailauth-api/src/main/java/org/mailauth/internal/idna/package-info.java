/**
 * Internationalized domain labels as IDNA2008 has them (RFC 5890 to 5894), with the mapping of UTS 46 in its
 * non-transitional form; which code points are allowed follows from the Unicode data of the running JDK.
 *
 * <p>{@code java.net.IDN} is IDNA2003, frozen at Unicode 3.2: it turns {@code faß} into {@code fass}, which is another
 * registrant's name. Not part of the public API.
 */
@NullMarked
package org.mailauth.internal.idna;

import org.jspecify.annotations.NullMarked;
