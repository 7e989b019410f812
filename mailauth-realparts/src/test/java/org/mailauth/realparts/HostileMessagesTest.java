package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the independent verifiers say about the hostile messages, held against the table that is published. */
@Tag("real-parts")
class HostileMessagesTest {
    private static final Path PAGE = Path.of("..", "docs", "dkim-hostile-messages.md");
    private static final String ERROR = "error";
    private static final String NONE = "none";
    /** Its verdict depends on the order of records, which a name server is free to choose. */
    private static final String BY_ORDER = "txt-fourth-key-holds";

    private static HostileMessages corpus;
    private static Lab lab;

    @BeforeAll
    static void open() throws IOException {
        corpus = HostileMessages.read();
        lab = Lab.open(corpus.keys());
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    /** Over the network the corpus gets the results that it gets in memory. */
    @Test
    void thisLibrarySaysTheSameWithKeysFromANameServer() {
        OurVerifier verifier = new OurVerifier(lab.resolver());
        Map<String, List<Verdict>> verdicts = verifier.verify(corpus.messages());
        for (HostileMessages.Entry entry : corpus.entries()) {
            if (entry.name().equals(BY_ORDER)) {
                continue;
            }
            List<Boolean> passes = entry.results().stream().map("pass"::equals).toList();
            List<Boolean> accepted = verdicts.getOrDefault(entry.name(), List.of()).stream()
                    .map(Verdict::accepted)
                    .toList();
            assertThat(accepted)
                    .as("%s: %s", entry.name(), verdicts.get(entry.name()))
                    .isEqualTo(passes);
        }
    }

    @Test
    void theTableSaysWhatEveryVerifierSays() throws IOException {
        Map<String, Map<String, String>> words = new LinkedHashMap<>();
        for (Peer peer : Peers.in(lab)) {
            Map<String, String> said = new LinkedHashMap<>();
            ask(peer, corpus.messages(), said);
            words.put(peer.name(), said);
        }
        List<String> table = table(words);
        List<String> published = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("|"))
                .toList();
        if (!published.equals(table)) {
            Files.write(Path.of("target", "dkim-hostile-messages.table"), table);
        }
        assertThat(published)
                .as("the table in %s; what it should be lies in target", PAGE)
                .isEqualTo(table);
    }

    /** A message that makes a verifier fail altogether is looked for by halves. */
    private static void ask(Peer peer, List<SignedMessage> messages, Map<String, String> said) {
        try {
            Map<String, List<Verdict>> verdicts = peer.verify(messages);
            messages.forEach(
                    message -> said.put(message.name(), words(verdicts.getOrDefault(message.name(), List.of()))));
        } catch (IOException | RuntimeException broken) {
            if (messages.size() == 1) {
                said.put(messages.get(0).name(), ERROR);
                return;
            }
            int half = messages.size() / 2;
            ask(peer, messages.subList(0, half), said);
            ask(peer, messages.subList(half, messages.size()), said);
        }
    }

    private static String words(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return NONE;
        }
        List<String> results = verdicts.stream()
                .map(verdict -> verdict.accepted() ? "pass" : "fail")
                .toList();
        return summary(results);
    }

    private static String summary(List<String> results) {
        long passes = results.stream().filter("pass"::equals).count();
        return results.size() == 1 ? results.get(0) : passes + " of " + results.size() + " pass";
    }

    private static List<String> table(Map<String, Map<String, String>> words) {
        List<String> lines = new ArrayList<>();
        lines.add("| message | what is wrong | mailauth | " + String.join(" | ", words.keySet()) + " |");
        lines.add("|---|---|---|" + "---|".repeat(words.size()));
        Map<String, Integer> differences = new LinkedHashMap<>();
        for (HostileMessages.Entry entry : corpus.entries()) {
            StringBuilder line = new StringBuilder("| `")
                    .append(entry.name())
                    .append("` | ")
                    .append(entry.clause())
                    .append(" | ")
                    .append(ours(entry))
                    .append(" |");
            words.forEach((peer, said) -> {
                String word = said.getOrDefault(entry.name(), NONE);
                boolean differs = differs(word, entry);
                differences.merge(peer, differs ? 1 : 0, Integer::sum);
                line.append(differs ? " **" + word + "** |" : " " + word + " |");
            });
            lines.add(line.toString());
        }
        StringBuilder last = new StringBuilder("| otherwise than mailauth | | |");
        differences.values().forEach(count -> last.append(' ').append(count).append(" |"));
        lines.add(last.toString());
        return lines;
    }

    private static boolean differs(String word, HostileMessages.Entry entry) {
        boolean passes = !word.startsWith("0 of") && word.contains("pass");
        return passes != entry.passes() || word.equals(ERROR);
    }

    private static String ours(HostileMessages.Entry entry) {
        return entry.results().size() == 1
                ? entry.results().get(0) + ", " + entry.reasons().get(0)
                : summary(entry.results());
    }
}
