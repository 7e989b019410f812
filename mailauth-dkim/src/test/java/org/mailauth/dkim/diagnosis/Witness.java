package org.mailauth.dkim.diagnosis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.internal.text.Visible;

/**
 * Knows the message that was signed and the one that came, and says what is untrue about an explanation: the two must
 * differ in what it names and in nothing else. Made of regular expressions, apart from the code it judges.
 */
final class Witness {
    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, Charset.forName("windows-1252"));

    private final TestSigner signer;
    private final String was;
    private final String is;
    private final String signedBody;
    private final String body;
    private final List<String> wasFields;
    private final List<String> isFields;
    private final List<String> objections = new ArrayList<>();

    Witness(TestSigner signer, String signed, String changed) {
        this.signer = signer;
        this.was = TestSigner.body(signed);
        this.is = TestSigner.body(changed);
        this.signedBody = TestSigner.canonicalBody(signer.body(), was);
        this.body = TestSigner.canonicalBody(signer.body(), is);
        this.wasFields = TestSigner.fields(signed);
        this.isFields = TestSigner.fields(changed);
    }

    List<String> objections(List<DkimExplanation> explanations) {
        List<DkimExplanation> ofBody = part(explanations, DkimCause.Part.BODY);
        List<DkimExplanation> ofHeader = part(explanations, DkimCause.Part.HEADER);
        require(ofBody.size() + ofHeader.size() == explanations.size(), "the key is what it was");
        require(signedBody.equals(body) == ofBody.isEmpty(), "the body is explained exactly when it differs");
        boolean same = promise(wasFields).equals(promise(isFields));
        require(same == ofHeader.isEmpty(), "the header is explained exactly when it differs");
        if (ofBody.stream().allMatch(DkimExplanation::isExact) && !ofBody.isEmpty()) {
            checkBody(ofBody);
        }
        for (DkimExplanation one : ofHeader) {
            if (one.isExact()) {
                checkField(one);
            }
        }
        return objections;
    }

    private static List<DkimExplanation> part(List<DkimExplanation> explanations, DkimCause.Part part) {
        return explanations.stream().filter(one -> one.cause().part() == part).toList();
    }

    private void require(boolean truth, String what) {
        if (!truth) {
            objections.add(what);
        }
    }

    private void checkBody(List<DkimExplanation> explanations) {
        int appended = octets(explanations, DkimCause.BODY_TEXT_APPENDED);
        int prepended = octets(explanations, DkimCause.BODY_TEXT_PREPENDED);
        DkimCause first = explanations.get(0).cause();
        boolean addedOnly = explanations.size() == (appended > 0 ? 1 : 0) + (prepended > 0 ? 1 : 0);
        if (addedOnly) {
            String kept = body.substring(prepended, body.length() - appended);
            require(
                    TestSigner.canonicalBody(signer.body(), kept).equals(signedBody),
                    "what is left without the added text is what was signed");
            return;
        }
        boolean truth = switch (first) {
            case BODY_TEXT_INSERTED -> isInserted(octets(explanations, first));
            case BODY_EMPTY_WHEN_SIGNED -> signedBody.isBlank();
            case BODY_OTHER_CANONICALIZATION ->
                signer.body().equals("simple")
                        && TestSigner.canonicalBody("relaxed", is).equals(signedBody);
            case BODY_LINE_ENDINGS ->
                same(
                        was,
                        is,
                        text -> text.replaceAll(signer.body().equals("simple") ? "[\r\n]" : "[ \t\r\n]", ""),
                        appended);
            case BODY_TRAILING_WHITE_SPACE ->
                same(signedBody, body, text -> text.replaceAll("[ \t]+(?=\r\n|\\z)", ""), appended);
            case BODY_BLANK_LINES ->
                same(signedBody, body, text -> text.replaceAll("(?<=\\A|\r\n)(\r\n)+", ""), appended);
            case BODY_DOT_STUFFING ->
                same(signedBody, body, text -> text.replaceAll("(?<=\\A|\r\n)\\.+", ""), appended);
            case BODY_FROM_ESCAPED ->
                same(
                        signedBody,
                        body,
                        // A blank at a line's end is gone from the relaxed form.
                        text -> text.replaceAll("(?<=\\A|\r\n)(>+From|=46rom)(?= |\r\n|\\z)", "From"),
                        appended);
            case BODY_LONG_LINES_WRAPPED -> same(was, is, text -> text.replaceAll("[ \t\r\n!]", ""), appended);
            case BODY_CHARSET -> isOtherCharset(appended);
            case BODY_TRANSFER_ENCODING -> isOtherEncoding(appended);
            default -> false;
        };
        require(truth, "the bodies differ in what is named and nothing else: " + first);
    }

    private static int octets(List<DkimExplanation> explanations, DkimCause cause) {
        return explanations.stream()
                .filter(one -> one.cause() == cause)
                .mapToInt(one -> (int) one.octets().orElse(-1))
                .findFirst()
                .orElse(0);
    }

    private boolean isInserted(int octets) {
        for (int at = 0; at + octets <= body.length(); at++) {
            if (signedBody.equals(body.substring(0, at) + body.substring(at + octets))) {
                return octets > 0;
            }
        }
        return false;
    }

    /** Whether two texts are the same but for what is removed from both, and for a footer if there is one. */
    private static boolean same(String was, String is, UnaryOperator<String> removing, int footer) {
        String then = removing.apply(was).replaceAll("(\r\n)+\\z", "");
        String now = removing.apply(is).replaceAll("(\r\n)+\\z", "");
        return footer > 0 ? now.startsWith(then) : now.equals(then);
    }

    private boolean isOtherCharset(int footer) {
        for (Charset then : CHARSETS) {
            for (Charset now : CHARSETS) {
                Optional<String> first = decoded(signedBody, then);
                Optional<String> second = decoded(body, now);
                if (first.isPresent() && second.isPresent() && same(first.get(), second.get(), text -> text, footer)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<String> decoded(String octets, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .decode(ByteBuffer.wrap(TestSigner.octets(octets)))
                    .toString());
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    private boolean isOtherEncoding(int footer) {
        List<UnaryOperator<String>> decodings =
                List.of(text -> text, Witness::fromQuotedPrintable, Witness::fromBase64);
        return decodings.stream()
                .anyMatch(then -> decodings.stream()
                        .anyMatch(now -> same(
                                then.apply(was), now.apply(is), text -> text.replaceAll("[ \t\r\n]", ""), footer)));
    }

    private static String fromQuotedPrintable(String text) {
        String joined = text.replaceAll("=[ \t]*(\r\n|\\z)", "");
        return Pattern.compile("=([0-9A-Fa-f]{2})")
                .matcher(joined)
                .replaceAll((MatchResult found) ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    private static String fromBase64(String text) {
        try {
            return new String(Base64.getMimeDecoder().decode(TestSigner.octets(text)), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException none) {
            return text;
        }
    }

    /** The selected fields in canonical form, in the order of h=. */
    private List<String> promise(List<String> fields) {
        return selected(fields).stream()
                .map(field -> TestSigner.canonical(signer.header(), field))
                .toList();
    }

    private static List<String> selected(List<String> fields) {
        List<String> left = new ArrayList<>(fields);
        List<String> selected = new ArrayList<>();
        for (String name : TestSigner.NAMES.split(":", -1)) {
            for (int at = left.size() - 1; at >= 0; at--) {
                if (TestSigner.name(left.get(at)).equals(name)) {
                    selected.add(left.remove(at));
                    break;
                }
            }
        }
        return selected;
    }

    private void checkField(DkimExplanation one) {
        switch (one.cause()) {
            case FIELD_REFOLDED, HEADER_LINE_ENDINGS ->
                require(
                        squeezed("[ \t\r\n]", wasFields).equals(squeezed("[ \t\r\n]", isFields)),
                        "the header differs in white space only");
            case FIELD_NAME_CASE ->
                require(
                        signer.header().equals("simple") && lowered(wasFields).equals(lowered(isFields)),
                        "the header differs in the case of names only");
            case FIELD_REORDERED ->
                require(
                        promise(wasFields).stream()
                                .sorted()
                                .toList()
                                .equals(promise(isFields).stream().sorted().toList()),
                        "the same fields are signed in another order");
            case SUBJECT_TAG,
                    ADDRESS_FORM,
                    ADDRESS_REWRITTEN,
                    PARAMETER_FORM,
                    TRANSFER_ENCODING_FIELD,
                    FIELD_ENCODED_WORDS,
                    FIELD_CHARSET,
                    FIELD_ADDED,
                    FIELD_REMOVED -> checkValues(one);
            default -> objections.add("nobody did that: " + one.cause());
        }
    }

    private void checkValues(DkimExplanation one) {
        String name = one.field().orElse("");
        one.was()
                .ifPresent(value ->
                        require(values(wasFields, name).contains(blank(value)), "the field had that value: " + one));
        one.is()
                .ifPresent(value ->
                        require(values(isFields, name).contains(blank(value)), "the field has that value: " + one));
        require(one.was().isPresent() != (one.cause() == DkimCause.FIELD_ADDED), "what was is told: " + one);
        require(one.is().isPresent() != (one.cause() == DkimCause.FIELD_REMOVED), "what is is told: " + one);
        if (one.cause() == DkimCause.SUBJECT_TAG) {
            require(one.field().filter("Subject"::equalsIgnoreCase).isPresent(), "a tag is of Subject");
            require(one.octets().orElse(0) > 0, "a tag has octets");
        }
    }

    private static List<String> values(List<String> fields, String name) {
        return fields.stream()
                .filter(field -> TestSigner.name(field).equalsIgnoreCase(name))
                .map(field -> field.substring(field.indexOf(':') + 1).replace("\r\n", ""))
                .map(value -> blank(Visible.of(Explain.shown(value.strip()))))
                .toList();
    }

    private static String blank(String text) {
        return text.replaceAll("(\\s|\\\\u0009)+", " ").strip();
    }

    private static String squeezed(String pattern, List<String> fields) {
        return selected(fields).stream()
                .map(field -> field.replaceAll(pattern, ""))
                .collect(Collectors.joining("|"));
    }

    private static String lowered(List<String> fields) {
        return selected(fields).stream()
                .map(field -> TestSigner.name(field) + field.substring(field.indexOf(':')))
                .collect(Collectors.joining());
    }
}
