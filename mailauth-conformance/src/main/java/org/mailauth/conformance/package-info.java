/** Reads the shared conformance suites and runs them as JUnit tests. For this library's own tests only. */
@NullMarked
package org.mailauth.conformance;

import org.jspecify.annotations.NullMarked;
