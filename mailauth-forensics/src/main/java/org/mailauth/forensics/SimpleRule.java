package org.mailauth.forensics;

import java.util.List;
import java.util.function.Function;

/** A rule that is a function. */
record SimpleRule(String code, Severity severity, Function<HeaderFacts, List<Observation>> look)
        implements ForensicRule {
    @Override
    public List<Observation> examine(HeaderFacts facts) {
        return look.apply(facts);
    }
}
