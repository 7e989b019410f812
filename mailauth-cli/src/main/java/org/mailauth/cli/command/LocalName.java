package org.mailauth.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.mailauth.DomainName;

/** How this machine calls itself, without a question to the DNS. */
final class LocalName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private LocalName() {}

    /** The name, or {@code localhost} where none can be found that is a domain name. */
    static String of(Map<String, String> environment) {
        return firstOf(
                kernel(), environment.getOrDefault("HOSTNAME", ""), environment.getOrDefault("COMPUTERNAME", ""));
    }

    /** The first that is a domain name. */
    static String firstOf(String... names) {
        return Stream.of(names)
                .map(String::strip)
                .flatMap(name -> DomainName.parse(name).value().stream())
                .map(DomainName::toString)
                .findFirst()
                .orElse("localhost");
    }

    private static String kernel() {
        try {
            return Files.readString(KERNEL);
        } catch (IOException | SecurityException elsewhere) {
            return "";
        }
    }
}
