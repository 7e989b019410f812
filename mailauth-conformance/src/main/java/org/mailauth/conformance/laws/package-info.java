/** How the project's laws (jqwik properties) are run. */
@NullMarked
package org.mailauth.conformance.laws;

import org.jspecify.annotations.NullMarked;
