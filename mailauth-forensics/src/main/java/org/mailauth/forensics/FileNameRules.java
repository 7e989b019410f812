package org.mailauth.forensics;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.mailauth.forensics.mime.FileKind;
import org.mailauth.forensics.mime.FileName;
import org.mailauth.forensics.mime.MimeEntity;
import org.mailauth.forensics.mime.MimeField;

/** File names that make people take a file for another one (RFC 2183 §2.3, and the parameter name of Content-Type). */
final class FileNameRules {
    private FileNameRules() {}

    static List<ForensicRule> all() {
        return List.of(
                name(
                        "mime.double-extension",
                        Severity.HIGH,
                        FileName::hasDoubleExtension,
                        "ends as a file that runs, behind the extension of one to look at."),
                // UAX 9 §2.2: honest names have no use for overrides. Others come along when people copy text.
                name(
                        "mime.direction-override",
                        Severity.HIGH,
                        has(c -> c == 0x202D || c == 0x202E),
                        "overrides the direction of its text, so that another extension seems to be at its end."),
                name(
                        "mime.direction-control",
                        Severity.LOW,
                        has(c -> c == 0x202A || c == 0x202B || (c >= 0x2066 && c <= 0x2069)),
                        "changes the direction of its text, so that it is shown in another order than written."),
                name(
                        "mime.control-in-name",
                        Severity.MEDIUM,
                        has(c -> (c < ' ' && c != '\t') || c == 0x7F),
                        "has a control character, at which some programs cut it off."),
                MimeRules.rule("mime.type-against-extension", Severity.MEDIUM, FileNameRules::typeAgainstExtension),
                MimeRules.rule("mime.names-disagree", Severity.MEDIUM, FileNameRules::namesDisagree));
    }

    private static Predicate<FileName> has(IntPredicate character) {
        return name -> name.text().chars().anyMatch(character);
    }

    /** Once for each entity: name and filename mostly say the same. */
    private static ForensicRule name(String code, Severity severity, Predicate<FileName> sign, String explanation) {
        return MimeRules.rule(
                code,
                severity,
                (facts, entity) -> entity.fileNames().stream()
                        .filter(sign)
                        .limit(1)
                        .map(name -> observe(facts, entity, name, explanation))
                        .toList());
    }

    private static Observation observe(HeaderFacts facts, MimeEntity entity, FileName name, String explanation) {
        return MimePlaces.observe(
                facts,
                entity,
                name.field(),
                name.parameter(),
                "the file name \"" + Shown.text(name.text()) + "\" " + explanation);
    }

    private static List<Observation> typeAgainstExtension(HeaderFacts facts, MimeEntity entity) {
        String type = entity.type().map(MimeField::value).orElse("");
        FileKind declared = FileKind.ofType(type);
        return entity.fileNames().stream()
                .filter(name -> isContradiction(declared, name.kind()))
                .limit(1)
                .map(name -> observe(facts, entity, name, "does not go with the type " + Shown.text(type) + "."))
                .toList();
    }

    /** Only where one of the two runs; source code as text/plain is honest. */
    private static boolean isContradiction(FileKind type, FileKind extension) {
        boolean known = type != FileKind.UNKNOWN && extension != FileKind.UNKNOWN;
        boolean source = type == FileKind.TEXT && (extension == FileKind.SCRIPT || extension == FileKind.MARKUP);
        return known && type != extension && (type.isRun() || extension.isRun()) && !source;
    }

    private static List<Observation> namesDisagree(HeaderFacts facts, MimeEntity entity) {
        List<FileName> names =
                entity.fileNames().stream().filter(FileName::hasExtension).toList();
        boolean runs = names.stream().anyMatch(name -> name.kind().isRun());
        return names.stream()
                .filter(name -> runs && name.kind() != names.get(0).kind())
                .limit(1)
                .map(name -> observe(
                        facts,
                        entity,
                        name,
                        "is another kind of file than \""
                                + Shown.text(names.get(0).text()) + "\", which is its name, too."))
                .toList();
    }
}
