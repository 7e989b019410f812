package org.mailauth.cli.output;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailauth.Problem;

/** A line of a report, whose words may have a tone each. */
public record Line(List<Span> spans) {
    /** A piece of a line. */
    public record Span(Tone tone, String text) {}

    public Line {
        spans = List.copyOf(spans);
    }

    /** A line like all other text. */
    public static Line of(String text) {
        return new Line(List.of(new Span(Tone.PLAIN, text)));
    }

    /** A line with one result or action in it, which has the tone that it has everywhere. */
    public static Line of(String before, String word, String after) {
        return of(before, Tone.of(word), word, after);
    }

    /** A line with one piece of a given tone in it. */
    public static Line of(String before, Tone tone, String text, String after) {
        return new Line(List.of(new Span(Tone.PLAIN, before), new Span(tone, text), new Span(Tone.PLAIN, after)));
    }

    /** A problem and the rule it breaks. */
    public static Line note(String indent, Problem problem) {
        return of(indent + "note: " + problem.text() + rule(problem.reference()));
    }

    /** How a rule is cited at the end of a line; nothing where there is none. */
    public static String rule(String reference) {
        return reference.isEmpty() ? "" : " [" + reference + "]";
    }

    /** The same line further to the right, or behind some words. */
    public Line after(String before) {
        return new Line(Stream.concat(Stream.of(new Span(Tone.PLAIN, before)), spans.stream())
                .toList());
    }

    /** The text without tones. */
    @Override
    public String toString() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }
}
