package org.mailauth.dane;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x509.Certificate;

/** DANE-EE as a reader of RFC 6698 §2.1 and RFC 7671 §9 would first write it down, with another reader of certificates. */
final class NaiveMatcher {
    private NaiveMatcher() {}

    /** Whether some record of usage 3 that counts is for the certificate. */
    static boolean matches(List<TlsaRecord> records, X509Certificate certificate) {
        for (TlsaRecord record : records) {
            if (record.rdata().usage() == 3
                    && isWellFormed(record)
                    && !isHidden(record, records)
                    && hex(record, certificate).equals(record.rdata().associationData())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWellFormed(TlsaRecord record) {
        int length = record.rdata().associationData().length();
        return record.rdata().selector() <= 1
                && switch (record.rdata().matchingType()) {
                    case 0 -> true; // rubbish equals no certificate
                    case 1 -> length == 64;
                    case 2 -> length == 128;
                    default -> false;
                };
    }

    private static boolean isHidden(TlsaRecord record, List<TlsaRecord> records) {
        return record.rdata().matchingType() == 1
                && records.stream()
                        .anyMatch(other -> other.rdata().usage()
                                        == record.rdata().usage()
                                && other.rdata().selector() == record.rdata().selector()
                                && other.rdata().matchingType() == 2
                                && isWellFormed(other));
    }

    private static String hex(TlsaRecord record, X509Certificate certificate) {
        try {
            Certificate read = Certificate.getInstance(certificate.getEncoded());
            byte[] octets = record.rdata().selector() == 0
                    ? read.getEncoded()
                    : read.getSubjectPublicKeyInfo().getEncoded();
            byte[] shown = switch (record.rdata().matchingType()) {
                case 1 -> MessageDigest.getInstance("SHA-256").digest(octets);
                case 2 -> MessageDigest.getInstance("SHA-512").digest(octets);
                default -> octets;
            };
            StringBuilder hex = new StringBuilder();
            for (byte octet : shown) {
                hex.append(Character.forDigit(octet >> 4 & 0xF, 16)).append(Character.forDigit(octet & 0xF, 16));
            }
            return hex.toString();
        } catch (IOException | CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
