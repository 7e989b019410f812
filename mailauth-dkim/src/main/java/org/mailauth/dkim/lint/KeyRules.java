package org.mailauth.dkim.lint;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.mailauth.dkim.internal.crypto.PublicKeyReader;
import org.mailauth.dkim.lint.KeyFinding.Severity;

/** The octets of {@code p=}: is this a key of the type that {@code k=} says, and a good one? */
final class KeyRules {
    private static final int ED25519_OCTETS = 32;
    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final BigInteger F4 = BigInteger.valueOf(65_537);
    private static final BigInteger MAX_EXPONENT = BigInteger.ONE.shiftLeft(32);
    private static final int SMALL_PRIMES_BELOW = 2000;

    private final Findings findings;
    private final int position;

    KeyRules(Findings findings, int position) {
        this.findings = findings;
        this.position = position;
    }

    void check(byte[] octets, String type) {
        DerKind kind = DerKind.of(octets);
        switch (kind.form()) {
            case PRIVATE_KEY ->
                error(
                        "private-key",
                        "RFC 6376 §8.3",
                        "p= holds a private key: everybody can sign in your name; stop using this key and make a new one");
            case CERTIFICATE ->
                error("certificate", Findings.KEY_RECORD, "p= holds a certificate; it takes the public key alone");
            case OTHER_INFO -> error("other-key-type", Findings.KEY_RECORD, "the key in p= is neither RSA nor Ed25519");
            default -> {
                if (type.equals("rsa")) {
                    checkRsa(octets, kind);
                } else if (type.equals("ed25519")) {
                    checkEd25519(octets, kind);
                }
            }
        }
    }

    private void checkRsa(byte[] octets, DerKind kind) {
        OptionalInt announced = announcedLength(octets);
        if (kind.rsa().isPresent()) {
            checkNumbers(kind.rsa().get());
            if (kind.form() == DerKind.Form.RSA_BARE) {
                add(
                        Severity.NOTE,
                        "rsa-bare-form",
                        Findings.KEY_RECORD,
                        "p= holds a bare RSAPublicKey; the standard's text allows it, but everybody publishes"
                                + " SubjectPublicKeyInfo, and some receivers read nothing else");
            }
        } else if (kind.form() == DerKind.Form.ED25519_INFO || octets.length == ED25519_OCTETS) {
            error("other-key-type", "RFC 8463 §4", "p= looks like an Ed25519 key, but k=ed25519 is missing");
        } else if (announced.isPresent() && announced.getAsInt() > octets.length) {
            error(
                    "truncated",
                    Findings.KEY_RECORD,
                    "p= was cut off: of " + announced.getAsInt() + " octets there are " + octets.length);
        }
        if (PublicKeyReader.rsa(octets).isEmpty() && !findings.hasError()) {
            error("key-unreadable", Findings.KEY_RECORD, "p= is no RSA public key in DER");
        }
    }

    /** How long the outer DER structure says it is. */
    private static OptionalInt announcedLength(byte[] octets) {
        if (octets.length < 4 || octets[0] != 0x30) {
            return OptionalInt.empty();
        }
        int first = octets[1] & 0xFF;
        if (first < 0x80) {
            return OptionalInt.of(first + 2);
        }
        if (first == 0x81) {
            return OptionalInt.of((octets[2] & 0xFF) + 3);
        }
        return first == 0x82 ? OptionalInt.of(((octets[2] & 0xFF) << 8 | (octets[3] & 0xFF)) + 4) : OptionalInt.empty();
    }

    private void checkNumbers(RSAPublicKey key) {
        BigInteger modulus = key.getModulus();
        BigInteger exponent = key.getPublicExponent();
        int bits = modulus.bitLength();
        checkSize(bits);
        if (!exponent.testBit(0) || exponent.compareTo(THREE) < 0 || exponent.compareTo(MAX_EXPONENT) > 0) {
            error("rsa-exponent", "RFC 8017 §3.1", "the exponent of the key is even, below 3 or above 2^32");
        } else if (!exponent.equals(F4)) {
            add(
                    Severity.NOTE,
                    "rsa-unusual-exponent",
                    "RFC 8017 §3.1",
                    "the exponent of the key is " + exponent + "; 65537 is usual");
        }
        smallFactor(modulus)
                .ifPresent(factor -> error(
                        "rsa-factor",
                        "RFC 8017 §3.1",
                        "the modulus of the key is divisible by " + factor
                                + ": the key is damaged, or anybody can compute the private one"));
    }

    private void checkSize(int bits) {
        String size = "the RSA key has " + bits + " bits";
        String rule = "RFC 8301 §3.2";
        if (bits < 1024) {
            error("rsa-too-small", rule, size + "; below 1024 no signature is valid");
        } else if (bits < 2048) {
            add(Severity.WARNING, "rsa-small", rule, size + "; signers should use at least 2048");
        } else if (bits > 8192) {
            error("rsa-too-large", rule, size + "; nobody computes with more than 8192");
        } else if (bits > 4096) {
            add(Severity.WARNING, "rsa-large", rule, size + "; receivers need not accept more than 4096");
        }
    }

    private static Optional<Integer> smallFactor(BigInteger modulus) {
        for (int divisor = 2; divisor < SMALL_PRIMES_BELOW; divisor++) {
            if (modulus.mod(BigInteger.valueOf(divisor)).signum() == 0 && modulus.bitLength() > 32) {
                return Optional.of(divisor);
            }
        }
        return Optional.empty();
    }

    private void checkEd25519(byte[] octets, DerKind kind) {
        String rule = "RFC 8463 §4";
        if (kind.form() == DerKind.Form.ED25519_INFO) {
            error("ed25519-wrapped", rule, "p= holds SubjectPublicKeyInfo; of Ed25519 it takes the 32 octets alone");
        } else if (kind.rsa().isPresent()) {
            error("other-key-type", rule, "k= says ed25519, but p= holds an RSA key");
        } else if (octets.length == 2 * ED25519_OCTETS) {
            error(
                    "ed25519-length",
                    rule,
                    "p= has 64 octets instead of 32: perhaps a private key with its public half; if so, make a new key");
        } else if (octets.length != ED25519_OCTETS) {
            error("ed25519-length", rule, "an Ed25519 key has 32 octets, not " + octets.length);
        } else if (!Ed25519.validatePublicKeyFull(octets, 0)) {
            error(
                    "ed25519-point",
                    "RFC 8032 §5.1.3",
                    "the octets of p= are no public key: damaged, or perhaps the private seed; if so, make a new key");
        }
    }

    private void error(String code, String rule, String text) {
        add(Severity.ERROR, code, rule, text);
    }

    private void add(Severity severity, String code, String rule, String text) {
        findings.add(severity, position, code, rule, text);
    }
}
