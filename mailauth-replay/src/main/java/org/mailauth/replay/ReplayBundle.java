package org.mailauth.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.SmtpSession;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/**
 * Gives the verdicts of one authentication again, offline: holds the message, what the client said, the time, the options,
 * every answer of the DNS, and the verdicts as they were.
 *
 * <p>A bundle that {@linkplain #isHashesOnly() holds hashes only} has no body, and gives the same verdicts all the same. It
 * still reveals the whole header with its addresses and subject, the client, the names asked for, the size of the body and
 * what is wrong with its octets and where; and whoever has, or can guess, a body can tell whether it is the one. The same goes
 * for the start of a body where a signature with {@code l=} covers only that.
 *
 * <p>Made by {@link ReplayRecorder}. Immutable and thread-safe; it is held in memory as a whole. The format is described in
 * {@code docs/replay.md}.
 */
public final class ReplayBundle {
    private final Contents contents;

    ReplayBundle(Contents contents) {
        this.contents = contents;
    }

    /**
     * Reads a bundle, with the default limits.
     *
     * @param in read to its end or the limit; not closed
     * @return the bundle
     * @throws ReplayFormatException when the octets are no bundle that this version can read
     * @throws IOException when the stream cannot be read
     */
    public static ReplayBundle read(InputStream in) throws IOException, ReplayFormatException {
        return read(in, ReplayLimits.defaults());
    }

    /**
     * Reads a bundle, which may come from a stranger.
     *
     * @param in read to its end or the limit; not closed
     * @param limits what the bundle may cost
     * @return the bundle
     * @throws ReplayFormatException when the octets are no bundle that this version can read
     * @throws IOException when the stream cannot be read
     */
    public static ReplayBundle read(InputStream in, ReplayLimits limits) throws IOException, ReplayFormatException {
        return new ReplayBundle(BundleReader.read(in.readNBytes(limits.octets() + 1), limits));
    }

    /**
     * Writes the bundle as JSON in ASCII; the same bundle always gives the same octets.
     *
     * @param out takes the octets; not closed
     * @throws IOException when {@code out} throws it
     */
    public void writeTo(OutputStream out) throws IOException {
        BundleWriter.write(contents, out);
    }

    /**
     * Does the authentication again, from what the bundle holds and nothing else, and compares. No question leaves the
     * process; time that ran out then runs out again, without waiting.
     *
     * @return the verdicts, and what differs from the recorded ones
     */
    public Replay replay() {
        Player player = new Player(contents);
        MessageAuthentication authentication = player.play();
        return new Replay(
                authentication,
                VerdictSummary.differences(contents.verdicts(), VerdictSummary.of(authentication)),
                player.problems());
    }

    /**
     * Whether the bundle has no body, but the hashes of it that the signatures needed.
     *
     * @return false for a bundle with the whole message
     */
    public boolean isHashesOnly() {
        return contents.message() instanceof RecordedMessage.WithoutBody;
    }

    /**
     * The bundle without the body, for somebody who must not see it. The hashes are those that the recorded evaluation
     * needs: with another time or other answers, more may be needed, which a replay reports.
     *
     * @return a bundle with hashes only, which gives the same verdicts
     */
    public ReplayBundle withoutBody() {
        return isHashesOnly() ? this : new ReplayBundle(contents.with(new Player(contents).hash()));
    }

    /**
     * The bundle with another answer of the DNS, to see what would have been.
     *
     * @param name what is asked for
     * @param type which records are wanted
     * @param answer replaces the recorded answer, or is added
     * @return a changed bundle that has the same recorded verdicts
     */
    public ReplayBundle withAnswer(DnsName name, DnsType type, DnsAnswer answer) {
        List<RecordedAnswer> answers = new ArrayList<>(contents.answers());
        answers.removeIf(known -> known.answers(name, type));
        answers.add(new RecordedAnswer(name, type, answer, Optional.empty()));
        return new ReplayBundle(contents.with(answers));
    }

    /**
     * The bundle at another time, to see what would have been.
     *
     * @param instant in the years 0 to 9999
     * @return a changed bundle that has the same recorded verdicts
     */
    public ReplayBundle at(Instant instant) {
        return new ReplayBundle(contents.at(Objects.requireNonNull(instant, "instant")));
    }

    /**
     * What the client said.
     *
     * @return never null
     */
    public SmtpSession session() {
        return contents.session();
    }

    /**
     * The options of the authentication.
     *
     * @return never null
     */
    public ReplaySettings settings() {
        return contents.settings();
    }

    /**
     * The time that the evaluators saw.
     *
     * @return in the years 0 to 9999
     */
    public Instant instant() {
        return contents.instant();
    }

    /**
     * Every question that was asked, with its answer.
     *
     * @return unmodifiable, sorted by name and type
     */
    public List<RecordedAnswer> answers() {
        return contents.answers();
    }

    /**
     * The verdicts as they were, by name and as text.
     *
     * @return unmodifiable, in the order in which they are told
     */
    public Map<String, String> verdicts() {
        return contents.verdicts();
    }

    /**
     * The header of the message.
     *
     * @return also of a message without a body here
     */
    public HeaderFields header() {
        return contents.message() instanceof RecordedMessage.WithoutBody known
                ? known.header()
                : message().map(Message::header).orElseThrow();
    }

    /**
     * The whole message.
     *
     * @return empty for a bundle with hashes only
     */
    public Optional<Message> message() {
        return contents.message() instanceof RecordedMessage.Whole whole
                ? Optional.of(
                        Message.of(whole.octets().array(), contents.settings().messageLimits()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "ReplayBundle[" + contents.instant() + (isHashesOnly() ? ", hashes only" : "") + ", "
                + contents.answers().size() + " answers]";
    }
}
