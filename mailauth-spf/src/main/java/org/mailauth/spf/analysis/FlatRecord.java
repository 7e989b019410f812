package org.mailauth.spf.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.SpfQualifier;

/** A policy as layers of addresses, the first that holds a client deciding, with unflattened terms between them. */
final class FlatRecord {
    private final List<Part> parts = new ArrayList<>();
    private AddressSet seenIp4 = AddressSet.none(AddressFamily.IP4);
    private AddressSet seenIp6 = AddressSet.none(AddressFamily.IP6);
    private @Nullable String redirect;
    private boolean complete;

    /**
     * Addresses that get the same result, or a term that stays.
     *
     * @param qualifier the result of the addresses
     * @param ip4 IPv4 addresses
     * @param ip6 IPv6 addresses
     * @param kept the term, when one stays
     */
    record Part(
            SpfQualifier qualifier,
            AddressSet ip4,
            AddressSet ip6,
            @Nullable String kept) {
        boolean isAll() {
            return kept == null && ip4.isAll() && ip6.isAll();
        }

        /** The terms without qualifiers. */
        List<String> mechanisms() {
            if (isAll()) {
                return List.of(new SpfMechanism.All().toString());
            }
            List<String> mechanisms = new ArrayList<>();
            ip4.networks().forEach(network -> mechanisms.add(new SpfMechanism.Ip4(network).toString()));
            ip6.networks().forEach(network -> mechanisms.add(new SpfMechanism.Ip6(network).toString()));
            return mechanisms;
        }

        String prefix() {
            return qualifier == SpfQualifier.PASS ? "" : String.valueOf(qualifier.sign());
        }

        List<String> terms() {
            return kept != null
                    ? List.of(kept)
                    : mechanisms().stream()
                            .map(mechanism -> prefix() + mechanism)
                            .toList();
        }
    }

    /** Adds what the policy's next term matches; networks that were decided before are left out. */
    void add(SpfQualifier qualifier, AddressSet matchingIp4, AddressSet matchingIp6) {
        boolean all = matchingIp4.isAll() && matchingIp6.isAll();
        AddressSet ip4 = all ? matchingIp4 : matchingIp4.withoutNetworksIn(seenIp4);
        AddressSet ip6 = all ? matchingIp6 : matchingIp6.withoutNetworksIn(seenIp6);
        if (complete || (seenIp4.containsAll(ip4) && seenIp6.containsAll(ip6))) {
            return;
        }
        seenIp4 = seenIp4.plus(ip4);
        seenIp6 = seenIp6.plus(ip6);
        Part part = new Part(qualifier, ip4, ip6, null);
        Part before = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (before != null && before.kept() == null && before.qualifier() == qualifier) {
            part = new Part(qualifier, before.ip4().plus(ip4), before.ip6().plus(ip6), null);
            parts.remove(parts.size() - 1);
        }
        parts.add(part);
        complete = part.isAll();
    }

    /** Pays for adding one more layer. */
    boolean pay(WorkMeter meter) {
        return meter.pay(seenIp4, seenIp6);
    }

    void keep(String term) {
        if (!complete) {
            parts.add(new Part(
                    SpfQualifier.PASS, AddressSet.none(AddressFamily.IP4), AddressSet.none(AddressFamily.IP6), term));
        }
    }

    void keepRedirect(String term) {
        redirect = complete ? null : term;
    }

    /** Says what those get whom nothing matches. */
    void finish() {
        if (redirect == null) {
            // RFC 7208 §4.7: nothing matched.
            add(SpfQualifier.NEUTRAL, AddressSet.all(AddressFamily.IP4), AddressSet.all(AddressFamily.IP6));
        }
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** The modifiers at the end. */
    List<String> redirectTerms() {
        return redirect == null ? List.of() : List.of(redirect);
    }

    long rangeCount() {
        return parts.stream()
                .mapToLong(part -> (long) part.ip4().rangeCount() + part.ip6().rangeCount())
                .sum();
    }
}
