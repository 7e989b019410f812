/** Measures the library against raw cryptography and against other Java libraries. Not published. */
@NullMarked
package org.mailauth.benchmarks;

import org.jspecify.annotations.NullMarked;
