/**
 * What every command is made with: what it takes from the machine, how it fails, the status it ends with, the version it
 * names.
 *
 * <p>Of the tool's packages it uses {@code output}.
 */
@NullMarked
package org.mailauth.cli.command;

import org.jspecify.annotations.NullMarked;
