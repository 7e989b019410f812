package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.List;

/** All rules that come with the library. */
final class ReadyRules {
    private ReadyRules() {}

    static List<ForensicRule> all() {
        List<ForensicRule> rules = new ArrayList<>();
        rules.addAll(ChainRules.all());
        rules.addAll(IdentityRules.all());
        rules.addAll(ThreadRules.all());
        rules.addAll(LookalikeRules.all());
        rules.addAll(NameRules.all());
        rules.addAll(WordRules.all());
        rules.addAll(EncodedWordRules.all());
        rules.addAll(EncodedRunRules.all());
        rules.addAll(MimeRules.all());
        rules.addAll(FileNameRules.all());
        rules.addAll(BoundaryRules.all());
        return rules;
    }
}
