/** What is measured: the operations of the library, of other Java libraries, and of the cryptography alone. */
@NullMarked
package org.mailauth.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
