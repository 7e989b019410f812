package org.mailauth.benchmarks.outside;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailauth.benchmarks.Tables;
import org.mailauth.benchmarks.rows.Row;

/** What verifiers outside Java did with the same messages, as one table with ratios to mailauth in the same run. */
final class OutsideTable {
    private final Map<String, String> versions;
    private final Map<Work, Map<String, Answer>> answers;

    /**
     * Makes a table.
     *
     * @param versions what each implementation is
     * @param answers what each of them did with each work; all in the order in which they are shown
     */
    OutsideTable(Map<String, String> versions, Map<Work, Map<String, Answer>> answers) {
        this.versions = versions;
        this.answers = answers;
    }

    boolean anyFailed() {
        return answers.values().stream()
                .flatMap(byWho -> byWho.values().stream())
                .anyMatch(Answer::isFailed);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(Tables.machine()).append("\n\n");
        versions.forEach((who, version) ->
                text.append("- ").append(who).append(": ").append(version).append('\n'));
        text.append("\n| table | work | who | per CPU second | ± % | mailauth is |\n|---|---|---|--:|--:|--:|\n");
        answers.forEach((work, byWho) -> byWho.forEach((who, answer) -> text.append(row(work, who, answer))));
        return text.toString();
    }

    private String row(Work work, String who, Answer answer) {
        String cells = answer.measured()
                ? Tables.number(answer.perSecond())
                        + String.format(Locale.ROOT, " | %.0f | ", 100 * answer.error() / answer.median())
                        + ratio(work, who, answer)
                                .map(r -> String.format(Locale.ROOT, "%.2f times as fast", r))
                                .orElse("")
                : answer.instead().replace('|', '/') + " | | ";
        return "| " + work.group() + " | " + work.work() + " | " + who + " | " + cells + " |\n";
    }

    /** How many times as fast mailauth is, as it comes, with the same work. */
    private Optional<Double> ratio(Work work, String who, Answer answer) {
        Answer mailauth = answers.getOrDefault(work, Map.of()).get(Row.MAILAUTH);
        if (mailauth == null || !mailauth.measured() || !answer.measured() || who.equals(Row.MAILAUTH)) {
            return Optional.empty();
        }
        return Optional.of(answer.median() / mailauth.median());
    }

    void writeJson(Path file) throws IOException {
        Tables.writeJson(file, json -> {
            json.writeObjectFieldStart("versions");
            for (Map.Entry<String, String> version : versions.entrySet()) {
                json.writeStringField(version.getKey(), version.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("rows");
            for (Map.Entry<Work, Map<String, Answer>> work : answers.entrySet()) {
                for (Map.Entry<String, Answer> answer : work.getValue().entrySet()) {
                    writeRow(json, work.getKey(), answer.getKey(), answer.getValue());
                }
            }
            json.writeEndArray();
        });
    }

    private void writeRow(JsonGenerator json, Work work, String who, Answer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", work.group());
        json.writeStringField("work", work.work());
        json.writeStringField("who", who);
        if (answer.measured()) {
            json.writeNumberField("cpuNanosPerOperation", answer.median());
            json.writeNumberField("operationsPerCpuSecond", answer.perSecond());
        } else {
            json.writeStringField("instead", answer.instead());
        }
        Optional<Double> ratio = ratio(work, who, answer);
        if (ratio.isPresent()) {
            json.writeNumberField("mailauthTimesAsFast", ratio.get());
        }
        json.writeEndObject();
    }
}
