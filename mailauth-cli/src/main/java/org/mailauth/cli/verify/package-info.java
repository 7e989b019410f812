/**
 * {@code verify}: authenticates messages, and reports on each and on all.
 *
 * <p>Of the tool's packages it uses {@code command}, {@code input}, {@code options} and {@code output}, and the reports of
 * {@code dmarc} and {@code spf}.
 */
@NullMarked
package org.mailauth.cli.verify;

import org.jspecify.annotations.NullMarked;
