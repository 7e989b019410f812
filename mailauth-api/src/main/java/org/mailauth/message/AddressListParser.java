package org.mailauth.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.SyntaxException;

/**
 * Reads the address list of a field (RFC 5322 §3.4 with the obsolete forms of §4.4, the groups of RFC 6854 and the UTF-8
 * of RFC 6532), left to right in one pass. Nothing is guessed: the first mistake ends it. Encoded words are atoms like
 * others (RFC 2047 §6.2: who decodes before splitting lets a display name become an address).
 */
final class AddressListParser {
    private static final String ADDRESS = "RFC 5322 §3.4";
    private static final String OBSOLETE = "RFC 5322 §4.4";

    private final Cursor in;
    private final List<Mailbox> mailboxes = new ArrayList<>(2);
    private final List<Problem> findings = new ArrayList<>(2);

    /** What was read; {@code mistake} is what ended it early. Positions are characters of the text. */
    record Result(
            List<Mailbox> mailboxes,
            List<Problem> findings,
            @Nullable Problem mistake) {}

    private AddressListParser(String text) {
        this.in = new Cursor(text);
    }

    /** Reads an unfolded field body. */
    static Result parse(String text) {
        AddressListParser parser = new AddressListParser(text);
        Problem mistake = parser.mistakeIn(text);
        return new Result(parser.mailboxes, parser.findings, mistake);
    }

    private @Nullable Problem mistakeIn(String text) {
        // Controls and octets that are not UTF-8 may stand in no address; readers end, skip or convert what holds them.
        int character = CharacterClasses.indexOfNonText(text);
        if (character >= 0) {
            return Problem.at(
                    character, "author.character", "RFC 5322 §3.2", "a character that no address list may hold");
        }
        try {
            readList(false);
            return null;
        } catch (SyntaxException e) {
            return e.problem();
        }
    }

    private void readList(boolean group) throws SyntaxException {
        boolean empty = true;
        boolean afterComma = false;
        while (true) {
            in.skipCfws();
            boolean end = atEndOfList(group);
            if (!end && in.peek() != ',') {
                if (!empty) {
                    throw mistake("author.separator", "more follows an address than a comma");
                }
                readAddress(group);
                empty = false;
                continue;
            }
            if (empty && (afterComma || !end)) {
                note(in.position(), "author.null-member", OBSOLETE, "a comma without an address");
            }
            if (end) {
                return;
            }
            afterComma = in.skip(',');
            empty = true;
        }
    }

    private boolean atEndOfList(boolean group) {
        return in.atEnd() || (group && in.peek() == ';');
    }

    private void readAddress(boolean group) throws SyntaxException {
        int start = in.position();
        Words words = Words.read(in);
        if (in.peek() == '<') {
            if (!words.isEmpty() && !words.isPhrase()) {
                throw mistake(start, "author.display-name", "a display name starts with a word");
            }
            readAngleAddress(words);
        } else if (in.peek() == '@') {
            mailboxes.add(readAddressSpec(start, words, Optional.empty()));
        } else if (in.peek() == ':' && !group && words.isPhrase()) {
            readGroup(start);
        } else {
            throw mistake("author.address", "no address where one must be");
        }
    }

    /** RFC 6854 §2.1: a group may be in a From field, with or without mailboxes. */
    private void readGroup(int start) throws SyntaxException {
        note(start, "author.group", "RFC 6854 §3", "a group in the From field");
        in.skip(':');
        readList(true);
        if (!in.skip(';')) {
            throw mistake(start, "author.group-open", "a group has no end");
        }
    }

    private void readAngleAddress(Words displayName) throws SyntaxException {
        in.skip('<');
        in.skipCfws();
        if (in.peek() == '@' || in.peek() == ',') {
            readRoute();
        }
        int start = in.position();
        Optional<String> name = displayName.isEmpty() ? Optional.empty() : Optional.of(displayName.phrase());
        Mailbox mailbox = readAddressSpec(start, Words.read(in), name);
        in.skipCfws();
        if (!in.skip('>')) {
            throw mistake("author.angle-open", "an address in angle brackets does not end in one");
        }
        mailboxes.add(mailbox);
    }

    /** RFC 5322 §4.4: obs-route, which says where to send and not who wrote, is ignored. */
    private void readRoute() throws SyntaxException {
        note(in.position(), "author.route", OBSOLETE, "a route before the address");
        boolean named = false;
        boolean separated = true;
        while (!in.skip(':')) {
            if (in.skip(',')) {
                separated = true;
            } else if (separated && in.skip('@')) {
                readDomain();
                named = true;
                separated = false;
            } else {
                throw mistake("author.route-open", "a route has no end");
            }
            in.skipCfws();
        }
        if (!named) {
            throw mistake("author.route-open", "a route names no domain");
        }
        in.skipCfws();
    }

    private Mailbox readAddressSpec(int start, Words localPart, Optional<String> displayName) throws SyntaxException {
        if (!localPart.isLocalPart()) {
            throw mistake(start, "author.local-part", "no local-part where one must be");
        }
        noteObsolete(start, localPart);
        if (!in.skip('@')) {
            throw mistake("author.at-sign", "an address without an at sign");
        }
        in.skipCfws();
        if (in.peek() == '[') {
            return new Mailbox(displayName, localPart.joined(), Optional.empty(), Optional.of(readLiteral()));
        }
        return new Mailbox(displayName, localPart.joined(), Optional.of(readDomain()), Optional.empty());
    }

    private DomainName readDomain() throws SyntaxException {
        in.skipCfws();
        int start = in.position();
        Words words = Words.read(in);
        if (!words.isDomain()) {
            throw mistake(start, "author.domain", "no domain where one must be");
        }
        noteObsolete(start, words);
        Parsed<DomainName> domain = DomainName.parse(words.joined());
        if (domain.value().isEmpty()) {
            Problem why = domain.problems().get(0);
            throw new SyntaxException(Problem.at(start, "author.domain", why.reference(), why.text()));
        }
        return domain.value().get();
    }

    /** RFC 5322 §3.4.1: domain-literal; its quoted pairs (§4.4) are refused, blanks are dropped. */
    private String readLiteral() throws SyntaxException {
        int start = in.position();
        in.skip('[');
        String inner = in.take(c -> c != '[' && c != ']' && c != '\\');
        if (!in.skip(']')) {
            throw mistake(start, "author.literal", "a domain literal has no end");
        }
        note(start, "author.domain-literal", "RFC 5322 §3.4.1", "a domain literal, which is no domain");
        return inner.replace(" ", "").replace("\t", "");
    }

    private void noteObsolete(int start, Words words) {
        if (words.isObsolete()) {
            note(
                    start,
                    "author.obsolete-address",
                    OBSOLETE,
                    "blanks, comments or quotes between the dots of an address");
        }
    }

    /** The first of each kind only: a list of findings must not grow with the field. */
    private void note(int position, String code, String reference, String sentence) {
        if (findings.stream().noneMatch(known -> known.code().equals(code))) {
            findings.add(Problem.at(position, code, reference, sentence));
        }
    }

    private SyntaxException mistake(String code, String sentence) {
        return mistake(in.position(), code, sentence);
    }

    private static SyntaxException mistake(int position, String code, String sentence) {
        return new SyntaxException(Problem.at(position, code, ADDRESS, sentence));
    }
}
