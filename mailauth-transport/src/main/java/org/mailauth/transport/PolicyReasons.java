package org.mailauth.transport;

import java.util.List;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicy;

/** Says what was found out about a domain's MTA-STS policy. */
final class PolicyReasons {
    private PolicyReasons() {}

    static void add(MtaStsLookup lookup, List<PlanReason> reasons) {
        if (lookup instanceof MtaStsLookup.Found found) {
            String origin = switch (found.source()) {
                case FRESH -> "got just now";
                case CACHE -> "remembered";
                case CACHE_RECORD_MISSING -> "remembered; the record is missing or broken, which changes nothing";
                case CACHE_RECORD_UNKNOWN -> "remembered; the DNS gave no answer about the record";
                case CACHE_FETCH_FAILED -> "remembered; a newer one could not be got";
            };
            boolean none = found.policy().mode() == MtaStsPolicy.Mode.NONE;
            reasons.add(new PlanReason(
                    "mtasts.found",
                    none ? "RFC 8461 §5" : "RFC 8461 §5.1",
                    "an MTA-STS policy of mode " + found.policy().mode().word() + " (" + origin + ")"
                            + (none ? ", which is as no policy" : "")));
        } else if (lookup instanceof MtaStsLookup.Failed failed) {
            reasons.add(new PlanReason(
                    "mtasts.failed",
                    "RFC 8461 §3.3",
                    "no MTA-STS policy could be got, and mail goes as if there were none: "
                            + failed.failure().text()));
        } else {
            reasons.add(new PlanReason("mtasts.none", "RFC 8461 §3.1", "no MTA-STS policy is offered"));
        }
    }
}
