/**
 * SPF (RFC 7208): {@link org.mailauth.spf.SpfEvaluator} decides whether a host may send mail in a domain's name,
 * {@link org.mailauth.spf.SpfRecord} reads what the domain published, {@link org.mailauth.spf.SpfAnalyzer} tells the
 * domain's owner what it means.
 */
@NullMarked
package org.mailauth.spf;

import org.jspecify.annotations.NullMarked;
