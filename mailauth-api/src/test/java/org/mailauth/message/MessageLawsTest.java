package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.message.Messages.body;
import static org.mailauth.message.Messages.codes;
import static org.mailauth.message.Messages.fields;
import static org.mailauth.message.Messages.message;
import static org.mailauth.message.Messages.octets;
import static org.mailauth.message.Messages.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class MessageLawsTest {
    private static final HeaderField TRACE = HeaderField.of("Received", " by mx.example.net");
    private static final Pattern BARE_CR = Pattern.compile("\r(?!\n)");
    private static final Pattern BARE_LF = Pattern.compile("(?<!\r)\n");
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]+)[ \t]*:.*", Pattern.DOTALL);

    @Provide
    Arbitrary<String> sound() {
        return MessageArbitraries.sound();
    }

    @Provide
    Arbitrary<String> damaged() {
        return MessageArbitraries.damaged();
    }

    @Property
    void anyOctetsAreAMessage(@ForAll byte[] octets) {
        askEverything(Message.of(octets));
    }

    @Property
    void anyDamagedMessageIsAMessage(@ForAll("damaged") String text) {
        Message message = message(text);
        askEverything(message);
        boolean deep = message.header().size() >= 3 && message.bodyLength() > 0;
        Statistics.label("three fields or more, and a body")
                .collect(deep)
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 30));
        Statistics.label("any problem").collect(!message.problems().isEmpty());
    }

    @Property
    void anyLimitsMakeItAMessageStill(
            @ForAll("damaged") String text,
            @ForAll @IntRange(min = 1, max = 300) int whole,
            @ForAll @IntRange(min = 1, max = 200) int header,
            @ForAll @IntRange(min = 1, max = 100) int field,
            @ForAll @IntRange(min = 1, max = 10) int number) {
        Message message = message(text, new MessageLimits(whole, header, field, number));
        askEverything(message);
        assertThat(message.header().size()).isLessThanOrEqualTo(number);
        assertThat(message.header()).allSatisfy(one -> assertThat(one.length()).isLessThanOrEqualTo(field + 2));
        if (text.length() > whole) {
            assertThat(message.brokenLimit()).isPresent();
        }
        Statistics.label("breaks a limit").collect(message.brokenLimit().isPresent());
    }

    private static void askEverything(Message message) {
        int kept = whole(message).length();
        assertThat(message.problems())
                .allSatisfy(problem -> assertThat(problem.position().orElse(0)).isBetween(0L, (long) kept));
        assertThat(message.bodyLength()).isEqualTo(body(message).length());
        assertThat(message.toString()).isNotEmpty();
        for (HeaderField field : message.header()) {
            assertThat(field.name()).matches("[!-9;-~]+");
            assertThat(field.isNamed(field.name())).isTrue();
            assertThat(message.header().named(field.name())).contains(field);
            assertThat(field.unfoldedBody()).doesNotContain("\r\n");
            assertThat(field.toString()).startsWith(field.name());
            assertThat(field.body()).isNotNull();
            assertThat(field.octets()).hasSize(field.length());
        }
        assertThat(message.withPrepended(TRACE).header().size())
                .isEqualTo(message.header().size() + 1);
    }

    @Property
    void fieldsSeparatorAndBodyMakeTheInput(@ForAll("damaged") String text) {
        Message message = message(text);
        String kept = whole(message);
        boolean changed = message.lineEndings() == LineEndings.CONVERTED_FROM_LF
                || codes(message).contains("message.mbox-line");
        assertThat(changed || kept.equals(text)).isTrue();
        String header = String.join("", fields(message));
        boolean separated = !codes(message).contains("message.missing-separator")
                && !codes(message).contains("message.line-without-field")
                && !codes(message).contains("message.empty");
        String joined = header + (separated ? "\r\n" : "") + body(message);
        boolean lastFieldCut = !separated && body(message).isEmpty() && !header.equals(kept);
        assertThat(joined).isEqualTo(lastFieldCut ? kept + "\r\n" : kept);
    }

    @Property
    void fieldsAreThoseOfASecondSimplerReader(@ForAll("damaged") String text) {
        Message message = message(text);
        assertThat(fields(message)).isEqualTo(simplyRead(whole(message)));
    }

    /** Splits into lines first, then joins the folded ones. */
    private static List<String> simplyRead(String text) {
        List<String> fields = new ArrayList<>();
        if (text.isEmpty() || text.startsWith(" ") || text.startsWith("\t")) {
            return fields;
        }
        for (String field : text.split("\r\n(?![ \t])", -1)) {
            if (!FIELD.matcher(field).matches()) {
                return fields;
            }
            fields.add(field + "\r\n");
        }
        return fields;
    }

    /** Limits that are met, or missed by little. */
    @Property
    void limitsOfTheHeaderAreThoseOfASecondSimplerReader(
            @ForAll("sound") String text,
            @ForAll boolean mbox,
            @ForAll @IntRange(min = -3, max = 3) int header,
            @ForAll @IntRange(min = -3, max = 3) int field,
            @ForAll @IntRange(min = -1, max = 2) int number) {
        List<String> all = simplyRead(text);
        int most = String.join("", all).length() + header;
        int mostOfField = all.stream().mapToInt(String::length).max().orElse(0) + field;
        int mostFields = Math.max(1, all.size() + number);
        List<String> expected = new ArrayList<>();
        int end = 0;
        for (String one : all) {
            end += one.length();
            if (end > most || one.length() > mostOfField || expected.size() == mostFields) {
                break;
            }
            expected.add(one);
        }
        // Such a line is looked for within the size of a header only.
        String line = mbox && most > 50 ? "From a@example.com Sat Nov 21 12:00:00 2026\r\n" : "";
        Message message = message(
                line + text, new MessageLimits(1_000_000, Math.max(1, most), Math.max(1, mostOfField), mostFields));
        boolean broken = expected.size() < all.size();
        assertThat(fields(message)).isEqualTo(expected);
        assertThat(message.brokenLimit().isPresent()).isEqualTo(broken);
        if (!broken) {
            assertThat(body(message)).isEqualTo(body(message(text)));
            assertThat(codes(message)).isEqualTo(line.isEmpty() ? List.of() : List.of("message.mbox-line"));
        }
        Statistics.label("broken").collect(broken).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 20);
            coverage.check(false).percentage(share -> share > 5);
        });
    }

    @Property
    void octetProblemsAreThoseOfASecondSimplerReader(@ForAll("damaged") String text) {
        Message message = message(text);
        String kept = whole(message);
        assertFound(message, "message.bare-cr", BARE_CR.matcher(kept));
        assertFound(message, "message.bare-lf", BARE_LF.matcher(kept));
        assertFound(message, "message.nul", Pattern.compile("\0").matcher(kept));
        assertFound(
                message,
                "message.long-line",
                Pattern.compile("(?<=^|\r\n)(?:(?!\r\n)[\0-\u00FF]){999}").matcher(kept));
    }

    private static void assertFound(Message message, String code, Matcher places) {
        boolean there = places.find();
        assertThat(codes(message).contains(code)).as(code).isEqualTo(there);
        if (there) {
            assertThat(Messages.problem(message, code).orElseThrow().position()).hasValue(places.start());
        }
    }

    @Property
    void writtenMessageReadsAsTheSameFieldsAndBody(@ForAll("damaged") String text) {
        Message message = message(text).withPrepended(TRACE);
        Message read = Message.of(octets(whole(message)));
        assertThat(read.header()).isEqualTo(message.header());
        assertThat(body(read)).isEqualTo(body(message));
        assertThat(read.lineEndings()).isEqualTo(LineEndings.CRLF);
    }

    @Property
    void fileWithLfAloneIsTheSameMessage(@ForAll("sound") String text) {
        Assume.that(!text.startsWith("From "));
        Message wire = message(text);
        Message file = message(text.replace("\r\n", "\n"));
        assertThat(file.lineEndings()).isEqualTo(LineEndings.CONVERTED_FROM_LF);
        assertThat(file.header()).isEqualTo(wire.header());
        assertThat(body(file)).isEqualTo(body(wire));
        assertThat(codes(wire)).isEmpty();
    }

    /** Behind an mbox line, and without a line end: what is counted from elsewhere, and what is copied. */
    @Example
    void lastFieldWithoutALineEndIsReadAsAnyOther() {
        Message message = message("From a@example.com\r\nX \t: y\r\nX \t: y");
        assertThat(message.header().all()).hasSize(2).allSatisfy(field -> {
            assertThat(field.name()).isEqualTo("X");
            assertThat(field.hasSpaceBeforeColon()).isTrue();
            assertThat(field.bodyStart()).isEqualTo(4);
            assertThat(field.body()).isEqualTo(" y");
        });
        assertThat(Messages.problem(message, "message.space-before-colon")
                        .orElseThrow()
                        .position())
                .hasValue(1);
    }

    @Example
    void damagedMessagesIncludeTheOnesThatMatter() {
        // the generator itself: every kind of finding comes up
        List<String> seen = MessageArbitraries.damaged()
                .sampleStream()
                .limit(3000)
                .flatMap(text -> codes(message(text)).stream())
                .distinct()
                .toList();
        assertThat(seen)
                .contains(
                        "message.bare-cr",
                        "message.bare-lf",
                        "message.nul",
                        "message.long-line",
                        "message.missing-separator",
                        "message.line-without-field",
                        "message.space-before-colon",
                        "message.mbox-line",
                        "message.lf-converted",
                        "message.empty");
    }
}
