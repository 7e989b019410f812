/**
 * Asks the DNS by dnsjava: {@link org.mailauth.dnsjava.DnsjavaResolver} with the system's or named servers, a bounded
 * cache and an honest DNSSEC status.
 */
@NullMarked
package org.mailauth.dnsjava;

import org.jspecify.annotations.NullMarked;
