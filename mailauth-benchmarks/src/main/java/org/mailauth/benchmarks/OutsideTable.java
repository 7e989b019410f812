package org.mailauth.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What verifiers outside Java did with the same messages, as one table with ratios to mailauth in the same run. */
final class OutsideTable {
    private final Map<String, String> versions;
    private final Map<OutsideWork, Map<String, OutsideAnswer>> answers;

    /**
     * Makes a table.
     *
     * @param versions what each implementation is
     * @param answers what each of them did with each work; all in the order in which they are shown
     */
    OutsideTable(Map<String, String> versions, Map<OutsideWork, Map<String, OutsideAnswer>> answers) {
        this.versions = versions;
        this.answers = answers;
    }

    boolean anyFailed() {
        return answers.values().stream()
                .flatMap(byWho -> byWho.values().stream())
                .anyMatch(OutsideAnswer::isFailed);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(Table.machine()).append("\n\n");
        versions.forEach((who, version) ->
                text.append("- ").append(who).append(": ").append(version).append('\n'));
        text.append("\n| table | work | who | per CPU second | ± % | mailauth is |\n|---|---|---|--:|--:|--:|\n");
        answers.forEach((work, byWho) -> byWho.forEach((who, answer) -> text.append(row(work, who, answer))));
        return text.toString();
    }

    private String row(OutsideWork work, String who, OutsideAnswer answer) {
        String cells = answer.measured()
                ? Table.number(answer.perSecond())
                        + String.format(Locale.ROOT, " | %.0f | ", 100 * answer.error() / answer.median())
                        + ratio(work, who, answer)
                                .map(r -> String.format(Locale.ROOT, "%.2f times as fast", r))
                                .orElse("")
                : answer.instead().replace('|', '/') + " | | ";
        return "| " + work.group() + " | " + work.work() + " | " + who + " | " + cells + " |\n";
    }

    /** How many times as fast mailauth is, as it comes, with the same work. */
    private Optional<Double> ratio(OutsideWork work, String who, OutsideAnswer answer) {
        OutsideAnswer mailauth = answers.getOrDefault(work, Map.of()).get(Row.MAILAUTH);
        if (mailauth == null || !mailauth.measured() || !answer.measured() || who.equals(Row.MAILAUTH)) {
            return Optional.empty();
        }
        return Optional.of(answer.median() / mailauth.median());
    }

    void writeJson(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("run", Table.machine());
            json.writeObjectFieldStart("versions");
            for (Map.Entry<String, String> version : versions.entrySet()) {
                json.writeStringField(version.getKey(), version.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("rows");
            for (Map.Entry<OutsideWork, Map<String, OutsideAnswer>> work : answers.entrySet()) {
                for (Map.Entry<String, OutsideAnswer> answer : work.getValue().entrySet()) {
                    writeRow(json, work.getKey(), answer.getKey(), answer.getValue());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeRow(JsonGenerator json, OutsideWork work, String who, OutsideAnswer answer) throws IOException {
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
