package org.mailauth.forensics;

import java.util.List;
import org.mailauth.forensics.mime.MimeEntity;
import org.mailauth.forensics.mime.MimeField;
import org.mailauth.forensics.mime.MimeParameter;

/** Observations about MIME fields. Those about the first part have their evidence where the message names its boundary. */
final class MimePlaces {
    private MimePlaces() {}

    static Observation observe(HeaderFacts facts, MimeEntity entity, MimeField field, String explanation) {
        return observe(
                facts, entity, new Evidence(field.index(), field.name(), field.start(), field.end()), explanation);
    }

    static Observation observe(
            HeaderFacts facts, MimeEntity entity, MimeField field, MimeParameter parameter, String explanation) {
        return observe(
                facts,
                entity,
                new Evidence(field.index(), field.name(), parameter.start(), parameter.end()),
                explanation);
    }

    static Observation observe(HeaderFacts facts, MimeEntity entity, Evidence place, String explanation) {
        return entity.isFirstPart()
                ? new Observation(
                        boundary(facts),
                        "First part, " + place.fieldName() + ": " + explanation,
                        List.of(Source.FIRST_PART))
                : new Observation(List.of(place), place.fieldName() + ": " + explanation, List.of(Source.HEADER));
    }

    private static List<Evidence> boundary(HeaderFacts facts) {
        return facts.mime().message().type().stream()
                .flatMap(type -> facts.mime().boundary().stream()
                        .map(one -> new Evidence(type.index(), type.name(), one.start(), one.end())))
                .toList();
    }
}
