/**
 * Reads a header as an analyst would: {@link org.mailauth.forensics.HeaderForensics} examines a message and tells what it
 * noticed, each as a {@link org.mailauth.forensics.ForensicFinding}. Findings inform people and never change a verdict.
 */
@NullMarked
package org.mailauth.forensics;

import org.jspecify.annotations.NullMarked;
