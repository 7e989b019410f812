/**
 * Options that several commands share, and the converters of their values.
 *
 * <p>Of the tool's packages it uses {@code command}, {@code input} and {@code output}.
 */
@NullMarked
package org.mailauth.cli.options;

import org.jspecify.annotations.NullMarked;
