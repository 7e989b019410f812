package org.mailauth.dmarc;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values of a record's tags, defaults included.
 *
 * @param policies the policy tags that are valid, by name
 * @param unusable the policy tags that are there and not valid, by name, as written
 * @param psd tag psd
 * @param testing tag t
 * @param dkimAlignment tag adkim
 * @param spfAlignment tag aspf
 * @param aggregate tag rua
 * @param failure tag ruf
 * @param options tag fo
 * @param historic tags pct, rf and ri
 */
record RecordTags(
        Map<String, DmarcPolicy> policies,
        Map<String, String> unusable,
        PublicSuffixFlag psd,
        boolean testing,
        AlignmentMode dkimAlignment,
        AlignmentMode spfAlignment,
        List<ReportUri> aggregate,
        List<ReportUri> failure,
        Set<FailureReportOption> options,
        HistoricTags historic) {

    static final String POLICY = "p";
    static final String SUBDOMAINS = "sp";
    static final String NONEXISTENT = "np";

    /** Tags of RFC 7489 that RFC 9989 §9.3 takes back. */
    record HistoricTags(int percent, List<String> formats, long intervalSeconds) {
        static final HistoricTags DEFAULTS = new HistoricTags(100, List.of("afrf"), 86_400);

        HistoricTags {
            formats = List.copyOf(formats);
        }
    }

    RecordTags {
        policies = Collections.unmodifiableMap(new TreeMap<>(policies));
        unusable = Collections.unmodifiableMap(new TreeMap<>(unusable));
        aggregate = List.copyOf(aggregate);
        failure = List.copyOf(failure);
        options = Collections.unmodifiableSet(new LinkedHashSet<>(options));
    }

    Optional<DmarcPolicy> policy(String tag) {
        return Optional.ofNullable(policies.get(tag));
    }
}
