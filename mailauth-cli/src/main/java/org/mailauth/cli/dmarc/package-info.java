/**
 * {@code dmarc}: evaluates what is known of a message against its author domain's policy, and shows why.
 *
 * <p>Of the tool's packages it uses {@code command}, {@code options} and {@code output}.
 */
@NullMarked
package org.mailauth.cli.dmarc;

import org.jspecify.annotations.NullMarked;
