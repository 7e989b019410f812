/**
 * SPF (RFC 7208): {@link org.mailauth.spf.SpfEvaluator} decides whether a host may send mail in a domain's name,
 * {@link org.mailauth.spf.SpfRecord} reads what the domain published.
 */
@NullMarked
package org.mailauth.spf;

import org.jspecify.annotations.NullMarked;
