package org.mailauth.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.output.Terminal;
import org.mailauth.dns.DnsResolver;

/** One run of the tool with streams in memory, and what it did. */
public final class Run {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final DnsResolver NO_DNS = question -> {
        throw new AssertionError("the system's DNS was asked for " + question.name());
    };

    private final int status;
    private final byte[] octets;
    private final String err;

    private Run(int status, byte[] octets, String err) {
        this.status = status;
        this.octets = octets;
        this.err = err;
    }

    public static Run of(String... args) {
        return of(InputStream.nullInputStream(), NO_DNS, args);
    }

    public static Run withInput(byte[] input, String... args) {
        return of(new ByteArrayInputStream(input), NO_DNS, args);
    }

    public static Run withDns(DnsResolver dns, String... args) {
        return of(InputStream.nullInputStream(), dns, args);
    }

    public static Run of(InputStream in, DnsResolver dns, String... args) {
        return of(in, surroundings(dns), args);
    }

    public static Run of(InputStream in, Surroundings surroundings, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Mailauth.run(args, in, out, err, surroundings);
        return new Run(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    public static Surroundings surroundings(DnsResolver dns) {
        return new Surroundings(
                Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom(), () -> dns, Terminal.none(), "mx.example.net");
    }

    public static Surroundings surroundings() {
        return surroundings(NO_DNS);
    }

    public int status() {
        return status;
    }

    /** Standard output. */
    public byte[] octets() {
        return octets;
    }

    public String err() {
        return err;
    }

    public String out() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    public List<String> lines() {
        return out().lines().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Run that
                && status == that.status
                && Arrays.equals(octets, that.octets)
                && err.equals(that.err);
    }

    @Override
    public int hashCode() {
        return status;
    }

    @Override
    public String toString() {
        return "status " + status + "\n" + out() + err;
    }
}
