package org.mailauth.authres;

import java.util.Map;
import java.util.Set;

/** The methods this library evaluates, each with the results that are registered for it. */
final class KnownResults {
    // RFC 8601 §2.7.1-2.7.4, RFC 9989 §9.1 (dmarc), RFC 8617 §10.1 (arc)
    private static final Map<String, Set<String>> RESULTS = Map.of(
            "dkim", Set.of("none", "pass", "fail", "policy", "neutral", "temperror", "permerror"),
            "spf", Set.of("none", "pass", "fail", "softfail", "policy", "neutral", "temperror", "permerror"),
            "dmarc", Set.of("none", "pass", "fail", "temperror", "permerror"),
            "arc", Set.of("none", "pass", "fail"),
            "iprev", Set.of("pass", "fail", "temperror", "permerror"),
            "auth", Set.of("none", "pass", "fail", "temperror", "permerror"));

    private KnownResults() {}

    static boolean contain(String method, String result) {
        return RESULTS.getOrDefault(method, Set.of()).contains(result);
    }
}
