package org.mailauth.internal.tls;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.mailauth.DomainName;

/** What a client says in a handshake about whom it wants to talk to (RFC 6066 §3). Stateless. */
public final class ServerNames {
    private ServerNames() {}

    /**
     * Makes a connection send a host's name as SNI, and leaves the check of names to its trust manager: the JDK's own check
     * would accept a common name, and refuse certificates that DANE-EE accepts.
     *
     * @param parameters those of the socket or engine; changed
     * @param host whom the connection is to lead to
     * @return the same parameters
     */
    public static SSLParameters sendOnly(SSLParameters parameters, DomainName host) {
        parameters.setServerNames(List.of(of(host.toString())));
        // Null would leave a socket's setting as it is.
        parameters.setEndpointIdentificationAlgorithm("");
        return parameters;
    }

    private static SNIServerName of(String host) {
        try {
            return new SNIHostName(host);
        } catch (IllegalArgumentException e) {
            // Java refuses an underscore, which the names of hosts may not have and some do.
            return new OtherHostName(host);
        }
    }

    private static final class OtherHostName extends SNIServerName {
        OtherHostName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
