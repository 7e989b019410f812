/**
 * For who publishes TLSA records: {@link org.mailauth.dane.publish.TlsaLinter} finds what is wrong with them,
 * {@link org.mailauth.dane.publish.TlsaRolloverPlan} tells in which order records and certificates are changed.
 */
@NullMarked
package org.mailauth.dane.publish;

import org.jspecify.annotations.NullMarked;
