/**
 * The one decision before mail leaves: {@link org.mailauth.transport.OutboundTlsPlanner} says to which hosts mail for a domain
 * may go and how each must be authenticated, by DANE (RFC 7672) and MTA-STS (RFC 8461) together, and what a TLS report
 * (RFC 8460) says about the attempt.
 */
@NullMarked
package org.mailauth.transport;

import org.jspecify.annotations.NullMarked;
