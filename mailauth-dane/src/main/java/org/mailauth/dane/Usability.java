package org.mailauth.dane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;

/** Finds out why a TLSA record cannot be used for SMTP (RFC 6698 §4.1, RFC 7672 §3.1). */
final class Usability {
    private Usability() {}

    static List<Problem> problems(TlsaRecord record) {
        List<Problem> problems = new ArrayList<>();
        Optional<TlsaUsage> usage = record.usage();
        if (usage.isEmpty()) {
            problems.add(problem(record, "usage", "RFC 6698 §4.1", "the usage has no meaning"));
        } else if (!usage.get().isForSmtp()) {
            // RFC 7672 §3.1.3: what such a record means for SMTP is undefined; clients may treat it as unusable, and
            // do.
            problems.add(problem(
                    record,
                    "usage-pkix",
                    "RFC 7672 §3.1.3",
                    "usage " + usage.get().acronym() + " is not for SMTP"));
        }
        if (record.selector().isEmpty()) {
            problems.add(problem(record, "selector", "RFC 6698 §4.1", "the selector has no meaning"));
        }
        Optional<TlsaMatchingType> type = record.matchingType();
        if (type.isEmpty()) {
            problems.add(problem(record, "matching-type", "RFC 6698 §4.1", "the matching type has no meaning"));
        } else {
            data(record, type.get()).ifPresent(problems::add);
        }
        return List.copyOf(problems);
    }

    private static Optional<Problem> data(TlsaRecord record, TlsaMatchingType type) {
        int length = record.rdata().associationData().length() / 2;
        if (type.octets().isPresent()) {
            int wanted = type.octets().getAsInt();
            return length == wanted
                    ? Optional.empty()
                    : Optional.of(problem(
                            record,
                            "digest-length",
                            "RFC 6698 §2.1.3",
                            "a digest by " + type.acronym() + " has " + wanted + " octets, not " + length));
        }
        Optional<TlsaSelector> selector = record.selector();
        boolean readable = selector.isEmpty()
                || (selector.get() == TlsaSelector.CERT
                        ? CertificateFacts.read(record.octets()).isPresent()
                        : Der.isSubjectPublicKeyInfo(record.octets()));
        return readable
                ? Optional.empty()
                : Optional.of(problem(
                        record,
                        "not-readable",
                        "RFC 6698 §2.1.2",
                        "the data are no " + (selector.get() == TlsaSelector.CERT ? "certificate" : "public key")));
    }

    private static Problem problem(TlsaRecord record, String code, String reference, String text) {
        return Problem.of("tlsa." + code, reference, record.parameters() + ": " + text);
    }
}
