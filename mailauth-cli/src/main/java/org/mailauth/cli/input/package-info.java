/**
 * Reads messages and other files, whole and within limits, and finds the messages below a directory.
 *
 * <p>Of the tool's packages it uses {@code command}.
 */
@NullMarked
package org.mailauth.cli.input;

import org.jspecify.annotations.NullMarked;
