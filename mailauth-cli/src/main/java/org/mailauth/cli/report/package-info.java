/** The command {@code report}: what the reports of others say. */
@NullMarked
package org.mailauth.cli.report;

import org.jspecify.annotations.NullMarked;
