/**
 * Holds this library against other implementations and real servers.
 *
 * <p>Every test here has the tag {@code real-parts}. A part that is missing makes its tests fail; none is skipped.
 */
@NullMarked
package org.mailauth.realparts;

import org.jspecify.annotations.NullMarked;
