package org.mailauth.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailauth.DomainName;

/** How this machine calls itself, without a question to the DNS. */
final class LocalName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private LocalName() {}

    /** The name, or {@code localhost} where none can be found that is a domain name. */
    static String of(Map<String, String> environment) {
        return Stream.of(
                        kernel(),
                        Optional.ofNullable(environment.get("HOSTNAME")),
                        Optional.ofNullable(environment.get("COMPUTERNAME")))
                .flatMap(Optional::stream)
                .map(String::strip)
                .flatMap(name -> DomainName.parse(name).value().stream())
                .map(DomainName::toString)
                .findFirst()
                .orElse("localhost");
    }

    private static Optional<String> kernel() {
        try {
            return Optional.of(Files.readString(KERNEL));
        } catch (IOException | SecurityException elsewhere) {
            return Optional.empty();
        }
    }
}
