package org.mailauth.dkim.internal.preflight;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.dkim.PreflightCheck;
import org.mailauth.dkim.SigningPreflight;

/** The quick look at a body finds what a plain reading of its lines finds, however it is cut. */
class BodyPreflightLawsTest {
    private static final int BASE = 100;

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> piece = Arbitraries.of(
                "\r\n",
                "\r\n",
                "\r\n",
                "\r",
                "\n",
                ".",
                "..",
                "From ",
                "From",
                "F",
                ">From ",
                "\t",
                "\u0000",
                "\u00e9",
                "text",
                "a plain line\r\n",
                "a plain line\r\n",
                "From here\r\n",
                ".one\r\n",
                "..two\r\n",
                "a line that is longer than a block of octets, which are looked at together");
        return piece.list().ofMaxSize(16).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 3000)
    void findsWhatAPlainReadingFinds(
            @ForAll("bodies") String body,
            @ForAll List<@IntRange(max = 200) Integer> places,
            @ForAll boolean declared) {
        byte[] octets = body.getBytes(ISO_8859_1);
        BodyPreflight quick = new BodyPreflight();
        int from = 0;
        for (int place : places) {
            int to = Math.max(from, place % (octets.length + 1));
            if (to > from) {
                quick.accept(octets, from, to - from);
            }
            from = to;
        }
        if (from < octets.length) {
            quick.accept(octets, from, octets.length - from);
        }
        quick.end();
        Findings findings = new Findings();
        quick.report(declared, BASE, findings);

        Map<String, OptionalLong> found = new TreeMap<>();
        SigningPreflight preflight = SigningPreflight.standard();
        findings.report(preflight).refusals().forEach(problem -> found.put(problem.code(), problem.position()));
        findings.report(preflight).warnings().forEach(problem -> found.put(problem.code(), problem.position()));
        Map<String, OptionalLong> expected = naive(body, declared);
        Statistics.collect(expected.size());
        assertThat(found).isEqualTo(expected);
    }

    private static Map<String, OptionalLong> naive(String body, boolean declared) {
        Map<String, OptionalLong> found = new TreeMap<>();
        for (int at = body.length() - 1; at >= 0; at--) {
            if (body.charAt(at) > 0x7F) {
                found.put(
                        (declared ? PreflightCheck.EIGHT_BIT_BODY : PreflightCheck.UNDECLARED_EIGHT_BIT).code(),
                        OptionalLong.of(BASE + at));
            }
        }
        List<String> lines = new ArrayList<>(List.of(body.split("\r\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        long start = BASE;
        boolean single = lines.stream().anyMatch(line -> line.startsWith(".") && !line.startsWith(".."));
        for (String line : lines) {
            if (line.startsWith("From ")) {
                found.putIfAbsent(PreflightCheck.FROM_LINE.code(), OptionalLong.of(start));
            }
            if (line.startsWith("..") && !single) {
                found.putIfAbsent(PreflightCheck.DOT_STUFFED.code(), OptionalLong.of(start));
            }
            start += line.length() + 2;
        }
        if (!lines.isEmpty() && lines.get(lines.size() - 1).equals(".")) {
            found.put(
                    PreflightCheck.END_OF_DATA.code(),
                    OptionalLong.of(BASE + body.length() - (body.endsWith("\r\n") ? 3 : 1)));
        }
        return found;
    }
}
