/**
 * {@code dane}, {@code mta-sts} and {@code tls-plan}: tells how mail to a domain is to be secured on its way.
 *
 * <p>Of the tool's packages it uses {@code command}, {@code input}, {@code options} and {@code output}.
 */
@NullMarked
package org.mailauth.cli.transport;

import org.jspecify.annotations.NullMarked;
