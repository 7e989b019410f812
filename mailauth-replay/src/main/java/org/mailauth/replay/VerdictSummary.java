package org.mailauth.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.mailauth.arc.ArcValidation;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.Protocol;
import org.mailauth.authenticator.Recommendation;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.message.HeaderField;
import org.mailauth.spf.SpfEvaluation;

/** Every verdict of an authentication by name, as text, so that two authentications can be held against each other. */
final class VerdictSummary {
    private final Map<String, String> verdicts = new LinkedHashMap<>();

    private VerdictSummary() {}

    /** The verdicts in the order in which they are told. */
    static Map<String, String> of(MessageAuthentication authentication) {
        VerdictSummary summary = new VerdictSummary();
        summary.add("author", authentication.author());
        authentication.spfHelo().ifPresent(spf -> summary.addSpf("spf.helo", spf));
        authentication.spfMailFrom().ifPresent(spf -> summary.addSpf("spf.mailfrom", spf));
        authentication.iprev().ifPresent(iprev -> summary.add("iprev", iprev));
        summary.addDkim(authentication.dkim());
        if (authentication.hasEvaluated(Protocol.ARC)) {
            summary.addArc(authentication.arc());
        }
        authentication.arcTrust().ifPresent(trust -> summary.add("arc.trust", trust.answer()));
        if (authentication.hasEvaluated(Protocol.DMARC)) {
            summary.addDmarc(authentication.dmarc());
        }
        summary.addRecommendation(authentication.recommendation());
        summary.addAll("problem.", authentication.problems());
        List<HeaderField> fields = authentication.headerFields();
        for (int at = 0; at < fields.size(); at++) {
            summary.add("field." + (at + 1), fields.get(at));
        }
        return Collections.unmodifiableMap(summary.verdicts);
    }

    private void add(String name, Object value) {
        verdicts.put(name, value instanceof Enum<?> constant ? Format.word(constant) : value.toString());
    }

    private void addAll(String prefix, List<?> values) {
        for (int at = 0; at < values.size(); at++) {
            add(prefix + (at + 1), values.get(at));
        }
    }

    private void addSpf(String name, SpfEvaluation spf) {
        add(name, spf);
        add(name + ".dnssec", spf.dnssec());
        add(name + ".cost", spf.cost());
        spf.explanation().ifPresent(text -> add(name + ".explanation", text));
        addAll(name + ".problem.", spf.problems());
    }

    private void addDkim(List<DkimVerification> verifications) {
        for (int at = 0; at < verifications.size(); at++) {
            DkimVerification dkim = verifications.get(at);
            String name = "dkim." + (at + 1);
            add(name, dkim);
            add(name + ".reason", dkim.reason().code());
            add(name + ".dnssec", dkim.dnssec());
            add(name + ".uncovered", dkim.uncoveredBodyOctets());
            addAll(name + ".finding.", dkim.findings());
        }
    }

    private void addArc(ArcValidation arc) {
        add("arc", arc);
        add("arc.reason", arc.reason().code());
        arc.signatureReason().map(DkimReason::code).ifPresent(code -> add("arc.signature-reason", code));
        if (arc.oldestPass().isPresent()) {
            add("arc.oldest-pass", arc.oldestPass().getAsInt());
        }
    }

    private void addDmarc(DmarcEvaluation dmarc) {
        add("dmarc", dmarc);
        dmarc.policyDomain().ifPresent(domain -> add("dmarc.policy-domain", domain));
        dmarc.organizationalDomain().ifPresent(domain -> add("dmarc.organizational-domain", domain));
        add("dmarc.dnssec", dmarc.dnssec());
        addAll("dmarc.alignment.", dmarc.alignments());
        addAll("dmarc.override.", dmarc.overrides());
        addAll("dmarc.problem.", dmarc.problems());
    }

    private void addRecommendation(Recommendation recommendation) {
        add("recommendation", recommendation.action().word());
        recommendation.reply().ifPresent(reply -> add("recommendation.reply", reply));
        addAll("recommendation.reason.", recommendation.reasons());
    }

    /** What differs, by name: first in the order of the recorded verdicts, then those that were not recorded. */
    static List<VerdictDifference> differences(Map<String, String> recorded, Map<String, String> replayed) {
        Set<String> names = new LinkedHashSet<>(recorded.keySet());
        names.addAll(replayed.keySet());
        List<VerdictDifference> differences = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(recorded.get(name), replayed.get(name))) {
                differences.add(new VerdictDifference(
                        name, Optional.ofNullable(recorded.get(name)), Optional.ofNullable(replayed.get(name))));
            }
        }
        return differences;
    }
}
