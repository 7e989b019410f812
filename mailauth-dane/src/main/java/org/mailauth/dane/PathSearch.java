package org.mailauth.dane;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the ways from a server's certificate to trust anchors that TLSA records name, through the certificates that the
 * server sent, in any order, and those that records hold. Bounded: neither a long chain nor certificates that issue each
 * other in circles make more work than the limits say. Confined to one thread.
 */
final class PathSearch {
    /** Different certificates beside the server's that are looked at. TLS clients take about ten. */
    static final int MAX_CERTIFICATES = 20;

    /** Certificates of one path, without the anchor. */
    static final int MAX_LENGTH = 10;

    /** Paths that are checked. */
    static final int MAX_PATHS = 32;

    /** Steps from one certificate to an issuer of it. */
    static final int MAX_STEPS = 500;

    /** Keys that records hold without a certificate; each is tried on every certificate. */
    static final int MAX_BARE_KEYS = 16;

    private final CertificateFacts leaf;
    private final List<TlsaRecord> anchors;
    private final List<CertificateFacts> issuers = new ArrayList<>();
    private final Map<String, Boolean> issued = new HashMap<>();
    private final List<AnchoredPath> paths = new ArrayList<>();
    private final Map<TlsaRecord, PublicKey> bareKeys = new LinkedHashMap<>();
    private final Map<CertificateFacts, List<Map.Entry<TlsaRecord, PublicKey>>> signers = new HashMap<>();
    private final Map<CertificateFacts, Optional<TlsaRecord>> named = new HashMap<>();
    private int steps;
    private boolean cutShort;

    /**
     * Prepares a search.
     *
     * @param chain what the server sent, its own certificate first
     * @param anchors usable DANE-TA records
     */
    PathSearch(List<CertificateFacts> chain, List<TlsaRecord> anchors) {
        this.leaf = chain.get(0);
        this.anchors = anchors;
        // By their octets, so that neither order nor repetition of what the server sent decides anything.
        Map<String, CertificateFacts> different = new TreeMap<>();
        chain.forEach(each -> different.put(each.fingerprint(), each));
        for (TlsaRecord record : anchors) {
            if (record.rdata().matchingType() != TlsaMatchingType.FULL.number()) {
                continue;
            }
            if (record.rdata().selector() == TlsaSelector.CERT.number()) {
                // RFC 7671 §5.2.2: a certificate that is whole in the DNS need not be sent.
                CertificateFacts.read(record.octets())
                        .map(CertificateFacts::of)
                        .ifPresent(each -> different.put(each.fingerprint(), each));
            } else {
                CertificateFacts.readKey(record.octets()).ifPresent(key -> bareKeys.put(record, key));
            }
        }
        different.remove(leaf.fingerprint());
        different.remove("");
        cutShort = different.size() > MAX_CERTIFICATES || bareKeys.size() > MAX_BARE_KEYS;
        if (!cutShort) {
            issuers.addAll(different.values());
        }
    }

    /** All paths, in an order that depends on the certificates' octets only. */
    List<AnchoredPath> find() {
        List<CertificateFacts> path = new ArrayList<>();
        path.add(leaf);
        if (!cutShort) {
            extend(path);
        }
        return List.copyOf(paths);
    }

    /** Whether a limit kept the search from looking everywhere. */
    boolean isCutShort() {
        return cutShort;
    }

    private void extend(List<CertificateFacts> path) {
        CertificateFacts last = path.get(path.size() - 1);
        for (Map.Entry<TlsaRecord, PublicKey> signer : signers.computeIfAbsent(last, this::signers)) {
            add(AnchoredPath.to(signer.getValue(), certificates(path), signer.getKey()));
        }
        for (CertificateFacts issuer : issuers) {
            if (path.contains(issuer) || !isIssuedBy(last, issuer)) {
                continue;
            }
            if (++steps > MAX_STEPS || paths.size() >= MAX_PATHS) {
                cutShort = true;
                return;
            }
            named.computeIfAbsent(issuer, this::match)
                    .ifPresent(record -> add(AnchoredPath.to(issuer.certificate(), certificates(path), record)));
            if (path.size() >= MAX_LENGTH) {
                cutShort = true;
                continue;
            }
            path.add(issuer);
            extend(path);
            path.remove(path.size() - 1);
        }
    }

    private List<Map.Entry<TlsaRecord, PublicKey>> signers(CertificateFacts certificate) {
        return bareKeys.entrySet().stream()
                .filter(entry -> certificate.isSignedBy(entry.getValue()))
                .toList();
    }

    private Optional<TlsaRecord> match(CertificateFacts issuer) {
        return anchors.stream().filter(record -> record.matches(issuer)).findFirst();
    }

    private void add(AnchoredPath path) {
        if (paths.size() < MAX_PATHS) {
            paths.add(path);
        } else {
            cutShort = true;
        }
    }

    private boolean isIssuedBy(CertificateFacts subject, CertificateFacts issuer) {
        String pair = subject.fingerprint() + issuer.fingerprint();
        Boolean known = issued.get(pair);
        if (known == null) {
            known = subject.isIssuedBy(issuer);
            issued.put(pair, known);
        }
        return known;
    }

    private static List<X509Certificate> certificates(List<CertificateFacts> path) {
        return path.stream().map(CertificateFacts::certificate).toList();
    }
}
