package org.mailauth.dkim;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dkim.internal.key.KeyChoice;
import org.mailauth.dkim.internal.key.KeyLookup;
import org.mailauth.dkim.internal.key.KeyRecord;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;

/** Compares a signing key with what its selector publishes, as a verifier would find it (RFC 6376 §6.1.2). */
final class PublishedKeyCheck {
    private final Selector selector;
    private final SigningKey key;
    private final DnssecStatus dnssec;

    private PublishedKeyCheck(Selector selector, SigningKey key, DnssecStatus dnssec) {
        this.selector = selector;
        this.key = key;
        this.dnssec = dnssec;
    }

    /** Asks one question. */
    static PublishedKey check(
            Selector selector, DomainName domain, SigningKey key, boolean exactDomain, MessageDns dns) {
        KeyLookup.Outcome found = KeyLookup.find(selector, domain, dns, DkimVerifier.SPENDER);
        PublishedKeyCheck check = new PublishedKeyCheck(selector, key, found.dnssec());
        DkimReason reason = found.reason();
        return reason == null
                ? check.compare(found.keys(), exactDomain)
                : check.result(
                        switch (reason) {
                            case KEY_UNAVAILABLE, BUDGET_EXHAUSTED -> PublishedKey.Status.TEMPORARY_FAILURE;
                            case NO_KEY -> PublishedKey.Status.ABSENT;
                            default -> PublishedKey.Status.MALFORMED;
                        },
                        found.detail(),
                        null);
    }

    private PublishedKey compare(List<KeyRecord> keys, boolean exactDomain) {
        KeyChoice choice = KeyChoice.of(keys, key.algorithm(), exactDomain, SignatureAcceptance.strict());
        Optional<PublicKeyData> own = key.keyRecord()
                .flatMap(record -> Optional.ofNullable(record.facts().key()));
        for (KeyRecord published : choice.usable()) {
            if (own.isEmpty()) {
                return result(PublishedKey.Status.NOT_COMPARABLE, "the key does not reveal its public half", published);
            }
            if (own.get().equals(published.key())) {
                return result(PublishedKey.Status.MATCHES, published.isTesting() ? "a testing key" : "", published);
            }
        }
        for (KeyRecord published : keys) {
            if (own.isPresent() && own.get().equals(published.key())) {
                return restricted(published, exactDomain);
            }
        }
        KeyRecord first = keys.get(0);
        return keys.stream().allMatch(KeyRecord::isRevoked)
                ? result(PublishedKey.Status.REVOKED, "", first)
                : result(PublishedKey.Status.OTHER_KEY, "", first);
    }

    private PublishedKey restricted(KeyRecord published, boolean exactDomain) {
        DkimReason reason = KeyChoice.of(List.of(published), key.algorithm(), exactDomain, SignatureAcceptance.strict())
                .reason();
        // RFC 6376 §3.6.2.2: nothing obliges a verifier to try many records.
        String detail = reason == null ? "it stands behind " + KeyChoice.MAX_KEYS + " other keys" : reason.text();
        return result(PublishedKey.Status.RESTRICTED, detail, published);
    }

    private PublishedKey result(PublishedKey.Status status, String detail, @Nullable KeyRecord record) {
        return new PublishedKey(
                selector, status, detail, Optional.ofNullable(record).map(DkimKeyRecord::new), dnssec);
    }
}
