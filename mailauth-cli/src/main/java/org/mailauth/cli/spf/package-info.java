/**
 * {@code spf}: checks whether a client may use an identity, and shows why.
 *
 * <p>Of the tool's packages it uses {@code command}, {@code options} and {@code output}.
 */
@NullMarked
package org.mailauth.cli.spf;

import org.jspecify.annotations.NullMarked;
