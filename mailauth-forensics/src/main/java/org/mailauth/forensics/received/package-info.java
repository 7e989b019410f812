/** The way of a message, as its Received fields tell it. */
@NullMarked
package org.mailauth.forensics.received;

import org.jspecify.annotations.NullMarked;
