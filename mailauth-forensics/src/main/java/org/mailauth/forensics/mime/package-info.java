/** Reads the MIME fields of a message and of its first part, bounded and without any exception; no API. */
@NullMarked
package org.mailauth.forensics.mime;

import org.jspecify.annotations.NullMarked;
