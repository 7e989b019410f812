/**
 * What the tool shows: lines and their colours, JSON, files for the owner's eyes only.
 *
 * <p>Whatever comes from outside goes through {@code Console}, which makes control, escape and
 * bidirectional characters visible.
 *
 * <p>It uses no other package of the tool.
 */
@NullMarked
package org.mailauth.cli.output;

import org.jspecify.annotations.NullMarked;
