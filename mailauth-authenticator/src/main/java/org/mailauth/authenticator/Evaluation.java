package org.mailauth.authenticator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.Budget;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcSession;
import org.mailauth.arc.ArcTrust;
import org.mailauth.arc.ArcValidation;
import org.mailauth.dkim.DkimSession;
import org.mailauth.dkim.DkimSignature;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dns.ForeseenQuestion;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.Author;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.spf.SpfEvaluation;

/**
 * The evaluation of one message, step by step: envelope, header, body, verdicts. The one core behind all ways to call an
 * authenticator. Lives for one message, on one thread at a time.
 */
final class Evaluation {
    private final Settings settings;
    private final SmtpSession session;
    private final GivenVerdicts given;
    private final Set<Protocol> protocols;
    private final MessageDns dns;
    private final @Nullable Prefetcher prefetcher;

    private @Nullable EnvelopeAuthentication envelope;
    private @Nullable HeaderFields header;
    private @Nullable Author author;
    private @Nullable DkimSession dkim;
    private @Nullable ArcSession arc;

    Evaluation(Settings settings, SmtpSession session, GivenVerdicts given) {
        this.settings = settings;
        this.session = session;
        this.given = given;
        this.protocols = possible(settings.protocols(), session);
        Budget budget = Budget.open(settings.budgetLimits(), settings.ticker());
        this.dns = MessageDns.open(settings.resolver(), budget, settings.observer());
        this.prefetcher = settings.executor()
                .map(executor -> new Prefetcher(dns, executor, settings.prefetchLimits()))
                .orElse(null);
    }

    /** Evaluates what the client said; once, however often it is called. */
    EnvelopeAuthentication envelope() {
        EnvelopeAuthentication known = envelope;
        if (known == null) {
            if (prefetcher != null) {
                prefetcher.run(foreseenOfEnvelope());
            }
            known = new EnvelopeAuthentication(
                    spf() ? Optional.of(settings.spf().checkHelo(session, dns)) : Optional.empty(),
                    spf() ? Optional.of(settings.spf().checkMailFrom(session, dns)) : Optional.empty(),
                    evaluates(Protocol.IPREV)
                            ? Optional.of(new IprevCheck(session.clientIp()).evaluate(dns))
                            : Optional.empty());
            envelope = known;
        }
        return known;
    }

    /** Takes the header, fetches keys and joins the pass over the body. */
    void header(HeaderFields fields, BodyStream body) {
        if (header != null) {
            throw new IllegalStateException("the header was taken already");
        }
        header = fields;
        Author claimed = AuthorExtractor.extract(fields);
        author = claimed;
        if (prefetcher != null) {
            // Foreseeing takes as long as a fifth of the evaluation, and serves nothing else.
            List<ForeseenQuestion> foreseen = foreseenOfHeader(fields, claimed);
            if (envelope == null) {
                foreseen.addAll(foreseenOfEnvelope());
            }
            prefetcher.run(foreseen);
        }
        if (evaluates(Protocol.DKIM)) {
            dkim = settings.dkim().open(fields, dns, body);
        }
        if (evaluates(Protocol.ARC)) {
            arc = settings.arc().open(fields, dns, body);
        }
    }

    /** Gives all verdicts, once the body has ended. */
    MessageAuthentication conclude(List<Problem> problems) {
        HeaderFields fields = header;
        Author claimed = author;
        if (fields == null || claimed == null) {
            throw new IllegalStateException("the message has not arrived yet");
        }
        EnvelopeAuthentication ofEnvelope = envelope();
        List<DkimVerification> signatures = dkim == null ? List.of() : dkim.conclude();
        ArcValidation chain = arc == null ? null : arc.conclude();
        Optional<ArcTrust> trust =
                Optional.ofNullable(chain).map(validation -> ArcTrust.of(validation, settings.trustedSealers()));
        DmarcEvaluation policy = evaluates(Protocol.DMARC)
                ? settings.dmarc().evaluate(claimed, identifiers(ofEnvelope, signatures), dns)
                : null;
        Recommender recommender = new Recommender(fields, ofEnvelope, trust, missing());
        Recommender.Decision decision =
                policy == null ? recommender.decide(claimed, given.dmarcOutcome()) : recommender.decide(policy);
        Verdicts verdicts =
                new Verdicts(claimed, ofEnvelope, signatures, chain, trust, decision.dmarc(), given, protocols);
        return new MessageAuthentication(
                session,
                settings.authservId(),
                verdicts,
                decision.recommendation(),
                problems,
                dns.budget().statement());
    }

