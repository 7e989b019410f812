package org.mailauth.cli.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailauth.arc.ChainValidationStatus;
import org.mailauth.authenticator.IprevResult;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.Protocol;
import org.mailauth.authenticator.Recommendation;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.spf.SpfEvaluation;
import org.mailauth.spf.SpfResult;

/** Counts what many files came to: how often there was each outcome, recommendation and result. Not thread-safe. */
final class Summary {
    private static final String NOT_EVALUATED = "not evaluated";

    private final Count outcomes = new Count("outcome", words(Outcome.values(), Outcome::word));
    private final Count actions =
            new Count("recommendation", words(Recommendation.Action.values(), Recommendation.Action::word));
    private final Count mailFrom = new Count("spf mail from", words(SpfResult.values(), SpfResult::word));
    private final Count helo = new Count("spf helo", words(SpfResult.values(), SpfResult::word));
    private final Count iprev = new Count("iprev", words(IprevResult.values(), IprevResult::word));
    private final Count dkim = new Count("dkim signatures", words(DkimResult.values(), DkimResult::word));
    private final Count arc = new Count("arc", words(ChainValidationStatus.values(), ChainValidationStatus::word));
    private final Count dmarc = new Count("dmarc", words(DmarcResult.values(), DmarcResult::word));
    private long files;
    private long unreadable;

    /** How often each word was counted, in the order in which they are shown. */
    private static final class Count {
        private final String name;
        private final Map<String, Long> counts = new LinkedHashMap<>();

        Count(String name, List<String> words) {
            this.name = name;
            words.forEach(word -> counts.put(word, 0L));
        }

        void add(String word) {
            counts.merge(word, 1L, Long::sum);
        }

        void add(Optional<String> word) {
            add(word.orElse(NOT_EVALUATED));
        }

        Line line() {
            List<Line.Span> spans = new ArrayList<>();
            spans.add(new Line.Span(Tone.PLAIN, "  " + name + " ".repeat(17 - name.length())));
            counts.forEach((word, count) -> {
                if (count > 0) {
                    spans.add(new Line.Span(Tone.PLAIN, (spans.size() > 1 ? ", " : "") + count + " "));
                    spans.add(new Line.Span(Tone.of(word), word));
                }
            });
            return new Line(spans);
        }
    }

    private static <T> List<String> words(T[] values, Function<T, String> word) {
        return Stream.of(values).map(word).collect(Collectors.toList());
    }

    /** Counts a file that has verdicts. */
    void add(FileVerdict verdict) {
        MessageAuthentication authentication = verdict.authentication();
        files++;
        outcomes.add(verdict.outcome().word());
        actions.add(authentication.recommendation().action().word());
        mailFrom.add(authentication.spfMailFrom().map(SpfEvaluation::result).map(SpfResult::word));
        helo.add(authentication.spfHelo().map(SpfEvaluation::result).map(SpfResult::word));
        iprev.add(authentication.iprev().map(evaluation -> evaluation.result().word()));
        for (DkimVerification signature : authentication.dkim()) {
            dkim.add(signature.result().word());
        }
        if (authentication.dkim().isEmpty()) {
            dkim.add(Optional.of(DkimResult.NONE.word()).filter(none -> authentication.hasEvaluated(Protocol.DKIM)));
        }
        arc.add(
                authentication.hasEvaluated(Protocol.ARC)
                        ? Optional.of(authentication.arc().status().word())
                        : Optional.empty());
        dmarc.add(
                authentication.hasEvaluated(Protocol.DMARC)
                        ? Optional.of(authentication.dmarc().result().word())
                        : Optional.empty());
    }

    /** Counts a file that could not be read. */
    void addUnreadable() {
        unreadable++;
    }

    /** A table for people. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("summary of " + files + (files == 1 ? " message" : " messages")
                + (unreadable == 0 ? "" : "; " + unreadable + " could not be read")));
        if (files > 0) {
            Stream.of(outcomes, actions, mailFrom, helo, iprev, dkim, arc, dmarc)
                    .map(Count::line)
                    .forEach(lines::add);
        }
        return lines;
    }
}
