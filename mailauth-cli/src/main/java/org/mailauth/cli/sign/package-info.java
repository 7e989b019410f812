/**
 * {@code sign}, {@code seal} and {@code keygen}: signs and seals messages, and makes the keys for that.
 *
 * <p>Of the tool's packages it uses {@code command}, {@code input}, {@code options} and {@code output}.
 */
@NullMarked
package org.mailauth.cli.sign;

import org.jspecify.annotations.NullMarked;
