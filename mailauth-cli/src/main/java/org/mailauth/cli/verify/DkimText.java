package org.mailauth.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.cli.output.Line;
import org.mailauth.dkim.DkimFinding;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimSignature;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.diagnosis.DkimDiagnosis;
import org.mailauth.dkim.diagnosis.DkimExplanation;

/** The verdict on a signature, for people: a headline, and under it who signed and what speaks for or against it. */
final class DkimText {
    private DkimText() {}

    /** The lines about one signature, its number counted from 1; the evidence only where there is a diagnosis. */
    static List<Line> lines(int number, DkimVerification signature, Optional<DkimDiagnosis> diagnosis) {
        List<Line> lines = new ArrayList<>();
        String rule = signature.result() == DkimResult.PASS
                ? ""
                : Line.rule(signature.reason().reference());
        lines.add(Line.of("  signature " + number + " ", signature.result().word(), ": " + why(signature) + rule));
        add(lines, "    ", identity(signature));
        signature.signature().ifPresent(said -> add(lines, "    ", times(said)));
        for (DkimFinding finding : signature.findings()) {
            lines.add(Line.of(
                    "    note: " + finding.text() + Line.rule(finding.code().reference())));
        }
        diagnosis.ifPresent(found -> addEvidence(lines, signature, found));
        return lines;
    }

    private static void addEvidence(List<Line> lines, DkimVerification signature, DkimDiagnosis diagnosis) {
        signature.signature().ifPresent(said -> {
            lines.add(Line.of("    signed fields: " + String.join(", ", said.signedFields())));
            lines.add(Line.of(
                    "    canonicalization: " + said.headerCanonicalization().word() + "/"
                            + said.bodyCanonicalization().word()));
        });
        signature
                .coveredBodyOctets()
                .ifPresent(covered -> lines.add(Line.of(
                        "    body octets covered: " + covered + ", not covered: " + signature.uncoveredBodyOctets())));
        signature.keyRecord().map(DkimKeyRecord::toText).ifPresent(key -> lines.add(Line.of("    key: " + key)));
        for (DkimExplanation explanation : diagnosis.explanations()) {
            lines.add(Line.of("    explanation: " + explanation));
        }
        if (!diagnosis.isComplete()) {
            lines.add(Line.of("    note: the search for an explanation ended at its limit"));
        }
    }

    private static void add(List<Line> lines, String indent, List<String> parts) {
        if (!parts.isEmpty()) {
            lines.add(Line.of(indent + String.join(", ", parts)));
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

    private static List<String> times(DkimSignature said) {
        List<String> times = new ArrayList<>();
        said.timestamp().ifPresent(time -> times.add("signed at " + time));
        said.expiration().ifPresent(time -> times.add("valid until " + time));
        return times;
    }
}
