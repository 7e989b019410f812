package org.mailauth.arc;

import java.time.Clock;
import java.time.Duration;
import org.mailauth.DomainName;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SignedFields;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.internal.crypto.Crypto;

/** How a sealer seals. */
record SealingTerms(
        DomainName signingDomain,
        Selector selector,
        SigningKey key,
        HeaderCanonicalization headerCanonicalization,
        BodyCanonicalization bodyCanonicalization,
        SignedFields signedFields,
        Clock clock,
        Duration keyTimeout,
        Crypto crypto) {}
