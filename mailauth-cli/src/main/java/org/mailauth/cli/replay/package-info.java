/**
 * {@code replay}: authenticates recorded messages again, and tells where the verdict differs.
 *
 * <p>Of the tool's packages it uses {@code command}, {@code input} and {@code output}, and the reports of {@code verify}.
 */
@NullMarked
package org.mailauth.cli.replay;

import org.jspecify.annotations.NullMarked;
