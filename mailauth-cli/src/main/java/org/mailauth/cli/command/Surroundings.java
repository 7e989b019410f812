package org.mailauth.cli.command;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.mailauth.cli.output.Terminal;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dnsjava.DnsjavaResolver;

/**
 * What a run takes from the machine besides its streams and files.
 *
 * @param clock the time, where {@code --at} does not set it
 * @param random where new keys come from
 * @param systemDns makes the resolver that is asked where no option names another
 * @param terminal what stands behind the streams
 * @param hostName how the machine calls itself
 */
public record Surroundings(
        Clock clock, SecureRandom random, Supplier<DnsResolver> systemDns, Terminal terminal, String hostName) {
    /** The machine itself. */
    public static Surroundings real() {
        return new Surroundings(
                Clock.systemUTC(),
                new SecureRandom(),
                DnsjavaResolver::system,
                Terminal.real(),
                LocalName.of(System.getenv()));
    }
}
