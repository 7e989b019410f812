package org.mailauth.authenticator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcTrust;
import org.mailauth.arc.ArcValidation;
import org.mailauth.authres.MethodResult;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.message.Author;
import org.mailauth.spf.SpfEvaluation;

/** What every protocol found; null or empty where it was switched off or replaced. */
record Verdicts(
        Author author,
        EnvelopeAuthentication envelope,
        List<DkimVerification> signatures,
        @Nullable ArcValidation chain,
        Optional<ArcTrust> trust,
        @Nullable DmarcEvaluation dmarc,
        GivenVerdicts given,
        Set<Protocol> protocols) {

    /** All results in the order of RFC 8601 §2.7, then DMARC (RFC 9989 §9.1) and ARC (RFC 8617 §10.2). */
    List<MethodResult> inOrder(SmtpSession session) {
        List<MethodResult> results = new ArrayList<>();
        results.addAll(given.results(Protocol.DKIM));
        signatures.forEach(signature -> results.add(signature.methodResult()));
        if (signatures.isEmpty() && protocols.contains(Protocol.DKIM) && !given.has(Protocol.DKIM)) {
            results.add(MethodResult.of("dkim", "none"));
        }
        results.addAll(given.results(Protocol.SPF));
        Optional<MethodResult> mailFrom = envelope.mailFrom().map(SpfEvaluation::methodResult);
        Optional<MethodResult> helo = envelope.helo().map(SpfEvaluation::methodResult);
        mailFrom.ifPresent(results::add);
        // RFC 7208 §2.4: with a null reverse-path both are the same identity.
        helo.filter(result -> !mailFrom.equals(Optional.of(result))).ifPresent(results::add);
        results.addAll(given.results(Protocol.IPREV));
        envelope.iprev().map(IprevEvaluation::methodResult).ifPresent(results::add);
        given.auth().ifPresent(results::add);
        results.addAll(given.results(Protocol.DMARC));
        if (dmarc != null) {
            results.add(dmarc.methodResult());
        }
        results.addAll(given.results(Protocol.ARC));
        if (chain != null) {
            results.add(session.isClientKnown() ? chain.methodResult(session.clientIp()) : chain.methodResult());
        }
        return results;
    }
}
