package org.mailauth.cli.options;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.mailauth.cli.command.Surroundings;
import picocli.CommandLine.Option;

/** Which moment it is for a command that looks at times or writes them. */
public final class ClockOption {
    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = {
                "Set the clock that times are compared with and taken from.",
                "Such as 2018-06-10T13:38:29Z, 2018-06-10 (midnight UTC) or @1528637909",
                "(seconds since 1970). Default: now."
            })
    private @Nullable Instant at;

    public Clock clock(Surroundings surroundings) {
        return at == null ? surroundings.clock() : Clock.fixed(at, ZoneOffset.UTC);
    }
}
