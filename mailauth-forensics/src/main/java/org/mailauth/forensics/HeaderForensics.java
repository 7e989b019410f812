package org.mailauth.forensics;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.forensics.lookalike.LookalikeDomains;
import org.mailauth.forensics.lookalike.MixedScripts;
import org.mailauth.forensics.lookalike.ProtectedNames;
import org.mailauth.message.Message;

/**
 * Tells a person what in a header is worth a second look: the way of a message, who it says it is from, and what it answers.
 *
 * <p>Findings inform and never change a verdict. Nothing is asked of the network, and no message makes it throw; time is
 * proportional to the size of the header. Immutable and thread-safe.
 */
public final class HeaderForensics {
    private final HeaderFacts.Reader reader;
    private final List<ForensicRule> rules;
    private final Map<String, Severity> severities;
    private final Clock clock;

    private HeaderForensics(Builder builder) {
        this.reader = new HeaderFacts.Reader(
                builder.organizations,
                Set.copyOf(builder.ownDomains),
                Set.copyOf(builder.protectedNames),
                Set.copyOf(builder.trustedRelays),
                Set.copyOf(builder.participants),
                LookalikeDomains.of(builder.knownDomains(), builder.organizations),
                new MixedScripts(),
                ProtectedNames.of(builder.protectedNames));
        this.rules = List.copyOf(builder.rules.values());
        this.severities = Map.copyOf(builder.severities);
        this.clock = builder.clock;
    }

    /**
     * Starts with the ready rules and without any knowledge of the reader's.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Examines a message whose Authentication-Results nobody vouches for.
     *
     * @param message the message; of its body only the first 64 KiB are looked at, for the first part's header
     * @return what was noticed
     */
    public ForensicReport examine(Message message) {
        return examine(message, Optional.empty());
    }

    /**
     * Examines a message.
     *
     * @param message the message; of its body only the first 64 KiB are looked at, for the first part's header
     * @param trusted results of a host that the reader trusts; fields of the message are such only when the own border
     *     removes foreign ones
     * @return what was noticed
     */
    public ForensicReport examine(Message message, AuthenticationResults trusted) {
        return examine(message, Optional.of(trusted));
    }

    private ForensicReport examine(Message message, Optional<AuthenticationResults> trusted) {
        HeaderFacts facts = new HeaderFacts(message, reader, trusted, clock.instant());
        List<ForensicFinding> findings = new ArrayList<>();
        for (ForensicRule rule : rules) {
            Severity severity = severities.getOrDefault(rule.code(), rule.severity());
            for (Observation seen : rule.examine(facts)) {
                findings.add(new ForensicFinding(
                        rule.code(), severity, seen.evidence(), seen.explanation(), seen.sources()));
            }
        }
        findings.sort(Comparator.comparing(ForensicFinding::severity).reversed());
        return new ForensicReport(findings, facts.chain());
    }

    /** Gathers what the reader knows and wants. Not thread-safe; nothing may be null. */
    public static final class Builder {
        private OrganizationalDomainFinder organizations = Optional::of;
        private final Set<DomainName> ownDomains = new HashSet<>();
        private final Set<DomainName> protectedDomains = new HashSet<>();
        private final Set<String> protectedNames = new HashSet<>();
        private final Set<String> trustedRelays = new HashSet<>();
        private final Set<DomainName> participants = new HashSet<>();
        private final Map<String, ForensicRule> rules = new LinkedHashMap<>();
        private final Map<String, Severity> severities = new HashMap<>();
        private Clock clock = Clock.systemUTC();

        private Builder() {
            ReadyRules.all().forEach(rule -> rules.put(rule.code(), rule));
        }

        /**
         * Which domains are of one organization.
         *
         * @param finder asked for every domain that is compared; by default every name is an organization of its own
         * @return this builder
         */
        public Builder organizationalDomains(OrganizationalDomainFinder finder) {
            organizations = Objects.requireNonNull(finder, "finder");
            return this;
        }

        /**
         * The reader's own domains; names below them are own, too.
         *
         * @param domains added to those given before
         * @return this builder
         */
        public Builder ownDomains(Set<DomainName> domains) {
            ownDomains.addAll(domains);
            return this;
        }

        /**
         * Domains of others that strangers like to imitate, such as those of banks. Mail from them is not own.
         *
         * @param domains added to those given before
         * @return this builder
         */
        public Builder protectedDomains(Set<DomainName> domains) {
            protectedDomains.addAll(domains);
            return this;
        }

        private Set<DomainName> knownDomains() {
            Set<DomainName> known = new HashSet<>(ownDomains);
            known.addAll(protectedDomains);
            return known;
        }

        /**
         * The names of people whom others may want to be taken for.
         *
         * @param names added to those given before
         * @return this builder
         */
        public Builder protectedNames(Set<String> names) {
            protectedNames.addAll(names);
            return this;
        }

        /**
         * The hosts that mail comes in by.
         *
         * @param hosts names as the hosts write them behind {@code by}, and addresses; added to those given before
         * @return this builder
         */
        public Builder trustedRelays(Collection<String> hosts) {
            hosts.forEach(host -> trustedRelays.add(host.toLowerCase(Locale.ROOT)));
            return this;
        }

        /**
         * The domains that took part in the thread so far.
         *
         * @param domains added to those given before
         * @return this builder
         */
        public Builder threadParticipants(Set<DomainName> domains) {
            participants.addAll(domains);
            return this;
        }

        /**
         * Adds rules of the user's; one with the code of a rule that is there already takes its place.
         *
         * @param more the rules
         * @return this builder
         */
        public Builder rules(List<ForensicRule> more) {
            more.forEach(rule -> rules.put(rule.code(), rule));
            return this;
        }

        /**
         * Leaves a rule out.
         *
         * @param code the code of a rule that is there
         * @return this builder
         * @throws IllegalArgumentException when there is none
         */
        public Builder without(String code) {
            requireRule(code);
            rules.remove(code);
            return this;
        }

        /**
         * Sets how much attention findings of a rule deserve.
         *
         * @param code the code of a rule that is there
         * @param severity for its findings
         * @return this builder
         * @throws IllegalArgumentException when there is no such rule
         */
        public Builder severity(String code, Severity severity) {
            requireRule(code);
            severities.put(code, Objects.requireNonNull(severity, "severity"));
            return this;
        }

        private void requireRule(String code) {
            if (!rules.containsKey(code)) {
                throw new IllegalArgumentException("no rule has the code " + code);
            }
        }

        /**
         * The clock that tells which times lie in the future.
         *
         * @param time by default the system's
         * @return this builder
         */
        public Builder clock(Clock time) {
            clock = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Makes what examines messages.
         *
         * @return an immutable examiner
         */
        public HeaderForensics build() {
            return new HeaderForensics(this);
        }
    }
}
