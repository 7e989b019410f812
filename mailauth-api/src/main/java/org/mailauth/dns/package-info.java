/** The one way to the DNS: questions with a deadline, and answers that keep their outcomes apart. */
@NullMarked
package org.mailauth.dns;

import org.jspecify.annotations.NullMarked;
