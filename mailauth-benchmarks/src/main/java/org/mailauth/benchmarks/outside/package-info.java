/** Compares with verifiers outside Java, each in a process of its own. */
@NullMarked
package org.mailauth.benchmarks.outside;

import org.jspecify.annotations.NullMarked;
