package org.mailauth.dane;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides whether the certificates of a connection are those that usable TLSA records name. */
final class ChainCheck {
    private final TlsaLookup.Authenticate lookup;
    private final Instant now;

    ChainCheck(TlsaLookup.Authenticate lookup, Instant now) {
        this.lookup = lookup;
        this.now = now;
    }

    DaneResult check(List<X509Certificate> certificates) {
        if (certificates.isEmpty()) {
            return DaneResult.of(DaneReason.NO_CERTIFICATE, "");
        }
        List<CertificateFacts> chain =
                certificates.stream().map(CertificateFacts::of).toList();
        CertificateFacts leaf = chain.get(0);
        if (!leaf.isReadable()) {
            return DaneResult.of(DaneReason.UNREADABLE_CERTIFICATE, "");
        }
        List<TlsaRecord> usable = lookup.usable();
        // RFC 7672 §3.1.1, §3.2.1: the server's own certificate and nothing else; neither its names nor its dates
        // count.
        Optional<DaneResult> endEntity = of(usable, TlsaUsage.DANE_EE).stream()
                .filter(record -> record.matches(leaf))
                .findFirst()
                .map(record -> DaneResult.of(DaneReason.DANE_EE_MATCH, record, ""));
        return endEntity.orElseGet(() -> checkAnchors(chain, of(usable, TlsaUsage.DANE_TA)));
    }

    private static List<TlsaRecord> of(List<TlsaRecord> records, TlsaUsage usage) {
        return records.stream()
                .filter(record -> record.rdata().usage() == usage.number())
                .sorted(Comparator.comparing(TlsaRecord::toString))
                .toList();
    }

    private DaneResult checkAnchors(List<CertificateFacts> chain, List<TlsaRecord> anchors) {
        DaneResult nearest = DaneResult.of(DaneReason.NO_MATCH, "");
        if (anchors.isEmpty()) {
            return nearest;
        }
        PathSearch search = new PathSearch(chain, anchors);
        PathCheck check = new PathCheck(lookup.referenceIdentifiers(), now);
        for (AnchoredPath path : search.find()) {
            DaneResult result = check.check(path);
            if (result.isAuthenticated()) {
                return result;
            }
            nearest = result.reason().compareTo(nearest.reason()) > 0 ? result : nearest;
        }
        return search.isCutShort() && nearest.reason() == DaneReason.NO_MATCH
                ? DaneResult.of(DaneReason.CHAIN_TOO_COMPLEX, "")
                : nearest;
    }
}
