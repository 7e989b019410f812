package org.mailauth.cli.transport;

import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.input.Inputs;
import org.mailauth.mtasts.PolicyRequest;
import org.mailauth.mtasts.PolicyResponse;
import org.mailauth.mtasts.PolicyTransport;

/** Stands for a policy host that serves a given file; connects to nothing. */
public final class PolicyFileTransport implements PolicyTransport {
    /** More than any policy may have, so that one that is too long is told as that. */
    private static final int MAX_OCTETS = 1024 * 1024;

    private final PolicyResponse response;

    private PolicyFileTransport(byte[] octets) {
        this.response = PolicyResponse.Received.of(200, "text/plain", octets);
    }

    public static byte[] read(String name) throws CommandException {
        return Inputs.small(name, MAX_OCTETS);
    }

    public static PolicyFileTransport of(byte[] octets) {
        return new PolicyFileTransport(octets);
    }

    @Override
    public PolicyResponse get(PolicyRequest request) {
        return response;
    }
}
