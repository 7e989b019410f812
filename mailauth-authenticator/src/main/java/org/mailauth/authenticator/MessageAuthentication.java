package org.mailauth.authenticator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.BudgetStatement;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcTrust;
import org.mailauth.arc.ArcValidation;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.message.Author;
import org.mailauth.message.HeaderField;
import org.mailauth.spf.ReceivedSpf;
import org.mailauth.spf.SpfEvaluation;

/**
 * What is known of a message: every verdict with its evidence, the fields to put on top of it, and what to do.
 *
 * <p>Only a {@link MailAuthenticator} makes one. Immutable and thread-safe; nothing is null.
 */
public final class MessageAuthentication {
    private final SmtpSession session;
    private final String authservId;
    private final Verdicts verdicts;
    private final Recommendation recommendation;
    private final List<Problem> problems;
    private final BudgetStatement budget;

    MessageAuthentication(
            SmtpSession session,
            String authservId,
            Verdicts verdicts,
            Recommendation recommendation,
            List<Problem> problems,
            BudgetStatement budget) {
        this.session = session;
        this.authservId = authservId;
        this.verdicts = verdicts;
        this.recommendation = recommendation;
        this.problems = List.copyOf(problems);
        this.budget = budget;
    }

    /**
     * What the client said.
     *
     * @return as given
     */
    public SmtpSession session() {
        return session;
    }

    /**
     * Who the message claims to be from.
     *
     * @return the author, also an ambiguous one
     */
    public Author author() {
        return verdicts.author();
    }

    /**
     * SPF for the identity HELO.
     *
     * @return empty when SPF was switched off or given, or the client is not known
     */
    public Optional<SpfEvaluation> spfHelo() {
        return verdicts.envelope().helo();
    }

    /**
     * SPF for the identity MAIL FROM.
     *
     * @return empty when SPF was switched off or given, or the client is not known
     */
    public Optional<SpfEvaluation> spfMailFrom() {
        return verdicts.envelope().mailFrom();
    }

    /**
     * Whether the client's name leads back to it.
     *
     * @return empty when that was switched off or given, or the client is not known
     */
    public Optional<IprevEvaluation> iprev() {
        return verdicts.envelope().iprev();
    }

    /**
     * The verdict on each signature.
     *
     * @return topmost first; empty for an unsigned message, and when DKIM was switched off or given
     */
    public List<DkimVerification> dkim() {
        return verdicts.signatures();
    }

    /**
     * The verdict on the chain of custody.
     *
     * @return the validation, also of a message without a chain
     * @throws IllegalStateException when ARC was switched off or given
     */
    public ArcValidation arc() {
        ArcValidation chain = verdicts.chain();
        if (chain == null) {
            throw new IllegalStateException("ARC was not evaluated: it was switched off or given");
        }
        return chain;
    }

    /**
     * What the chain is worth by the list of trusted sealers.
     *
     * @return empty when ARC was switched off or given
     */
    public Optional<ArcTrust> arcTrust() {
        return verdicts.trust();
    }

    /**
     * Whether the message is from its author's domain, and what that domain wants; with the reasons why something else is
     * recommended, as reports need them.
     *
     * @return the evaluation
     * @throws IllegalStateException when DMARC was switched off or given
     */
    public DmarcEvaluation dmarc() {
        DmarcEvaluation dmarc = verdicts.dmarc();
        if (dmarc == null) {
            throw new IllegalStateException("DMARC was not evaluated: it was switched off or given");
        }
        return dmarc;
    }

    /**
     * Whether a protocol was evaluated here.
     *
     * @param protocol any protocol
     * @return false when it was switched off, its verdict was given, or the client is not known that it is about
     */
    public boolean hasEvaluated(Protocol protocol) {
        return verdicts.protocols().contains(protocol) && !verdicts.given().has(protocol);
    }

    /**
     * What to do with the message.
     *
     * @return a proposal with its reasons
     */
    public Recommendation recommendation() {
        return recommendation;
    }

    /**
     * All results in the order of RFC 8601 §2.7: dkim, spf, iprev, auth; then dmarc and arc.
     *
     * @return the statement of this authenticator's host
     */
    public AuthenticationResults results() {
        return AuthenticationResults.of(authservId, verdicts.inOrder(session));
    }

    /**
     * The fields to put on top of the message, above all others (RFC 8601 §4, RFC 7208 §9.1).
     *
     * @return Authentication-Results, then one Received-SPF for each identity that was checked
     */
    public List<HeaderField> headerFields() {
        List<HeaderField> fields = new ArrayList<>();
        fields.add(results().toHeaderField());
        spfMailFrom()
                .ifPresent(spf -> fields.add(ReceivedSpf.of(spf, authservId).toHeaderField()));
        spfHelo().ifPresent(spf -> fields.add(ReceivedSpf.of(spf, authservId).toHeaderField()));
        return List.copyOf(fields);
    }

    /**
     * What is wrong with the octets of the message.
     *
     * @return unmodifiable, mostly empty
     */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * What the evaluation cost, and which protocol spent it.
     *
     * @return the account as it was when the verdicts were given
     */
    public BudgetStatement budget() {
        return budget;
    }

    @Override
    public String toString() {
        return recommendation.action().word() + ": " + results();
    }
}
