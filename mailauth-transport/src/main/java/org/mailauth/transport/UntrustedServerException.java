package org.mailauth.transport;

import java.security.cert.CertificateException;

/** Ends a handshake with a server through which mail may not be sent. */
public final class UntrustedServerException extends CertificateException {
    private static final long serialVersionUID = 1L;

    /** Not serialized: it is meant for whoever starts the handshake. */
    private final transient TlsVerdict verdict;

    UntrustedServerException(TlsVerdict verdict) {
        super(verdict.toString());
        this.verdict = verdict;
    }

    /**
     * Why the server was refused.
     *
     * @return the verdict; it does not survive serialization
     */
    public TlsVerdict verdict() {
        return verdict;
    }
}
