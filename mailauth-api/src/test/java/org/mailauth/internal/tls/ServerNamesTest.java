package org.mailauth.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;

/** RFC 6066 §3. */
class ServerNamesTest {
    /** An underscore is no letter of a host's name, but there are hosts that have one. */
    @ParameterizedTest
    @ValueSource(strings = {"mx.example.com", "mx_1.example.com"})
    void nameIsSentAndNotChecked(String host) {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");

        assertThat(ServerNames.sendOnly(parameters, DomainName.of(host))).isSameAs(parameters);
        assertThat(parameters.getServerNames()).singleElement().satisfies(name -> {
            assertThat(name.getType()).isEqualTo(StandardConstants.SNI_HOST_NAME);
            assertThat(name.getEncoded()).isEqualTo(host.getBytes(StandardCharsets.US_ASCII));
        });
        assertThat(parameters.getEndpointIdentificationAlgorithm()).isEmpty();
    }
}
