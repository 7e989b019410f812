package org.mailauth.cli.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.authenticator.AuthenticationSession;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.Protocol;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.options.SessionFacts;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.message.MessageStream;

/**
 * Authenticates messages from files and standard input. A file is read once and only its header is held in memory, unless
 * the evidence is wanted: an explanation tries changes on the body, so it needs the whole message.
 */
final class FileAuthenticator implements FileVerdicts {
    private static final int BLOCK = 8192;

    private final MailAuthenticator complete;
    private final MailAuthenticator withoutSpf;
    private final SessionSource sessions;
    private final boolean explain;

    FileAuthenticator(MailAuthenticator.Builder settings, SessionSource sessions, boolean explain) {
        this.complete = settings.build();
        this.withoutSpf = settings.without(Protocol.SPF).build();
        this.sessions = sessions;
        this.explain = explain;
    }

    @Override
    public FileVerdict authenticate(String file, InputStream standardInput) throws CommandException {
        return explain ? explained(file, Inputs.message(file, standardInput)) : streamed(file, standardInput);
    }

    private FileVerdict explained(String file, Message message) {
        SessionFacts facts = sessions.of(message.header());
        return FileVerdict.of(file, authenticator(facts).authenticate(facts.session(), message))
                .withUnread(facts.unread())
                .explained(message);
    }

    private FileVerdict streamed(String file, InputStream standardInput) throws CommandException {
        return Inputs.read(file, standardInput, content -> {
            SessionFacts facts;
            InputStream whole = content;
            if (sessions.needsHeader()) {
                ByteArrayOutputStream start = new ByteArrayOutputStream();
                facts = sessions.of(header(content, start));
                whole = new SequenceInputStream(new ByteArrayInputStream(start.toByteArray()), content);
            } else {
                facts = sessions.of(HeaderFields.of(List.of()));
            }
            AuthenticationSession session = authenticator(facts).openStored(facts.session());
            session.message().readFrom(whole);
            return FileVerdict.of(file, session.conclude()).withUnread(facts.unread());
        });
    }

    /** Reads as far as the header goes, and keeps what was read. */
    private static HeaderFields header(InputStream in, ByteArrayOutputStream kept) throws IOException {
        List<HeaderFields> header = new ArrayList<>(1);
        MessageStream message =
                MessageStream.openStored(MessageLimits.defaults(), (fields, body) -> header.add(fields));
        byte[] block = new byte[BLOCK];
        while (header.isEmpty()) {
            int length = in.read(block);
            if (length < 0) {
                message.close();
            } else {
                kept.write(block, 0, length);
                message.write(block, 0, length);
            }
        }
        return header.get(0);
    }

    /** RFC 7208 §2.4: without its reverse-path there is no identity to check; the null one is another. */
    private MailAuthenticator authenticator(SessionFacts facts) {
        return facts.reversePathKnown() ? complete : withoutSpf;
    }
}
