package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mailauth.forensics.mime.MimeEntity;
import org.mailauth.forensics.mime.MimeField;
import org.mailauth.forensics.mime.MimeParameter;
import org.mailauth.message.HeaderField;

/** MIME fields that programs read in different ways, so that a filter and a person see two messages. */
final class MimeRules {
    private static final List<String> ONCE =
            List.of("Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "MIME-Version");

    private MimeRules() {}

    static List<ForensicRule> all() {
        return List.of(
                rule("mime.repeated-field", Severity.MEDIUM, MimeRules::repeatedFields),
                rule("mime.repeated-parameter", Severity.LOW, MimeRules::repeatedParameters),
                rule("mime.unreadable", Severity.LOW, MimeRules::unreadable));
    }

    static ForensicRule rule(
            String code, Severity severity, BiFunction<HeaderFacts, MimeEntity, List<Observation>> look) {
        return new SimpleRule(
                code,
                severity,
                facts -> facts.mime().entities().stream()
                        .flatMap(entity -> look.apply(facts, entity).stream())
                        .toList());
    }

    /** RFC 5322 §3.6 and RFC 2045 §3 allow each once. Repetitions that say the same do no harm. */
    private static List<Observation> repeatedFields(HeaderFacts facts, MimeEntity entity) {
        List<Observation> seen = new ArrayList<>(0);
        List<HeaderField> all = entity.header().all();
        for (String name : ONCE) {
            @Nullable String first = null;
            for (int at = 0; at < all.size(); at++) {
                HeaderField field = all.get(at);
                if (field.isNamed(name)) {
                    String body = field.unfoldedBody();
                    if (first != null && !first.equalsIgnoreCase(body)) {
                        seen.add(MimePlaces.observe(
                                facts,
                                entity,
                                Evidence.ofBody(entity.header(), at),
                                "is there again with another value; programs differ in which one they follow."));
                        break;
                    }
                    first = body;
                }
            }
        }
        return seen;
    }

    private static List<Observation> repeatedParameters(HeaderFacts facts, MimeEntity entity) {
        List<Observation> seen = new ArrayList<>(0);
        for (MimeField field : entity.fields()) {
            Map<String, String> values = new HashMap<>();
            for (MimeParameter parameter : field.parameters()) {
                String text = parameter.text().toLowerCase(Locale.ROOT);
                @Nullable String before = parameter.isPlain() ? values.putIfAbsent(parameter.name(), text) : null;
                boolean repeated = parameter.isAmbiguous() || (before != null && !before.equals(text));
                // The boundary has a rule of its own.
                if (repeated && !parameter.name().equals("boundary")) {
                    seen.add(MimePlaces.observe(
                            facts,
                            entity,
                            field,
                            parameter,
                            "the parameter " + Shown.text(parameter.name())
                                    + " is there again with another value; programs differ in which one they follow."));
                    break;
                }
            }
        }
        return seen;
    }

    private static List<Observation> unreadable(HeaderFacts facts, MimeEntity entity) {
        return entity.fields().stream()
                .filter(MimeField::isBroken)
                .map(field -> MimePlaces.observe(
                        facts, entity, field, "breaks the grammar, so that programs differ in what they read."))
                .toList();
    }
}
