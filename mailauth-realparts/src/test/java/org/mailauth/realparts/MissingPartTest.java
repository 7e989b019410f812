package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-parts")
class MissingPartTest {
    @Test
    void missingProgramIsAFailureThatNamesThePackage() {
        // an IllegalStateException fails a test; what skips one is a TestAbortedException
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Program.find("no-such-program", "no-such-package"))
                .withMessage("no-such-program is not installed (Debian: package no-such-package)");
    }
}
