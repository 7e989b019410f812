package org.mailauth.cli.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.options.SessionFacts;
import org.mailauth.cli.output.OwnerOnlyFile;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.replay.RecordedAuthentication;
import org.mailauth.replay.ReplayBundle;
import org.mailauth.replay.ReplayRecorder;

/** Authenticates a message and keeps all that the verdicts depend on in a new file, which only its owner can read. */
final class RecordingAuthenticator implements FileVerdicts {
    private final Recorders recorders;
    private final SessionSource sessions;
    private final Path bundle;
    private final boolean hashesOnly;
    private final boolean explain;

    /** Makes the recorder for a message. */
    @FunctionalInterface
    interface Recorders {
        ReplayRecorder recorder(boolean withSpf) throws CommandException;
    }

    RecordingAuthenticator(
            Recorders recorders, SessionSource sessions, Path bundle, boolean hashesOnly, boolean explain) {
        this.recorders = recorders;
        this.sessions = sessions;
        this.bundle = bundle;
        this.hashesOnly = hashesOnly;
        this.explain = explain;
    }

    @Override
    public FileVerdict authenticate(String file, InputStream standardInput) throws CommandException {
        byte[] octets = Inputs.read(
                file,
                standardInput,
                content -> content.readNBytes((int) MessageLimits.defaults().messageOctets() + 1));
        Message message = Message.of(octets);
        SessionFacts facts = sessions.of(message.header());
        RecordedAuthentication recorded =
                recorders.recorder(facts.reversePathKnown()).record(facts.session(), octets);
        write(hashesOnly ? recorded.bundle().withoutBody() : recorded.bundle());
        FileVerdict verdict = FileVerdict.of(file, recorded.authentication()).withUnread(facts.unread());
        return explain ? verdict.explained(message) : verdict;
    }

    private void write(ReplayBundle recorded) throws CommandException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            recorded.writeTo(out);
            OwnerOnlyFile.create(bundle, out.toByteArray());
        } catch (IOException failed) {
            throw CommandException.of("cannot write '" + bundle + "'", failed);
        }
    }
}
