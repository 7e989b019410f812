package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.conformance.ChildProgram;
import org.mailauth.conformance.HeapGrowth;

/** One verifier for all mail of a server: ten thousand domains, whatever they publish, leave no more than the first did. */
class SharedVerifierTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ManyKeys.Kind.class)
    void tenThousandDomainsKeepMemoryFlat(ManyKeys.Kind kind) throws IOException, InterruptedException {
        HeapGrowth growth = HeapGrowth.read(ChildProgram.run(folder, HeapGrowth.JVM, ManyKeys.class, kind.name()));
        assertThat(growth.done()).isEqualTo(HeapGrowth.NAMES);
        assertThat(growth.octets()).isLessThan(HeapGrowth.FLAT);
    }
}
