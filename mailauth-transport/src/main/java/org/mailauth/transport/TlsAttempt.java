package org.mailauth.transport;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.tlsrpt.TlsFailure;

/**
 * What became of an attempt to send mail to a host, as far as TLS is concerned; what a report is made of. An attempt that never
 * reached the server (no connection, no greeting) is none in this sense: reports are about TLS. Immutable and thread-safe.
 */
public final class TlsAttempt {
    /** How far the session came. */
    enum Stage {
        NOT_MADE,
        NO_STARTTLS,
        HANDSHAKE_FAILED,
        JUDGED
    }

    private final Stage stage;
    private final @Nullable TlsVerdict verdict;
    private final String failure;
    private final @Nullable InetAddress from;
    private final @Nullable InetAddress to;
    private final @Nullable String greeting;

    private TlsAttempt(
            Stage stage,
            @Nullable TlsVerdict verdict,
            String failure,
            @Nullable InetAddress from,
            @Nullable InetAddress to,
            @Nullable String greeting) {
        this.stage = stage;
        this.verdict = verdict;
        this.failure = failure;
        this.from = from;
        this.to = to;
        this.greeting = greeting;
    }

    private static TlsAttempt at(Stage stage, @Nullable TlsVerdict verdict, String failure) {
        return new TlsAttempt(stage, verdict, failure, null, null, null);
    }

    /**
     * The host was not to be used, so that nothing was tried.
     *
     * @return the attempt
     */
    public static TlsAttempt notMade() {
        return at(Stage.NOT_MADE, null, "");
    }

    /**
     * The server does not offer STARTTLS, or refuses it.
     *
     * @return the attempt
     */
    public static TlsAttempt withoutStartTls() {
        return at(Stage.NO_STARTTLS, null, "");
    }

    /**
     * TLS could not be set up for another reason than the certificates.
     *
     * @param reason what the TLS library said, for the recipient; the same for equal failures
     * @return the attempt
     */
    public static TlsAttempt handshakeFailed(String reason) {
        return at(Stage.HANDSHAKE_FAILED, null, Objects.requireNonNull(reason, "reason"));
    }

    /**
     * The server showed its certificates, and they were judged, for better or worse.
     *
     * @param verdict from {@link OutboundTlsPlanner#judge}
     * @return the attempt
     */
    public static TlsAttempt judged(TlsVerdict verdict) {
        return at(Stage.JUDGED, Objects.requireNonNull(verdict, "verdict"), "");
    }

    /**
     * This attempt with the addresses of the connection.
     *
     * @param sender one's own address
     * @param receiver the server's address
     * @return a new attempt
     */
    public TlsAttempt between(InetAddress sender, InetAddress receiver) {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(receiver, "receiver");
        return new TlsAttempt(stage, verdict, failure, sender, receiver, greeting);
    }

    /**
     * This attempt with what the server called itself.
     *
     * @param name from its greeting or its answer to EHLO
     * @return a new attempt
     */
    public TlsAttempt greeting(String name) {
        return new TlsAttempt(stage, verdict, failure, from, to, Objects.requireNonNull(name, "name"));
    }

    Stage stage() {
        return stage;
    }

    Optional<TlsVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    String failure() {
        return failure;
    }

    /** Adds what is known of the connection. */
    TlsFailure.Builder describe(TlsFailure.Builder builder) {
        if (from != null) {
            builder.sendingMtaIp(from);
        }
        if (to != null) {
            builder.receivingIp(to);
        }
        if (greeting != null) {
            builder.receivingMxHelo(greeting);
        }
        return builder;
    }

    @Override
    public String toString() {
        return stage + (failure.isEmpty() ? "" : ": " + failure) + (verdict == null ? "" : ": " + verdict);
    }
}
