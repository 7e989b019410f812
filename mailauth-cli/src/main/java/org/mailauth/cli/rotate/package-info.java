/**
 * {@code rotate plan}: says which step is next when DKIM keys are replaced.
 *
 * <p>Of the tool's packages it uses {@code command}, {@code input}, {@code options} and {@code output}.
 */
@NullMarked
package org.mailauth.cli.rotate;

import org.jspecify.annotations.NullMarked;
