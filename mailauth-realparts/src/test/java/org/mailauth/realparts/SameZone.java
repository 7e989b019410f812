package org.mailauth.realparts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mailauth.conformance.RealNamed;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dnsjava.DnsjavaResolver;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.ZoneFile;

/** One master file behind two resolvers: read by this library, and served by a real name server that is asked. */
final class SameZone implements AutoCloseable {
    private final InMemoryDns inMemory;
    private final RealNamed named;
    private final DnsjavaResolver overNetwork;

    private SameZone(InMemoryDns inMemory, RealNamed named) {
        this.inMemory = inMemory;
        this.named = named;
        this.overNetwork =
                DnsjavaResolver.builder().servers(List.of(named.address())).build();
    }

    /**
     * Starts the name server.
     *
     * @param masterFile a root zone
     * @return both resolvers
     */
    static SameZone of(String masterFile) throws IOException {
        Path file = Files.createTempFile("mailauth", ".zone");
        try {
            Files.writeString(file, masterFile);
            return new SameZone(ZoneFile.read(file).orElseThrow(), RealNamed.serving(Map.of(".", file)));
        } finally {
            Files.delete(file);
        }
    }

    /** What this library reads in the file. */
    DnsResolver inMemory() {
        return inMemory;
    }

    /** What the name server says, asked over the loopback interface. */
    DnsResolver overNetwork() {
        return overNetwork;
    }

    @Override
    public void close() {
        overNetwork.close();
        named.close();
    }
}
