package org.mailauth.cli.verify;

import java.util.Optional;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.Protocol;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcOutcome;
import org.mailauth.spf.SpfEvaluation;
import org.mailauth.spf.SpfResult;

/**
 * Whether one message is authenticated: it passes DMARC, or, where its author's domain has no say because it publishes no
 * DMARC record, a DKIM signature or SPF for the reverse-path passes.
 */
enum Outcome {
    PASS("pass", "pass", "", ExitStatus.OK),
    NO_PASS("no-pass", "no pass", "", ExitStatus.NO_PASS),
    TEMPORARY("temporary", "no pass", " for now: a temporary failure, try again later", ExitStatus.TEMPORARY);

    private final String word;
    private final String headline;
    private final String more;
    private final ExitStatus status;

    Outcome(String word, String headline, String more, ExitStatus status) {
        this.word = word;
        this.headline = headline;
        this.more = more;
        this.status = status;
    }

    static Outcome of(MessageAuthentication authentication) {
        if (!authentication.hasEvaluated(Protocol.DMARC)) {
            return withoutPolicy(authentication);
        }
        DmarcEvaluation dmarc = authentication.dmarc();
        return switch (dmarc.result()) {
            case PASS -> PASS;
            case TEMPERROR -> TEMPORARY;
            case FAIL, PERMERROR -> NO_PASS;
            // An ambiguous author is no author whose domain could publish nothing.
            case NONE -> dmarc.outcome() == DmarcOutcome.ACCEPT ? withoutPolicy(authentication) : NO_PASS;
        };
    }

    private static Outcome withoutPolicy(MessageAuthentication authentication) {
        Optional<SpfResult> spf = authentication.spfMailFrom().map(SpfEvaluation::result);
        // RFC 6376 §6.1: one passing signature is enough.
        if (has(authentication, DkimResult.PASS) || spf.equals(Optional.of(SpfResult.PASS))) {
            return PASS;
        }
        boolean open = has(authentication, DkimResult.TEMPERROR) || spf.equals(Optional.of(SpfResult.TEMPERROR));
        return open ? TEMPORARY : NO_PASS;
    }

    private static boolean has(MessageAuthentication authentication, DkimResult result) {
        return authentication.dkim().stream().anyMatch(signature -> signature.result() == result);
    }

    /** For programs. */
    String word() {
        return word;
    }

    /** For people: a line about something that comes to this. */
    Line headline(String what) {
        Tone tone = switch (this) {
            case PASS -> Tone.GOOD;
            case NO_PASS -> Tone.BAD;
            case TEMPORARY -> Tone.DOUBTFUL;
        };
        return Line.of(what + ": ", tone, headline, more);
    }

    ExitStatus status() {
        return status;
    }
}
