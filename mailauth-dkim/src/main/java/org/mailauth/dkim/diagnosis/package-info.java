/**
 * Why a signature broke: {@link org.mailauth.dkim.diagnosis.DkimDiagnosis} names the change that makes a failed hash
 * match again. A help for people, and never a part of a verdict.
 */
@NullMarked
package org.mailauth.dkim.diagnosis;

import org.jspecify.annotations.NullMarked;
