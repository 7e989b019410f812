/** {@code mailauth headers}: what the headers of messages say about who sent them, as text, JSON and one HTML page. */
@NullMarked
package org.mailauth.cli.headers;

import org.jspecify.annotations.NullMarked;
