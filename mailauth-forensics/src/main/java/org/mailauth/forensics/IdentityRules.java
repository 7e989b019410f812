package org.mailauth.forensics;

import java.util.List;

final class IdentityRules {
    private IdentityRules() {}

    static List<ForensicRule> all() {
        return List.of();
    }
}
