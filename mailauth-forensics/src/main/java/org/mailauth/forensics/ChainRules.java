package org.mailauth.forensics;

import java.util.List;

final class ChainRules {
    private ChainRules() {}

    static List<ForensicRule> all() {
        return List.of();
    }
}
