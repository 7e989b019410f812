package org.mailauth.realparts;

import java.util.List;
import java.util.Optional;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.message.HeaderField;

/**
 * All that must not depend on which resolver brought the key. The words of a reason may: they tell which server failed.
 *
 * @param field the signature
 * @param result the verdict
 * @param reason the rule behind it
 * @param key what was found
 * @param testing whether the key is marked as testing
 * @param uncovered octets of the body
 * @param dnssec of the key
 */
record ConclusionOfDkim(
        HeaderField field,
        DkimResult result,
        DkimReason reason,
        Optional<DkimKeyRecord> key,
        boolean testing,
        long uncovered,
        DnssecStatus dnssec) {

    static List<ConclusionOfDkim> of(List<DkimVerification> verifications) {
        return verifications.stream()
                .map(each -> new ConclusionOfDkim(
                        each.field(),
                        each.result(),
                        each.reason(),
                        each.keyRecord(),
                        each.testing(),
                        each.uncoveredBodyOctets(),
                        each.dnssec()))
                .toList();
    }
}
