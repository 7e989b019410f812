package org.mailauth.cli;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.Problem;
import org.mailauth.dkim.DkimFinding;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimSignature;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.diagnosis.DkimDiagnosis;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.internal.text.Visible;

/** Verdicts for people: a headline for each file, and under it each signature with what speaks for or against it. */
final class TextReport implements Report {
    @Override
    public List<String> lines(FileVerdict verdict) {
        List<String> lines = new ArrayList<>();
        String name = verdict.file().equals(Inputs.STANDARD_INPUT) ? "standard input" : verdict.file();
        lines.add(Visible.of(name) + ": " + verdict.outcome().words());
        int number = 1;
        for (DkimVerification signature : verdict.signatures()) {
            addSignature(lines, number, signature);
            verdict.diagnosis(number - 1).ifPresent(diagnosis -> addDiagnosis(lines, diagnosis));
            number++;
        }
        lines.addAll(ArcText.lines(verdict.chain()));
        for (Problem problem : verdict.problems()) {
            lines.add("  note: " + problem.text() + reference(problem.reference()));
        }
        return lines;
    }

    private static void addSignature(List<String> lines, int number, DkimVerification signature) {
        DkimReason reason = signature.reason();
        String rule = signature.result() == DkimResult.PASS ? "" : reference(reason.reference());
        lines.add("  signature " + number + " " + signature.result().word() + ": " + why(signature) + rule);
        List<String> identity = identity(signature);
        if (!identity.isEmpty()) {
            lines.add("    " + String.join(", ", identity));
        }
        signature.signature().ifPresent(said -> addTimes(lines, said));
        for (DkimFinding finding : signature.findings()) {
            lines.add("    note: " + finding.text() + reference(finding.code().reference()));
        }
    }

    private static void addDiagnosis(List<String> lines, DkimDiagnosis diagnosis) {
        for (DkimExplanation explanation : diagnosis.explanations()) {
            lines.add("    explanation: " + explanation);
        }
        if (!diagnosis.isComplete()) {
            lines.add("    note: the search for an explanation ended at its limit");
        }
    }

    private static String why(DkimVerification signature) {
        String text = signature.reason().text();
        return signature.detail().equals(text) ? text : text + ": " + signature.detail();
    }

    private static List<String> identity(DkimVerification signature) {
        List<String> parts = new ArrayList<>();
        signature.signingDomain().ifPresent(domain -> parts.add("d=" + domain));
        signature.selector().ifPresent(selector -> parts.add("s=" + selector));
        signature
                .signature()
                .ifPresent(said -> parts.add("a=" + said.algorithm().word()));
        signature.keyRecord().filter(key -> !key.isRevoked()).ifPresent(key -> parts.add(key.keyBits() + "-bit key"));
        return parts;
    }

    private static void addTimes(List<String> lines, DkimSignature said) {
        List<String> times = new ArrayList<>();
        said.timestamp().ifPresent(time -> times.add("signed at " + time));
        said.expiration().ifPresent(time -> times.add("valid until " + time));
        if (!times.isEmpty()) {
            lines.add("    " + String.join(", ", times));
        }
    }

    private static String reference(String rule) {
        return rule.isEmpty() ? "" : " [" + rule + "]";
    }
}
