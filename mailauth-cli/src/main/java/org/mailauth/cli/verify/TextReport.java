package org.mailauth.cli.verify;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.SmtpSession;
import org.mailauth.authenticator.IprevEvaluation;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.Protocol;
import org.mailauth.authenticator.Recommendation;
import org.mailauth.cli.dmarc.DmarcTextReport;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.spf.SpfTextReport;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.spf.SpfEvaluation;

/** Verdicts for people: a headline for each file, what to do, and under it each protocol with what speaks for or against. */
public final class TextReport implements Report {
    private final boolean explain;
    private final SpfTextReport spf;
    private final DmarcTextReport dmarc;

    /** A report; {@code explain} adds the evidence. */
    public TextReport(boolean explain) {
        this.explain = explain;
        this.spf = new SpfTextReport(explain);
        this.dmarc = new DmarcTextReport(explain);
    }

    @Override
    public List<Line> lines(FileVerdict verdict) {
        MessageAuthentication authentication = verdict.authentication();
        List<Line> lines = new ArrayList<>();
        lines.add(verdict.outcome().headline(Inputs.title(verdict.file())));
        addRecommendation(lines, authentication.recommendation());
        addSession(lines, verdict);
        authentication.spfMailFrom().ifPresent(evaluation -> addSpf(lines, evaluation));
        authentication.spfHelo().ifPresent(evaluation -> addSpf(lines, evaluation));
        authentication.iprev().ifPresent(evaluation -> lines.add(iprev(evaluation)));
        addSignatures(lines, verdict);
        if (authentication.hasEvaluated(Protocol.ARC)) {
            lines.addAll(ArcText.lines(authentication.arc()));
        }
        if (authentication.hasEvaluated(Protocol.DMARC)) {
            addDmarc(lines, authentication.dmarc());
        }
        authentication.problems().forEach(problem -> lines.add(Line.note("  ", problem)));
        if (explain) {
            authentication.budget().toString().lines().forEach(line -> lines.add(Line.of("  cost: " + line)));
        }
        return lines;
    }

    private static void addRecommendation(List<Line> lines, Recommendation recommendation) {
        String before = "  recommendation ";
        String word = recommendation.action().word();
        for (Recommendation.Reason reason : recommendation.reasons()) {
            String why = reason.text() + Line.rule(reason.reference());
            lines.add(before.isEmpty() ? Line.of("    also: " + why) : Line.of(before, word, ": " + why));
            before = "";
        }
        recommendation.reply().ifPresent(reply -> lines.add(Line.of("    reply: " + reply)));
    }

    private static void addSession(List<Line> lines, FileVerdict verdict) {
        SmtpSession session = verdict.authentication().session();
        if (session.isClientKnown()) {
            lines.add(Line.of("  session: client " + IpLiteral.format(session.clientIp()) + ", HELO "
                    + verdict.helo().orElse("not known") + ", MAIL FROM "
                    + verdict.mailFrom().map(path -> "<" + path + ">").orElse("not known")));
        } else {
            lines.add(Line.of(
                    "  session: the client is not known, so SPF and iprev are not evaluated, and DMARC rests on "
                            + "DKIM alone"));
        }
        verdict.unread().forEach(problem -> lines.add(Line.note("    ", problem)));
    }

    private void addSpf(List<Line> lines, SpfEvaluation evaluation) {
        String indent = "  spf ";
        for (Line line : spf.lines(evaluation)) {
            lines.add(line.after(indent));
            indent = "  ";
        }
    }

    private static Line iprev(IprevEvaluation evaluation) {
        String address = IpLiteral.format(evaluation.clientIp());
        String why = switch (evaluation.result()) {
            case PASS ->
                evaluation.name().map(Object::toString).orElse("a name") + " leads to " + address + ", and back";
            case FAIL -> "no name of " + address + " leads back to it";
            case TEMPERROR -> "an answer about " + address + " is missing";
            case PERMERROR -> address + " has no name";
        };
        return Line.of("  iprev ", evaluation.result().word(), ": " + why);
    }

    private static void addSignatures(List<Line> lines, FileVerdict verdict) {
        MessageAuthentication authentication = verdict.authentication();
        List<DkimVerification> signatures = authentication.dkim();
        if (signatures.isEmpty() && authentication.hasEvaluated(Protocol.DKIM)) {
            lines.add(Line.of("  no signature"));
        }
        for (int at = 0; at < signatures.size(); at++) {
            lines.addAll(DkimText.lines(at + 1, signatures.get(at), verdict.diagnosis(at)));
        }
    }

    private void addDmarc(List<Line> lines, DmarcEvaluation evaluation) {
        String indent = "  dmarc ";
        for (Line line : dmarc.lines(evaluation)) {
            lines.add(line.after(indent));
            indent = "  ";
        }
    }
}
