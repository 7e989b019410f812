/** Macro strings, as domain-specs and explanations are written (RFC 7208 §7). */
@NullMarked
package org.mailauth.spf.macro;

import org.jspecify.annotations.NullMarked;
