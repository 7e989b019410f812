package org.mailauth.cli.headers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.trust.IgnoredResults;
import org.mailauth.cli.html.HtmlPage;
import org.mailauth.cli.html.HtmlText;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.cli.output.Words;
import org.mailauth.forensics.Evidence;
import org.mailauth.forensics.ForensicFinding;
import org.mailauth.forensics.Severity;
import org.mailauth.forensics.received.Hop;
import org.mailauth.forensics.received.ReceivedChain;
import org.mailauth.message.HeaderField;
import org.mailauth.message.ReceivedField;

/** Shows headers as one HTML page without scripts. Not thread-safe. */
final class HeadersPage {
    private final StringBuilder body = new StringBuilder(1 << 14);
    private int messages;
    private String first = "";

    void add(ExaminedHeader examined) {
        messages++;
        String title = Inputs.title(examined.file());
        if (first.isEmpty()) {
            first = title;
        }
        body.append("<article>\n<h2 class=\"file\">").append(text(title)).append("</h2>\n");
        figures(examined);
        findings(examined);
        fields(examined);
        chain(examined.report().chain());
        results(examined);
        body.append("</article>\n");
    }

    String html() {
        String title = messages == 1 ? "Header of " + first : HeadersText.count(messages, "header");
        String lead = "<p class=\"lead\">Findings inform and are no verdict; a message without any is not thereby "
                + "honest.</p>\n";
        return HtmlPage.of(title, lead + body, "headers.css");
    }

    /** What a stranger wrote: its direction of writing ends where it does. */
    private static String text(String text) {
        return "<bdi>" + HtmlText.of(text) + "</bdi>";
    }

    private void figures(ExaminedHeader examined) {
        body.append("<dl class=\"figures\">\n");
        for (Severity severity : HeadersText.SEVERITIES) {
            long count = examined.report().findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            figure(severity.name(), Long.toString(count), count == 0 ? "" : " class=\"" + Words.of(severity) + "\"");
        }
        List<Hop> hops = examined.report().chain().hops();
        figure("Hops", Integer.toString(hops.size()), "");
        figure("From first to last", total(hops).map(Delay::words).orElse("not known"), "");
        body.append("</dl>\n");
    }

    private static Optional<Duration> total(List<Hop> hops) {
        if (hops.size() < 2) {
            return Optional.empty();
        }
        return hops.get(0)
                .field()
                .flatMap(ReceivedField::time)
                .flatMap(last -> hops.get(hops.size() - 1)
                        .field()
                        .flatMap(ReceivedField::time)
                        .map(start -> Duration.between(start, last)));
    }

    private void figure(String what, String value, String attributes) {
        body.append("<div><dt>")
                .append(what)
                .append("</dt><dd")
                .append(attributes)
                .append('>');
        body.append(HtmlText.of(value)).append("</dd></div>\n");
    }

    private void findings(ExaminedHeader examined) {
        body.append("<section>\n<h3>Findings</h3>\n");
        if (examined.report().findings().isEmpty()) {
            body.append("<p>Nothing was noticed.</p>\n");
        } else {
            body.append("<ul class=\"findings\">\n");
            examined.report().findings().forEach(finding -> finding(examined, finding));
            body.append("</ul>\n");
        }
        body.append("</section>\n");
    }

    private void finding(ExaminedHeader examined, ForensicFinding finding) {
        String severity = Words.of(finding.severity());
        body.append("<li class=\"").append(severity).append("\">\n<p><strong class=\"badge\">");
        body.append(finding.severity().name()).append("</strong> <code>");
        body.append(HtmlText.of(finding.code())).append("</code></p>\n<p>");
        body.append(text(finding.explanation())).append("</p>\n");
        for (Evidence evidence : finding.evidence()) {
            body.append("<p class=\"evidence\">field ")
                    .append(evidence.fieldIndex() + 1)
                    .append(", ");
            body.append(text(evidence.fieldName())).append(", octets ").append(evidence.start());
            body.append(" to ").append(evidence.end()).append("<br><code>");
            body.append(text(examined.text(evidence))).append("</code></p>\n");
        }
        body.append("<p class=\"by\">relies on: ")
                .append(HeadersText.sources(finding))
                .append("</p>\n</li>\n");
    }

