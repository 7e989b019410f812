/**
 * A DNS in memory for tests: {@link org.mailauth.testkit.InMemoryDns} answers as the DNS would, without a network, and
 * {@link org.mailauth.testkit.RecordingDns} remembers what was asked.
 */
@NullMarked
package org.mailauth.testkit;

import org.jspecify.annotations.NullMarked;
