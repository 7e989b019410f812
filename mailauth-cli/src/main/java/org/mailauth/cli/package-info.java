/**
 * The command line: one class for each command, and beside them what reads their input and shows their output.
 *
 * <p>Whatever comes from outside goes through {@code Console}, which makes control, escape and
 * bidirectional characters visible.
 */
@NullMarked
package org.mailauth.cli;

import org.jspecify.annotations.NullMarked;
