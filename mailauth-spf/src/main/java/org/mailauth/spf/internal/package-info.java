/** What evaluation and analysis share: the session as macros show it, and domains as they are asked for. */
@NullMarked
package org.mailauth.spf.internal;

import org.jspecify.annotations.NullMarked;
