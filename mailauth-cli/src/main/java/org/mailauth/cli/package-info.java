/**
 * The command line: finds the command, runs it, and turns every way it can end into an exit status.
 *
 * <p>Each command is in the package named after it or after what it belongs to: {@code verify}, {@code replay}, {@code sign}
 * (with {@code seal} and {@code keygen}), {@code rotate}, {@code spf}, {@code dmarc}, {@code transport} (with {@code dane},
 * {@code mta-sts} and {@code tls-plan}) and {@code lint}. What they share is in {@code options}, {@code input},
 * {@code command} and {@code output}.
 *
 * <p>This package uses all others but is used by none; nor do others use each other in a circle: each says which it uses.
 */
@NullMarked
package org.mailauth.cli;

import org.jspecify.annotations.NullMarked;