    private void fields(ExaminedHeader examined) {
        body.append("<section>\n<h3>What readers see</h3>\n<dl class=\"fields\">\n");
        for (String name : HeadersText.SHOWN) {
            for (HeaderField field : examined.header().named(name)) {
                body.append("<dt>").append(text(field.name())).append("</dt><dd>");
                body.append(text(ExaminedHeader.decodedBody(field))).append("</dd>\n");
            }
        }
        body.append("</dl>\n");
        for (Problem problem : examined.problems()) {
            body.append("<p class=\"by\">note: ");
            body.append(text(problem.text() + Line.rule(problem.reference()))).append("</p>\n");
        }
        body.append("</section>\n");
    }

    private void chain(ReceivedChain chain) {
        List<Hop> hops = chain.hops();
        body.append("<section>\n<h3>The way, the first host first</h3>\n");
        if (hops.isEmpty()) {
            body.append("<p>There is no Received field.</p>\n</section>\n");
            return;
        }
        body.append("<ol class=\"hops\">\n");
        for (int at = hops.size() - 1; at >= 0; at--) {
            hop(hops, at, chain.firstExternal());
        }
        body.append("</ol>\n<p class=\"by\">")
                .append(
                        chain.firstExternal().isPresent()
                                ? "Dashed hops are the word of strangers."
                                : "Who took the message from outside cannot be told, so any hop may be the word of a stranger.")
                .append(" Bars grow with the logarithm of the delay and are full at a day.</p>\n</section>\n");
    }

    private void hop(List<Hop> hops, int at, Optional<Integer> firstExternal) {
        Hop hop = hops.get(at);
        boolean entry = firstExternal.filter(index -> index == at).isPresent();
        boolean stranger = firstExternal.map(index -> at > index).orElse(true);
        String kind = entry ? "entry" : stranger ? "stranger" : "ours";
        body.append("<li class=\"").append(kind).append("\">\n");
        hop.delay().ifPresent(this::bar);
        body.append("<p class=\"hop\"><strong>")
                .append(HeadersText.number(hops, at))
                .append(". ");
        body.append(text(HopText.by(hop))).append("</strong>");
        body.append(entry ? " <span class=\"badge\">came in here</span>" : "").append("</p>\n<p>from ");
        body.append(text(HopText.from(hop))).append("<br>with ").append(text(HopText.with(hop)));
        hop.field()
                .flatMap(ReceivedField::recipient)
                .ifPresent(path -> body.append("<br>for ").append(text(path)));
        body.append("<br><time>").append(HopText.time(hop)).append("</time></p>\n</li>\n");
    }

    private void bar(Duration delay) {
        Tone tone = Delay.tone(delay);
        String kind = tone == Tone.BAD ? "back" : tone == Tone.DOUBTFUL ? "long" : "short";
        body.append("<div class=\"delay ").append(kind).append("\"><span>").append(Delay.words(delay));
        body.append("</span><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        body.append("<rect class=\"track\" width=\"100\" height=\"8\"></rect><rect class=\"bar\" width=\"");
        body.append(Delay.percent(delay)).append("\" height=\"8\"></rect></svg></div>\n");
    }

    private void results(ExaminedHeader examined) {
        List<AuthenticationResults> believed = examined.results().results();
        List<IgnoredResults> ignored = examined.results().ignored();
        body.append("<section>\n<h3>Authentication-Results</h3>\n");
        if (believed.isEmpty()) {
            body.append("<p>None is believed.</p>\n");
        }
        for (AuthenticationResults results : believed) {
            body.append("<p>believed: <code>").append(text(results.toPayload())).append("</code></p>\n");
        }
        for (IgnoredResults results : ignored) {
            body.append("<p>not believed")
                    .append(results.authservId().map(id -> " of " + text(id)).orElse(""));
            body.append(": ").append(HtmlText.of(results.reason().text())).append("</p>\n");
        }
        body.append("</section>\n");
    }
}
