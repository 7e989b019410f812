/**
 * {@code lint} with {@code dkim}, {@code spf}, {@code dmarc}, {@code tlsa}, {@code mta-sts} and {@code tls-rpt}: looks for
 * mistakes in what a domain publishes.
 *
 * <p>Of the tool's packages it uses {@code command}, {@code options} and {@code output}, and what {@code dmarc}, {@code spf}
 * and {@code transport} read and show.
 */
@NullMarked
package org.mailauth.cli.lint;

import org.jspecify.annotations.NullMarked;
