package org.mailauth.replay;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.mailauth.BudgetLimits;
import org.mailauth.Problem;
import org.mailauth.authenticator.AuthenticationSession;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.PrefetchLimits;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.dkim.internal.canon.RecordedBody;
import org.mailauth.dkim.internal.canon.WantedHash;
import org.mailauth.dmarc.DmarcMode;
import org.mailauth.dns.DnsFailure;
import org.mailauth.message.BodyStream;
import org.mailauth.message.Message;

/** Does one authentication again, once, from the contents of a bundle and nothing else. */
final class Player {
    private final Contents contents;
    private final AnswerPlayer dns;
    private final OrganizationalDomains.Player domains;
    private final AuthenticationSession session;
    private final List<WantedHash> missingHashes = new ArrayList<>();

    Player(Contents contents) {
        this.contents = contents;
        boolean ahead = contents.settings().prefetch().isPresent();
        boolean racing = ahead && contents.questionsExhausted();
        this.dns = new AnswerPlayer(contents.answers(), refusal(ahead));
        this.domains = new OrganizationalDomains.Player(contents.organizationalDomains());
        this.session = authenticator(racing).open(contents.session());
    }

    /** Which questions were refused, when several were asked side by side, only the recorded answers tell. */
    private @Nullable DnsFailure refusal(boolean ahead) {
        if (ahead && contents.questionsExhausted()) {
            return DnsFailure.BUDGET_EXHAUSTED;
        }
        boolean late =
                contents.answers().stream().anyMatch(answer -> answer.after().isPresent());
        return ahead && late ? DnsFailure.TIMEOUT : null;
    }

    private MailAuthenticator authenticator(boolean racing) {
        ReplaySettings settings = contents.settings();
        DmarcMode mode =
                settings.isRfc7489() ? DmarcMode.rfc7489(domains, new Random(contents.seed())) : DmarcMode.rfc9989();
        MailAuthenticator.Builder builder = settings.authenticator(
                        dns, Clock.fixed(contents.instant(), ZoneOffset.UTC), mode)
                .ticker(dns);
        BudgetLimits budget = settings.budgetLimits();
        if (racing) {
            return builder.budgetLimits(budget.withDnsQuestions(Integer.MAX_VALUE))
                    .build();
        }
        settings.prefetch().ifPresent(limits -> builder.prefetch(dns, within(budget, limits)));
        return builder.build();
    }

    /** What is beyond the budget is not asked, and what is not asked leads to nothing. */
    private static PrefetchLimits within(BudgetLimits budget, PrefetchLimits limits) {
        return new PrefetchLimits(Math.min(limits.questions(), Math.max(1, budget.dnsQuestions())), limits.rounds());
    }

    /** All verdicts; nothing is missing only if {@link #problems()} says so. */
    MessageAuthentication play() {
        if (contents.message() instanceof RecordedMessage.WithoutBody known) {
            return play(known);
        }
        Message message = wholeMessage();
        return play(message, BodyStream.of(message));
    }

    private Message wholeMessage() {
        if (contents.message() instanceof RecordedMessage.Whole whole) {
            return Message.of(whole.octets().array(), contents.settings().messageLimits());
        }
        throw new IllegalStateException("the body is not at hand");
    }

    private MessageAuthentication play(Message message, BodyStream body) {
        session.takeHeader(message.header(), body);
        body.takeBodyOf(message);
        return session.conclude();
    }

    private MessageAuthentication play(RecordedMessage.WithoutBody known) {
        Map<WantedHash, RecordedBody.Value> hashes = new LinkedHashMap<>();
        for (RecordedMessage.Hash hash : known.hashes()) {
            hashes.put(hash.what(), new RecordedBody.Value(hash.value().array(), hash.canonicalLength()));
        }
        BodyStream body = BodyStream.open(known.problems(), known.brokenLimit());
        RecordedBody recorded =
                body.join(RecordedBody.class, RecordedBody.class, () -> new RecordedBody(known.bodyLength(), hashes));
        session.takeHeader(known.header(), body);
        body.close();
        MessageAuthentication authentication = session.conclude();
        if (body.joined(BodyPass.class).stream().noneMatch(BodyPass::isExhausted)) {
            missingHashes.addAll(recorded.missing());
        }
        return authentication;
    }

    /** The message without its body, but with the hashes of it that a replay needs. */
    RecordedMessage.WithoutBody hash() {
        Message message = wholeMessage();
        BodyStream body = BodyStream.of(message);
        play(message, body);
        Map<WantedHash, RecordedMessage.Hash> hashes = new LinkedHashMap<>();
        for (BodyPass pass : body.joined(BodyPass.class)) {
            if (!pass.isExhausted()) {
                pass.results()
                        .forEach((what, result) -> hashes.put(
                                what,
                                new RecordedMessage.Hash(
                                        what,
                                        new RecordedMessage.Octets(
                                                result.value().clone()),
                                        result.canonicalLength())));
            }
        }
        return new RecordedMessage.WithoutBody(
                message.header(),
                message.bodyLength(),
                message.problems(),
                message.brokenLimit(),
                List.copyOf(hashes.values()));
    }

    /** What was needed and was not recorded. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        dns.missing()
                .forEach(key -> problems.add(Problem.of(
                        "replay.question-missing",
                        "",
                        "the bundle does not hold the answer to " + key.name() + " " + key.type())));
        missingHashes.forEach(what -> problems.add(Problem.of(
                "replay.body-hash-missing",
                "",
                "the bundle holds neither the body nor its " + what.digestName() + " hash in the form "
                        + what.form().word() + (what.limit() == Long.MAX_VALUE ? "" : ", l=" + what.limit()))));
        domains.missing()
                .forEach(name -> problems.add(Problem.of(
                        "replay.organizational-domain-missing",
                        "",
                        "the bundle does not hold the Organizational Domain of " + name)));
        return List.copyOf(problems);
    }
}
