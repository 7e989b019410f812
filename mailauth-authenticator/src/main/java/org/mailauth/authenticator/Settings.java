package org.mailauth.authenticator;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.mailauth.BudgetLimits;
import org.mailauth.MailAuthObserver;
import org.mailauth.Ticker;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.arc.TrustedSealers;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.MessageLimits;
import org.mailauth.spf.SpfEvaluator;

/** What an authenticator was built with. */
record Settings(
        DnsResolver resolver,
        String authservId,
        Set<Protocol> protocols,
        SpfEvaluator spf,
        DkimVerifier dkim,
        ArcVerifier arc,
        DmarcEvaluator dmarc,
        TrustedSealers trustedSealers,
        BudgetLimits budgetLimits,
        MessageLimits messageLimits,
        MailAuthObserver observer,
        Ticker ticker,
        Optional<Executor> executor,
        PrefetchLimits prefetchLimits) {}
