package org.mailauth.dmarc;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnssecStatus;

/**
 * What one name says about DMARC.
 *
 * @param owner the name, without {@code _dmarc}
 * @param count how many DMARC records there are
 * @param record the record, where there is exactly one
 * @param failure why it is not known whether there is one; null when it is
 * @param dnssec how far DNSSEC vouches for the answer
 * @param problems what is wrong with the records, their number included
 */
record PublishedRecord(
        DomainName owner,
        int count,
        Optional<DmarcRecord> record,
        DnsAnswer.@Nullable Failed failure,
        DnssecStatus dnssec,
        List<Problem> problems) {

    PublishedRecord {
        problems = List.copyOf(problems);
    }

    boolean hasFailed() {
        return failure != null;
    }

    boolean says(PublicSuffixFlag flag) {
        return record.isPresent() && record.get().publicSuffixFlag() == flag;
    }

    /** The name and what was found there, for people. */
    String statement() {
        String name = "_dmarc." + owner + ": ";
        if (failure != null) {
            return name + failure.cause().text();
        }
        return switch (count) {
            case 0 -> name + "no record";
            case 1 -> name + record.map(DmarcRecord::toText).orElse("");
            default -> name + count + " records, none of which counts";
        };
    }
}
