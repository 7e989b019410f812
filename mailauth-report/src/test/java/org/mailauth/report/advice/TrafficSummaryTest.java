package org.mailauth.report.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.report.dmarc.AggregateReportReader;

class TrafficSummaryTest {
    private static final DomainName DOMAIN = DomainName.of("example.com");

    /** A row of a report, as text. */
    record Line(int day, int network, long count, boolean pass, String from) {}

    @Provide
    Arbitrary<List<Line>> lines() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of(0L, 1L, 5L, Long.MAX_VALUE - 2),
                        Arbitraries.of(true, false),
                        Arbitraries.of("example.com", "sub.example.com", "example.org"))
                .as(Line::new)
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 300)
    void mergingIsAssociativeAndCommutativeAlsoBeyondTheLimit(
            @ForAll("lines") List<Line> one, @ForAll("lines") List<Line> two, @ForAll("lines") List<Line> three)
            throws IOException {
        TrafficSummary a = summary(one);
        TrafficSummary b = summary(two);
        TrafficSummary c = summary(three);
        TrafficSummary left = merged(merged(a, b), c);
        assertThat(merged(a, merged(b, c))).isEqualTo(left);
        assertThat(merged(merged(c, b), a)).isEqualTo(left);
        List<Line> all = new ArrayList<>(one);
        all.addAll(two);
        all.addAll(three);
        assertThat(summary(all)).isEqualTo(left);
        assertThat(left.cells()).hasSizeLessThanOrEqualTo(8);
        Statistics.label("overflow").collect(left.failingOverflow() > 0);
    }

    @Property(tries = 100)
    void stateIsReadBackEqual(@ForAll("lines") List<Line> lines) throws IOException {
        TrafficSummary summary = summary(lines);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        summary.writeState(out);
        assertThat(TrafficSummary.builder(DOMAIN, 4)
                        .mergeState(new ByteArrayInputStream(out.toByteArray()))
                        .build())
                .isEqualTo(summary);
    }

    @Test
    void aLongNameOfAReporterIsCutBetweenCharactersSoThatItsStateIsReadBackEqual() throws IOException {
        String name = "x".repeat(63) + "\uD83D\uDCE7";
        String xml = ReportXml.start("example.com", name, 1_800_000_000L, "none")
                + ReportXml.row("192.0.2.1", 1, "example.com", true, false, "", "")
                + ReportXml.END;
        TrafficSummary.Builder builder = TrafficSummary.builder(DOMAIN, 4);
        AggregateReportReader.withDefaultLimits().read(xml.getBytes(StandardCharsets.UTF_8), builder::add);
        TrafficSummary summary = builder.build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        summary.writeState(out);
        assertThat(summary.cells().firstKey().reporter()).isEqualTo("x".repeat(63));
        assertThat(TrafficSummary.builder(DOMAIN, 4)
                        .mergeState(new ByteArrayInputStream(out.toByteArray()))
                        .build())
                .isEqualTo(summary);
    }

    @Test
    void brokenStateIsRefused() {
        for (String state :
                List.of("", "x", "mailauth-traffic-1\texample.com\t4\t0\t0\t0\n1\t2", "mailauth-traffic-1\t")) {
            assertThatThrownBy(() -> TrafficSummary.builder(DOMAIN, 4)
                            .mergeState(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aWaveOfFailingSourcesDisplacesNothingThatPasses() throws IOException {
        List<Line> wave = new ArrayList<>();
        wave.add(new Line(0, 1, 5, true, "example.com"));
        for (int network = 0; network < 200; network++) {
            wave.add(new Line(0, network, 1, false, "example.com"));
        }
        TrafficSummary summary = summary(wave);
        assertThat(summary.cells()).hasSize(5).containsValue(5L);
        assertThat(summary.failingOverflow()).isEqualTo(196);
        assertThat(summary.passingOverflow()).isZero();
    }

    @Test
    void rowsOfOtherDomainsAreIgnoredAndCounted() throws IOException {
        TrafficSummary summary = summary(List.of(new Line(0, 1, 7, true, "example.org")));
        assertThat(summary.cells()).isEmpty();
        assertThat(summary.ignoredMessages()).isEqualTo(7);
    }

    @Test
    void figuresByDayDomainAndPolicy() throws IOException {
        TrafficSummary summary = summary(List.of(
                new Line(0, 1, 3, true, "example.com"),
                new Line(0, 2, 1, false, "example.com"),
                new Line(2, 1, 5, true, "sub.example.com"),
                new Line(3, 3, 7, false, "invented.example.com")));
        LocalDate first = LocalDate.of(2027, 1, 15);
        assertThat(summary.byDay())
                .containsOnlyKeys(first, first.plusDays(2), first.plusDays(3))
                .containsEntry(first, new TrafficCount(3, 1));
        assertThat(summary.byDay("sub.example.com")).containsOnlyKeys(first.plusDays(2));
        assertThat(summary.byDay().get(first).passRatio()).hasValue(0.75);
        assertThat(new TrafficCount(0, 0).passRatio()).isEmpty();
        assertThat(summary.byAuthorDomain()).containsOnlyKeys("example.com", "sub.example.com", "invented.example.com");
        assertThat(summary.subdomainsInUse()).containsOnlyKeys("sub.example.com");
        assertThat(summary.newSources(first.plusDays(1))).containsOnlyKeys("192.0.3.0/24");
        assertThat(summary.byNetwork()).containsEntry("192.0.1.0/24", new TrafficCount(8, 0));
        assertThat(summary.daysWithoutData(first, first.plusDays(5)))
                .containsExactly(first.plusDays(1), first.plusDays(4));
        assertThat(summary.policyTimeline().get(first)).containsOnlyKeys("none");
        assertThat(summary.overrides()).isEmpty();
    }

    private static TrafficSummary merged(TrafficSummary one, TrafficSummary other) {
        return TrafficSummary.builder(DOMAIN, 4).merge(one).merge(other).build();
    }

    private static TrafficSummary summary(List<Line> lines) throws IOException {
        TrafficSummary.Builder builder = TrafficSummary.builder(DOMAIN, 4);
        for (Line line : lines) {
            String xml = ReportXml.start("example.com", "Example", 1_800_000_000L + line.day() * 86_400L, "none")
                    + ReportXml.row(
                            "192.0." + line.network() + ".1", line.count(), line.from(), line.pass(), false, "", "")
                    + ReportXml.END;
            AggregateReportReader.withDefaultLimits().read(xml.getBytes(StandardCharsets.UTF_8), builder::add);
        }
        return builder.build();
    }
}
