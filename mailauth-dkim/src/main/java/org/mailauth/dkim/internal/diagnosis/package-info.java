/** What the searches for the cause of a broken signature share. */
@NullMarked
package org.mailauth.dkim.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
