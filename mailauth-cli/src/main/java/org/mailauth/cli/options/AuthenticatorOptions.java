package org.mailauth.cli.options;

import org.jspecify.annotations.Nullable;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.Protocol;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dns.DnsResolver;
import org.mailauth.publicsuffix.PublicSuffixList;
import org.mailauth.replay.ReplayRecorder;
import org.mailauth.replay.ReplaySettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How messages are authenticated. */
public final class AuthenticatorOptions {
    @Option(
            names = "--authserv-id",
            paramLabel = "NAME",
            description = "In whose name results are written (RFC 8601 §2.5). Default: the name of this machine.")
    private @Nullable String authservId;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private LegacyOption legacy;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClockOption at;

    /** An authenticator that asks this resolver. */
    public MailAuthenticator.Builder settings(DnsResolver resolver, Surroundings surroundings) throws CommandException {
        MailAuthenticator.Builder builder = MailAuthenticator.builder()
                .resolver(resolver)
                .clock(at.clock(surroundings))
                .authservId(authservId(surroundings));
        return builder.dmarc(DmarcEvaluator.builder()
                .resolver(resolver)
                .mode(legacy.mode(surroundings))
                .build());
    }

    /** The same as data, and what it needs, for a recording. */
    public ReplayRecorder.Builder recorder(DnsResolver resolver, Surroundings surroundings, boolean withSpf)
            throws CommandException {
        ReplaySettings.Builder options = ReplaySettings.builder().authservId(authservId(surroundings));
        ReplayRecorder.Builder recorder =
                ReplayRecorder.builder().resolver(resolver).clock(at.clock(surroundings));
        if (legacy.isChosen()) {
            options.rfc7489();
            recorder.organizationalDomains(PublicSuffixList.builtIn(), surroundings.random());
        }
        if (!withSpf) {
            options.without(Protocol.SPF);
        }
        return recorder.settings(options.build());
    }

    private String authservId(Surroundings surroundings) throws CommandException {
        return authservId == null
                ? surroundings.hostName()
                : statement(authservId).authservId();
    }

    /** An empty statement in a name that the command line gives. */
    public static AuthenticationResults statement(String authservId) throws CommandException {
        try {
            return AuthenticationResults.none(authservId);
        } catch (IllegalArgumentException unwritable) {
            throw new CommandException("--authserv-id '" + authservId + "' is no name that can be written");
        }
    }
}
