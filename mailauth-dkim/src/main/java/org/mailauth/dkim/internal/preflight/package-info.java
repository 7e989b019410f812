/** What is looked for in a message before it is signed. */
@NullMarked
package org.mailauth.dkim.internal.preflight;

import org.jspecify.annotations.NullMarked;