    /** What DMARC rests on (RFC 9989 §5.3.3) and nobody has evaluated, neither we nor the caller. */
    private Set<Protocol> missing() {
        Set<Protocol> missing = EnumSet.of(Protocol.SPF, Protocol.DKIM);
        missing.removeIf(protocol -> protocols.contains(protocol) || given.has(protocol));
        return missing;
    }

    private List<AuthenticatedIdentifier> identifiers(
            EnvelopeAuthentication ofEnvelope, List<DkimVerification> signatures) {
        List<AuthenticatedIdentifier> identifiers = new ArrayList<>(given.identifiers());
        ofEnvelope.mailFrom().flatMap(SpfEvaluation::authenticatedIdentifier).ifPresent(identifiers::add);
        ofEnvelope.helo().flatMap(SpfEvaluation::authenticatedIdentifier).ifPresent(identifiers::add);
        signatures.forEach(signature -> signature.authenticatedIdentifier().ifPresent(identifiers::add));
        return identifiers;
    }

    private List<ForeseenQuestion> foreseenOfEnvelope() {
        List<ForeseenQuestion> foreseen = new ArrayList<>();
        if (spf()) {
            foreseen.addAll(settings.spf().foresee(session));
        }
        if (evaluates(Protocol.IPREV)) {
            foreseen.add(new IprevCheck(session.clientIp()).foresee());
        }
        return foreseen;
    }

    private List<ForeseenQuestion> foreseenOfHeader(HeaderFields fields, Author claimed) {
        List<ForeseenQuestion> foreseen = new ArrayList<>();
        if (evaluates(Protocol.DKIM)) {
            foreseen.addAll(settings.dkim().foresee(fields));
        }
        if (evaluates(Protocol.ARC)) {
            foreseen.addAll(settings.arc().foresee(fields));
        }
        if (evaluates(Protocol.DMARC)) {
            foreseen.addAll(settings.dmarc().foresee(claimed, claimedDomains(fields)));
        }
        return foreseen;
    }

    /** The domains that DMARC may have to align, before it is known which of them pass. */
    private List<DomainName> claimedDomains(HeaderFields fields) {
        List<DomainName> claimed = new ArrayList<>();
        if (spf()) {
            String mailFrom = session.mailFrom();
            DomainName.parse(mailFrom.substring(mailFrom.lastIndexOf('@') + 1))
                    .value()
                    .ifPresent(claimed::add);
        }
        if (evaluates(Protocol.DKIM)) {
            for (HeaderField field : fields.named(DkimSignature.FIELD_NAME)) {
                DkimSignature.parse(field).value().ifPresent(signature -> claimed.add(signature.signingDomain()));
            }
        }
        return claimed;
    }

    private boolean spf() {
        return evaluates(Protocol.SPF);
    }

    private boolean evaluates(Protocol protocol) {
        return protocols.contains(protocol) && !given.has(protocol);
    }

    /** What is to be evaluated; whom nobody knows can be asked nothing. */
    private static Set<Protocol> possible(Set<Protocol> wanted, SmtpSession session) {
        Set<Protocol> possible = EnumSet.noneOf(Protocol.class);
        possible.addAll(wanted);
        if (!session.isClientKnown()) {
            possible.remove(Protocol.SPF);
            possible.remove(Protocol.IPREV);
        }
        return Set.copyOf(possible);
    }
}
