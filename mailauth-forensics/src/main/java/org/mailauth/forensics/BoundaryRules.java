package org.mailauth.forensics;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailauth.forensics.mime.MimeEntity;
import org.mailauth.forensics.mime.MimeField;
import org.mailauth.forensics.mime.MimeParameter;

/** Boundaries of parts (RFC 2046 §5.1.1) by which programs divide a message in different ways. */
final class BoundaryRules {
    private static final int MAX_LENGTH = 70;
    private static final String SIGNS = "'()+_,-./:=? ";

    private BoundaryRules() {}

    static List<ForensicRule> all() {
        return List.of(
                MimeRules.rule("mime.boundary-missing", Severity.MEDIUM, BoundaryRules::missing),
                MimeRules.rule("mime.boundary-repeated", Severity.MEDIUM, BoundaryRules::repeated),
                text(
                        "mime.boundary-illegal",
                        boundary -> boundary.endsWith(" ") || !boundary.chars().allMatch(BoundaryRules::isAllowed),
                        "the boundary has a character that none may have there."),
                text(
                        "mime.boundary-too-long",
                        boundary -> boundary.length() > MAX_LENGTH,
                        "the boundary is longer than 70 characters."),
                MimeRules.rule("mime.boundary-unused", Severity.MEDIUM, BoundaryRules::unused));
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || SIGNS.indexOf(c) >= 0;
    }

    private static Optional<MimeField> multipart(MimeEntity entity) {
        return entity.type().filter(MimeField::isMultipart);
    }

    private static List<Observation> missing(HeaderFacts facts, MimeEntity entity) {
        return multipart(entity)
                .filter(type -> type.parameter("boundary")
                        .filter(boundary -> !boundary.text().isEmpty())
                        .isEmpty())
                .map(type -> MimePlaces.observe(
                        facts, entity, type, "names no boundary, and programs guess what the parts are."))
                .stream()
                .toList();
    }

    private static List<Observation> repeated(HeaderFacts facts, MimeEntity entity) {
        return multipart(entity)
                .filter(BoundaryRules::hasSeveral)
                .map(type -> MimePlaces.observe(
                        facts, entity, type, "names more than one boundary; programs differ in which one they follow."))
                .stream()
                .toList();
    }

    private static boolean hasSeveral(MimeField type) {
        List<MimeParameter> boundaries = type.parameters().stream()
                .filter(parameter -> parameter.name().equals("boundary"))
                .toList();
        Set<String> texts = boundaries.stream().map(MimeParameter::text).collect(Collectors.toUnmodifiableSet());
        return texts.size() > 1 || boundaries.stream().anyMatch(MimeParameter::isAmbiguous);
    }

    private static ForensicRule text(String code, Predicate<String> sign, String explanation) {
        return MimeRules.rule(
                code,
                Severity.LOW,
                (facts, entity) -> multipart(entity).stream()
                        .flatMap(type -> type.parameter("boundary").stream()
                                .filter(boundary -> sign.test(boundary.text()))
                                .map(boundary -> MimePlaces.observe(
                                        facts,
                                        entity,
                                        type,
                                        boundary,
                                        explanation + " Programs differ in what they do.")))
                        .toList());
    }

    private static List<Observation> unused(HeaderFacts facts, MimeEntity entity) {
        return multipart(entity)
                .filter(type -> !entity.isFirstPart() && facts.mime().isBoundaryUnused())
                .map(type -> MimePlaces.observe(
                        facts, entity, type, "the body has no line of the boundary, as far as it was looked at."))
                .stream()
                .toList();
    }
}
