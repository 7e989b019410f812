package org.mailauth.dane;

import java.security.cert.CertificateException;
import java.util.Objects;

/** Ends a TLS handshake whose certificates DANE refuses, and carries the verdict. */
public final class DaneCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient DaneResult result;

    DaneCertificateException(DaneResult result) {
        super(result.toString());
        this.result = Objects.requireNonNull(result, "result");
    }

    /**
     * Why the certificates were refused.
     *
     * @return a failure
     */
    public DaneResult result() {
        return result;
    }
}
