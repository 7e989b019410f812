package org.mailauth.dane;

import java.util.List;
import java.util.Objects;

/** Keeps of a TLSA RRset what a client goes by: usable records, and of digests only the strongest (RFC 7671 §9). */
final class UsableRecords {
    private UsableRecords() {}

    static List<TlsaRecord> of(List<TlsaRecord> published) {
        List<TlsaRecord> usable =
                published.stream().filter(TlsaRecord::isUsable).distinct().toList();
        return usable.stream().filter(record -> isStrongest(record, usable)).toList();
    }

    // RFC 7671 §9, a MUST by RFC 7672 §5: for each usage and selector full data always count, and of the digests only
    // those
    // by the strongest algorithm known here; so a weak digest cannot let in what a strong one beside it keeps out.
    private static boolean isStrongest(TlsaRecord record, List<TlsaRecord> usable) {
        int mine = record.rdata().matchingType();
        return mine == TlsaMatchingType.FULL.number()
                || usable.stream()
                        .filter(other -> sameKind(record, other))
                        .allMatch(other -> other.rdata().matchingType() <= mine);
    }

    private static boolean sameKind(TlsaRecord one, TlsaRecord other) {
        return Objects.equals(one.usage(), other.usage()) && Objects.equals(one.selector(), other.selector());
    }
}
