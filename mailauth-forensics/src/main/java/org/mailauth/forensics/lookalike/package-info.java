/**
 * Look-alikes: {@link org.mailauth.forensics.lookalike.LookalikeDomains} decides which known domain a stranger's domain
 * imitates, {@link org.mailauth.forensics.lookalike.MixedScripts} whether a label mixes scripts as no language does,
 * {@link org.mailauth.forensics.lookalike.ProtectedNames} whether a display name claims a known person's name, and
 * {@link org.mailauth.forensics.lookalike.ShownAddress} whether it shows an address. Heuristics for people: they never
 * change a verdict.
 */
@NullMarked
package org.mailauth.forensics.lookalike;

import org.jspecify.annotations.NullMarked;
