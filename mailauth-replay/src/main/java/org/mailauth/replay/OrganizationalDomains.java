package org.mailauth.replay;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;

/** What a finder of Organizational Domains has said, and a finder that says the same. */
final class OrganizationalDomains {
    private OrganizationalDomains() {}

    /** One answer. */
    record Answer(DomainName name, Optional<DomainName> organizationalDomain) {}

    /** Asks another finder, and keeps what it says. */
    static final class Log implements OrganizationalDomainFinder {
        private final OrganizationalDomainFinder finder;
        private final Map<DomainName, Optional<DomainName>> answers = new ConcurrentHashMap<>();

        Log(OrganizationalDomainFinder finder) {
            this.finder = finder;
        }

        @Override
        public Optional<DomainName> organizationalDomain(DomainName name) {
            return answers.computeIfAbsent(name, finder::organizationalDomain);
        }

        List<Answer> answers() {
            return answers.entrySet().stream()
                    .map(entry -> new Answer(entry.getKey(), entry.getValue()))
                    .sorted(Comparator.comparing(answer -> answer.name().toString()))
                    .toList();
        }
    }

    /** Says again what was kept, and notes what was not. */
    static final class Player implements OrganizationalDomainFinder {
        private final List<Answer> answers;
        private final Set<DomainName> missing = new LinkedHashSet<>();

        Player(List<Answer> answers) {
            this.answers = answers;
        }

        @Override
        public Optional<DomainName> organizationalDomain(DomainName name) {
            for (Answer answer : answers) {
                if (answer.name().equals(name)) {
                    return answer.organizationalDomain();
                }
            }
            missing.add(name);
            return Optional.empty();
        }

        Set<DomainName> missing() {
            return missing;
        }
    }
}
