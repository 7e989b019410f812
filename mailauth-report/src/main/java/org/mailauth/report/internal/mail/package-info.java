/** The parts of mails that carry reports; for modules of this project only. */
@NullMarked
package org.mailauth.report.internal.mail;

import org.jspecify.annotations.NullMarked;
