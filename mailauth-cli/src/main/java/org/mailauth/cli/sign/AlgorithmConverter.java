package org.mailauth.cli.sign;

import org.mailauth.dkim.SigningAlgorithm;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the algorithm to sign with. */
final class AlgorithmConverter implements ITypeConverter<SigningAlgorithm> {
    @Override
    public SigningAlgorithm convert(String text) {
        SigningAlgorithm algorithm = SigningAlgorithm.of(text)
                .orElseThrow(
                        () -> new TypeConversionException("'" + text + "' is neither rsa-sha256 nor ed25519-sha256"));
        if (algorithm == SigningAlgorithm.RSA_SHA1) {
            throw new TypeConversionException("rsa-sha1 must not be used any more (RFC 8301 §3.1)");
        }
        return algorithm;
    }
}
