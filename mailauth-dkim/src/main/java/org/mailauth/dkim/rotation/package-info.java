/**
 * Replacing keys without losing mail: {@link org.mailauth.dkim.rotation.KeyRotationPlan} tells from the keys of a domain,
 * a policy and the time what to do next, when, and with which text for the zone.
 */
@NullMarked
package org.mailauth.dkim.rotation;

import org.jspecify.annotations.NullMarked;
