package org.mailauth.spf.analysis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.SpfRecord;
import org.mailauth.spf.SpfResult;

/** Looks at a record as a whole: whether there is one, whether it can be read, how it ends, how long it is. */
final class RecordFindings {
    /** RFC 7208 §3.4: name and texts of all records together, so that the answer fits in 512 octets. */
    static final int COMFORTABLE_OCTETS = 450;

    private static final int MAX_STRING = 255;

    private final Findings findings;

    RecordFindings(Findings findings) {
        this.findings = findings;
    }

    /** What matters in anybody's record. */
    void check(Policy policy) {
        PublishedPolicy published = policy.published();
        switch (published.status()) {
            case SEVERAL ->
                findings.add(
                        SpfFinding.Severity.ERROR,
                        policy,
                        "multiple-records",
                        "§4.5",
                        "the domain publishes " + published.spfRecords().size()
                                + " SPF records, so none of them counts");
            case MALFORMED -> malformed(policy);
            case DNS_FAILED ->
                published
                        .problems()
                        .forEach(problem -> findings.add(
                                SpfFinding.Severity.ERROR,
                                policy,
                                Problem.of("spf.lint.dns-failure", problem.reference(), problem.text())));
            case USABLE, NONE, NOT_ASKED -> {
                // Whoever leads here says whether that is wrong.
            }
        }
    }

    private void malformed(Policy policy) {
        for (Problem problem : policy.published().problems()) {
            findings.add(SpfFinding.Severity.ERROR, policy, problem);
        }
        List<String> strings = policy.published().spfRecords().get(0);
        boolean blankMissing = strings.size() > 1
                && SpfRecord.parse(String.join(" ", strings)).value().isPresent();
        if (blankMissing) {
            findings.add(
                    SpfFinding.Severity.WARNING,
                    policy,
                    "missing-blank",
                    "§3.3",
                    "the record's strings are joined without a blank between them; one of them lacks it at its end");
        }
    }

    /** What only the owner of the record can change. */
    void checkOwn(Policy policy) {
        notSelected(policy);
        length(policy);
        policy.record().ifPresent(record -> {
            afterAll(policy, record);
            modifiers(policy, record);
        });
    }

    /** How the policy of the checked domain answers. */
    void checkRoot(Policy policy) {
        if (!policy.domain().canHavePolicy()) {
            findings.add(
                    SpfFinding.Severity.ERROR,
                    policy,
                    "single-label",
                    "§4.3",
                    "the name is a single label: receivers answer none and do not ask");
        } else if (policy.published().status() == PublishedPolicy.Status.NONE) {
            findings.add(
                    SpfFinding.Severity.ERROR,
                    policy,
                    "no-record",
                    "§4.5",
                    "the domain publishes no SPF record; for one that sends no mail it is \"v=spf1 -all\"");
        }
    }

    /** What those get whom no term matches; for the policies that answer, not for included ones. */
    void checkEnd(Policy policy) {
        Optional<SpfRecord> record = policy.record();
        if (record.isEmpty()) {
            return;
        }
        if (!record.get().hasAll() && record.get().redirect().isEmpty()) {
            findings.add(
                    SpfFinding.Severity.WARNING,
                    policy,
                    "no-all",
                    "§4.7",
                    "the record ends without all or redirect: whom no term matches gets neutral, as if there were no"
                            + " record");
        }
        for (PolicyTerm term : policy.terms()) {
            boolean all = term.mechanism(SpfMechanism.All.class).isPresent();
            if (all && term.result() == SpfResult.NEUTRAL) {
                findings.add(
                        SpfFinding.Severity.WARNING,
                        policy,
                        term,
                        "neutral-all",
                        "§8.2",
                        "whom no other term matches gets neutral, which receivers treat like no record");
            }
        }
    }

    private void notSelected(Policy policy) {
        for (String text : policy.published().otherTexts()) {
            if (resembles(text)) {
                findings.add(
                        SpfFinding.Severity.WARNING,
                        policy,
                        "not-selected",
                        "§4.5",
                        "a TXT record resembles an SPF record and is none: \"" + shortened(text) + "\"");
            }
        }
    }

    /** Whether a text would start like a record if it were not for blanks, quotes and such. */
    private static boolean resembles(String text) {
        String start = text.substring(0, Math.min(text.length(), 20));
        return start.replaceAll("[^A-Za-z=]", "").toLowerCase(Locale.ROOT).startsWith("v=spf");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private void length(Policy policy) {
        PublishedPolicy published = policy.published();
        int octets = policy.domain().text().length();
        for (String text : published.recordTexts()) {
            octets += text.length();
        }
        for (String text : published.otherTexts()) {
            octets += text.getBytes(StandardCharsets.ISO_8859_1).length;
        }
        if (octets > COMFORTABLE_OCTETS && !published.spfRecords().isEmpty()) {
            findings.add(
                    SpfFinding.Severity.NOTE,
                    policy,
                    "long-answer",
                    "§3.4",
                    "name and TXT records have " + octets + " octets together; beyond " + COMFORTABLE_OCTETS
                            + " the answer may not fit in a UDP packet of 512");
        }
        boolean oneLongString =
                published.spfRecords().stream().flatMap(List::stream).anyMatch(string -> string.length() > MAX_STRING);
        if (oneLongString) {
            findings.add(
                    SpfFinding.Severity.NOTE,
                    policy,
                    "long-string",
                    "§3.3",
                    "a string of a TXT record holds at most 255 octets: the record must be published as several strings");
        }
    }

    private void afterAll(Policy policy, SpfRecord record) {
        boolean behind = false;
        for (TermText term : TermText.in(policy.text().orElse(""))) {
            if (behind && !term.isModifier()) {
                findings.add(
                        SpfFinding.Severity.WARNING,
                        policy,
                        term,
                        "after-all",
                        "§5.1",
                        "the term stands behind all and is never looked at");
            }
            String name = term.text().toLowerCase(Locale.ROOT);
            behind |= name.equals("all")
                    || (name.length() == 4 && "+-~?".indexOf(name.charAt(0)) >= 0 && name.endsWith("all"));
            if (record.hasAll() && term.isModifier("redirect")) {
                findings.add(
                        SpfFinding.Severity.WARNING,
                        policy,
                        term,
                        "redirect-ignored",
                        "§6.1",
                        "redirect means nothing in a record that holds all");
            }
        }
    }

    private void modifiers(Policy policy, SpfRecord record) {
        TermText misplaced = null;
        for (TermText term : TermText.in(policy.text().orElse(""))) {
            if (term.isModifier()) {
                misplaced = misplaced == null ? term : misplaced;
                if (record.unknownModifiers().contains(term.text())) {
                    findings.add(
                            SpfFinding.Severity.WARNING,
                            policy,
                            term,
                            "unknown-modifier",
                            "§6",
                            "the modifier has no meaning and is ignored");
                }
            } else if (misplaced != null) {
                findings.add(
                        SpfFinding.Severity.NOTE,
                        policy,
                        misplaced,
                        "modifier-position",
                        "§6",
                        "modifiers should stand behind all mechanisms; wherever it stands, it is looked at last");
                return;
            }
        }
    }
}
