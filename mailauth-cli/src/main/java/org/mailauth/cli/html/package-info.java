/** HTML pages that stand alone: escaped text, one frame, and charts, without anything from a network. */
@NullMarked
package org.mailauth.cli.html;

import org.jspecify.annotations.NullMarked;
