package org.mailauth.cli.options;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.SmtpSession;
import org.mailauth.cli.command.CommandException;
import picocli.CommandLine.Option;

/** What the client of an SMTP session said. */
public final class SessionOptions {
    @Option(
            names = "--ip",
            paramLabel = "ADDRESS",
            converter = SessionConverter.class,
            description = "The client's address, IPv4 or IPv6.")
    private SmtpSession.@Nullable Builder client;

    @Option(names = "--helo", paramLabel = "NAME", description = "The name that the client gave in HELO or EHLO.")
    private @Nullable String helo;

    @Option(
            names = "--mail-from",
            paramLabel = "PATH",
            description = "The reverse-path, without angle brackets; '' is the null reverse-path.")
    private @Nullable String mailFrom;

    /** The client's address, to which nothing has been added. */
    public Optional<SmtpSession.Builder> client() {
        return Optional.ofNullable(client);
    }

    /** All that is said, for the check of a whole message. */
    public SessionFacts facts() throws CommandException {
        if (client == null) {
            if (helo != null || mailFrom != null) {
                throw new CommandException("--helo and --mail-from mean nothing without a client: name --ip");
            }
            return SessionFacts.none();
        }
        if (mailFrom == null) {
            // To leave it out might mean the null reverse-path, which is checked otherwise, or that nobody knows.
            throw new CommandException("--ip needs --mail-from; '' is the null reverse-path");
        }
        return new SessionFacts(
                client.helo(helo == null ? "" : helo).mailFrom(mailFrom).build(), true, List.of());
    }

    public Optional<String> helo() {
        return Optional.ofNullable(helo);
    }

    public Optional<String> mailFrom() {
        return Optional.ofNullable(mailFrom);
    }
}
