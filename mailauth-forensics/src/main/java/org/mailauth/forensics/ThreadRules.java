package org.mailauth.forensics;

import java.util.List;

final class ThreadRules {
    private ThreadRules() {}

    static List<ForensicRule> all() {
        return List.of();
    }
}
