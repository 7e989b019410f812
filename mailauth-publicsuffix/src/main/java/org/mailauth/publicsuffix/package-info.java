/**
 * The Public Suffix List: {@link org.mailauth.publicsuffix.PublicSuffixList} decides under which registered name a domain
 * lies, as DMARC by RFC 7489 §3.2 wants to know.
 */
@NullMarked
package org.mailauth.publicsuffix;

import org.jspecify.annotations.NullMarked;
