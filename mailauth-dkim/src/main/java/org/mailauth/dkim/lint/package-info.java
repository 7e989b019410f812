/** For the owner of a domain: {@link org.mailauth.dkim.lint.DkimKeyLinter} tells what is wrong with a published key. */
@NullMarked
package org.mailauth.dkim.lint;

import org.jspecify.annotations.NullMarked;
