package org.mailauth.replay;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.internal.canon.WantedHash;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;

/** Reads a bundle from a stranger. */
final class BundleReader {
    /** Longer than any digest. */
    private static final int MAX_HASH = 64;

    private static final byte[] CRLF = {'\r', '\n'};

    private BundleReader() {}

    static Contents read(byte[] octets, ReplayLimits limits) throws ReplayFormatException {
        if (octets.length > limits.octets()) {
            throw new ReplayFormatException(
                    Problem.of("replay.limit", "", "it has more than " + limits.octets() + " octets"));
        }
        Members bundle = JsonTree.object(octets);
        requireVersion(bundle);
        try {
            return read(bundle, limits);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException refused) {
            // What the values of the library refuse, no bundle can hold.
            throw ReplayFormatException.of("it holds an impossible value: " + refused.getMessage());
        }
    }

    private static void requireVersion(Members bundle) throws ReplayFormatException {
        if (!bundle.text("format").equals(Format.NAME)) {
            throw ReplayFormatException.of("its format is not " + Format.NAME);
        }
        long version = bundle.number("version", 1L, Long.MAX_VALUE);
        if (version != Format.VERSION) {
            throw new ReplayFormatException(
                    Problem.of("replay.version", "", "its version is " + version + ", and not " + Format.VERSION));
        }
    }

    private static Contents read(Members bundle, ReplayLimits limits) throws ReplayFormatException {
        ReplaySettings settings = new SettingsReader(limits).read(bundle.object("settings"));
        boolean rfc7489 = settings.isRfc7489();
        Members session = bundle.object("session");
        Members message = bundle.object("message");
        List<RecordedAnswer> answers = bundle.objects("dns", AnswerReader::read);
        requireFew(answers, limits);
        requireOneAnswerEach(answers);
        return new Contents(
                settings,
                SmtpSession.builder()
                        .clientIp(session.text("clientIp"))
                        .helo(session.text("helo"))
                        .mailFrom(session.text("mailFrom"))
                        .build(),
                Instant.parse(bundle.text("clock")),
                rfc7489 ? bundle.number("seed", Long.MIN_VALUE, Long.MAX_VALUE) : 0,
                rfc7489 ? bundle.objects("organizationalDomains", BundleReader::readOrganizationalDomain) : List.of(),
                answers,
                bundle.flag("dnsExhausted"),
                bundle.flag("hashesOnly")
                        ? readWithoutBody(message, settings.messageLimits())
                        : new RecordedMessage.Whole(octets(message, "octets")),
                bundle.object("verdicts").texts());
    }

    /** No authentication asks more than its budget allows, and as many may have been added to see what would have been. */
    private static void requireFew(List<RecordedAnswer> answers, ReplayLimits limits) throws ReplayFormatException {
        long most = 2L * limits.budget().dnsQuestions();
        if (answers.size() > most) {
            throw new ReplayFormatException(
                    Problem.of("replay.limit", "", "it has more than " + most + " answers of the DNS"));
        }
    }

    private static void requireOneAnswerEach(List<RecordedAnswer> answers) throws ReplayFormatException {
        Set<AnswerPlayer.Key> keys = new HashSet<>();
        for (RecordedAnswer answer : answers) {
            if (!keys.add(new AnswerPlayer.Key(answer.name(), answer.type()))) {
                throw ReplayFormatException.of("dns holds two answers to " + answer.name() + " " + answer.type());
            }
        }
    }

    private static OrganizationalDomains.Answer readOrganizationalDomain(Members answer) throws ReplayFormatException {
        return new OrganizationalDomains.Answer(
                DomainName.of(answer.text("name")),
                answer.optionalText("organizationalDomain").map(DomainName::of));
    }

    private static RecordedMessage.Octets octets(Members members, String name) throws ReplayFormatException {
        return new RecordedMessage.Octets(Base64.getDecoder().decode(members.text(name)));
    }

    private static RecordedMessage readWithoutBody(Members message, MessageLimits limits) throws ReplayFormatException {
        List<HeaderField> fields = new ArrayList<>();
        List<String> texts = message.texts("header");
        if (texts.size() > limits.fields()) {
            throw message.wrong("header", "has more fields than messageLimits allows");
        }
        long octets = 0;
        for (String text : texts) {
            octets += text.length();
            fields.add(readField(message, text, limits));
        }
        if (octets > limits.headerOctets()) {
            throw message.wrong("header", "has more octets than messageLimits allows");
        }
        Optional<Problem> brokenLimit =
                message.has("brokenLimit") ? Optional.of(readProblem(message.object("brokenLimit"))) : Optional.empty();
        return new RecordedMessage.WithoutBody(
                HeaderFields.of(fields),
                message.number("bodyLength", 0L, 2L * Integer.MAX_VALUE),
                message.objects("problems", BundleReader::readProblem),
                brokenLimit,
                message.objects("bodyHashes", BundleReader::readHash));
    }

    /** One field is read as a message that has no other, so that nothing in it can be taken for a second one. */
    private static HeaderField readField(Members message, String text, MessageLimits limits)
            throws ReplayFormatException {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        if (!Format.text(octets).equals(text)) {
            throw message.wrong("header", "holds a character that is no octet");
        }
        byte[] ended = new byte[octets.length + CRLF.length];
        System.arraycopy(octets, 0, ended, 0, octets.length);
        System.arraycopy(CRLF, 0, ended, octets.length, CRLF.length);
        HeaderFields read =
                Message.of(ended, limits.withMessageOctets(Integer.MAX_VALUE)).header();
        if (read.size() != 1 || read.all().get(0).length() != octets.length) {
            throw message.wrong("header", "holds something else than one field a string");
        }
        return read.all().get(0);
    }

    private static RecordedMessage.Hash readHash(Members hash) throws ReplayFormatException {
        RecordedMessage.Octets value = octets(hash, "value");
        if (value.array().length > MAX_HASH) {
            throw hash.wrong("value", "is no hash");
        }
        return new RecordedMessage.Hash(
                new WantedHash(
                        hash.word("canonicalization", BodyCanonicalization.class),
                        hash.text("digest"),
                        hash.has("limit") ? hash.number("limit", 0L, Long.MAX_VALUE) : Long.MAX_VALUE),
                value,
                hash.number("canonicalLength", 0L, Long.MAX_VALUE));
    }

    private static Problem readProblem(Members problem) throws ReplayFormatException {
        return new Problem(
                problem.text("code"),
                problem.text("reference"),
                problem.text("text"),
                problem.has("position")
                        ? OptionalLong.of(problem.number("position", 0L, Long.MAX_VALUE))
                        : OptionalLong.empty());
    }
}
