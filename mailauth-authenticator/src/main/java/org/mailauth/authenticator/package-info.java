/**
 * One call for everything: {@link org.mailauth.authenticator.MailAuthenticator} turns what a client said and the message it
 * brought into the verdicts of SPF, DKIM, ARC and DMARC, the fields to put on top, and what to do with the message.
 */
@NullMarked
package org.mailauth.authenticator;

import org.jspecify.annotations.NullMarked;
