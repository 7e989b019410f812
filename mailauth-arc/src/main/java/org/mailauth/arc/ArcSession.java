package org.mailauth.arc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mailauth.Ticker;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderFields;

/**
 * The validation of one message's chain while the body goes by: it has joined the body, and concludes when the body has
 * ended. Made by {@link ArcVerifier#open}. Not safe for concurrent use.
 */
public final class ArcSession {
    private final HeaderFields header;
    private final Checking checking;
    private final BodyStream body;
    private final Chain chain;
    private final BodyPass bodyPass;
    /** For each set that is looked at, the newest first; empty when the structure is broken. */
    private final List<MessageSignatureCheck> checks = new ArrayList<>();

    private @Nullable ArcValidation concluded;

    ArcSession(HeaderFields header, Checking checking, boolean oldestPass, BodyStream body) {
        this.header = header;
        this.checking = checking;
        this.body = body;
        this.chain = Chain.of(header);
        this.bodyPass = BodyPass.on(body, checking.crypto(), checking.dns().budget(), Checking.SPENDER);
        if (chain.defect().isEmpty()) {
            int oldest = oldestPass ? 1 : chain.highest();
            for (int instance = chain.highest(); instance >= oldest; instance--) {
                checks.add(new MessageSignatureCheck(chain.sets().get(instance - 1), checking, bodyPass));
            }
        }
    }

    /**
     * Says what became of the chain. Blocks while keys are fetched.
     *
     * @return the validation; the same one when called again
     * @throws IllegalStateException when the body has not ended
     */
    public ArcValidation conclude() {
        if (!body.isEnded()) {
            throw new IllegalStateException("the body has not ended");
        }
        ArcValidation known = concluded;
        if (known == null) {
            Ticker ticker = Ticker.system();
            long start = ticker.nanos();
            known = validate();
            concluded = known;
            checking.dns().observer().decided("arc", known.status().word(), Duration.ofNanos(ticker.nanos() - start));
        }
        return known;
    }

    /** RFC 8617 §5.2. */
    private ArcValidation validate() {
        boolean noChain = chain.highest() == 0
                && chain.defect().isPresent()
                && chain.defect().get().reason() == ArcReason.NO_CHAIN;
        if (body.brokenLimit().isPresent() && !noChain) {
            return ended(Finding.of(ArcReason.MESSAGE_TOO_LARGE));
        }
        if (chain.defect().isPresent()) {
            return ended(chain.defect().get());
        }
        SignatureVerdict newest = checks.get(0).conclude(header, bodyPass);
        if (!newest.holds()) {
            return ended(Finding.at(
                    chain.highest(),
                    ArcReason.MESSAGE_SIGNATURE_FAILED,
                    newest.reason(),
                    "ARC-Message-Signature: " + newest.detail()));
        }
        SealInput input = SealInput.of(chain.sets());
        Optional<Finding> brokenSeal = SealCheck.of(chain, input, checking);
        return brokenSeal.isPresent()
                ? ended(brokenSeal.get())
                : new ArcValidation(Finding.of(ArcReason.VALIDATED), chain, oldestPass(), input, fromFields());
    }

    private ArcValidation ended(Finding finding) {
        return new ArcValidation(finding, chain, OptionalInt.empty(), null, fromFields());
    }

    private int fromFields() {
        return header.named("From").size();
    }

    /** §5.2 step 5, which decides nothing and so waits until the chain has passed. */
    private OptionalInt oldestPass() {
        if (checks.size() < chain.highest()) {
            return OptionalInt.empty();
        }
        for (int at = 1; at < checks.size(); at++) {
            if (!checks.get(at).conclude(header, bodyPass).holds()) {
                return OptionalInt.of(chain.highest() - at + 1);
            }
        }
        return OptionalInt.of(0);
    }
}
