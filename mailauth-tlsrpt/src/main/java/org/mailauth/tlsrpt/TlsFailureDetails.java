package org.mailauth.tlsrpt;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One kind of failure in a report: an entry of {@code failure-details} (RFC 8460 §4.4).
 *
 * <p>Every text is as the report has it, and may be anything: who shows one to people makes it visible first. A component is
 * empty when the report has none, or none that can be read. Immutable and thread-safe.
 *
 * @param resultType {@code result-type}, known or not
 * @param sendingMtaIp {@code sending-mta-ip}
 * @param receivingMxHostname {@code receiving-mx-hostname}
 * @param receivingMxHelo {@code receiving-mx-helo}: the greeting of the server
 * @param receivingIp {@code receiving-ip}
 * @param failedSessionCount {@code failed-session-count}: sessions, 0 to 2^53-1
 * @param additionalInformation {@code additional-information}: in the RFC's words a URI
 * @param failureReasonCode {@code failure-reason-code}: for people
 */
public record TlsFailureDetails(
        Optional<String> resultType,
        Optional<String> sendingMtaIp,
        Optional<String> receivingMxHostname,
        Optional<String> receivingMxHelo,
        Optional<String> receivingIp,
        OptionalLong failedSessionCount,
        Optional<String> additionalInformation,
        Optional<String> failureReasonCode) {
    /**
     * Copies the lists and checks the components.
     *
     * @param resultType {@code result-type}, known or not
     * @param sendingMtaIp {@code sending-mta-ip}
     * @param receivingMxHostname {@code receiving-mx-hostname}
     * @param receivingMxHelo {@code receiving-mx-helo}: the greeting of the server
     * @param receivingIp {@code receiving-ip}
     * @param failedSessionCount {@code failed-session-count}: sessions, 0 to 2^53-1
     * @param additionalInformation {@code additional-information}: in the RFC's words a URI
     * @param failureReasonCode {@code failure-reason-code}: for people
     */
    public TlsFailureDetails {
        Objects.requireNonNull(resultType, "resultType");
        Objects.requireNonNull(sendingMtaIp, "sendingMtaIp");
        Objects.requireNonNull(receivingMxHostname, "receivingMxHostname");
        Objects.requireNonNull(receivingMxHelo, "receivingMxHelo");
        Objects.requireNonNull(receivingIp, "receivingIp");
        Counts.requireCount("failedSessionCount", failedSessionCount);
        Objects.requireNonNull(additionalInformation, "additionalInformation");
        Objects.requireNonNull(failureReasonCode, "failureReasonCode");
    }

    /**
     * The result type, when RFC 8460 knows it.
     *
     * @return empty for other types and when there is none
     */
    public Optional<TlsResultType> knownResultType() {
        return resultType.flatMap(TlsResultType::ofWord);
    }
}
