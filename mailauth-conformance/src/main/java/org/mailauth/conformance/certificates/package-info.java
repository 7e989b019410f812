/** Certificates made in tests: {@link org.mailauth.conformance.certificates.TestCertificate}. */
@NullMarked
package org.mailauth.conformance.certificates;

import org.jspecify.annotations.NullMarked;
