/**
 * The Authenticated Received Chain (RFC 8617): validates the chain of a message, seals a new set onto it, and tells what
 * a chain of trusted sealers vouches for.
 *
 * <p>ARC is on its way to Historic; this module is a leaf that nothing else needs.
 */
@NullMarked
package org.mailauth.arc;

import org.jspecify.annotations.NullMarked;
