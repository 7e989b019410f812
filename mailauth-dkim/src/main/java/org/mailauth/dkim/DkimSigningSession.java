package org.mailauth.dkim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.mailauth.Deadline;
import org.mailauth.Problem;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.dkim.internal.canon.SigningInput;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * Signs one message while its body goes by; opened by {@link DkimSigner#open}.
 *
 * <p>The body goes through the {@link BodyStream}, which hashes it once for all keys; {@link #conclude()} or
 * {@link #concludeAsync()} signs. Memory does not grow with the body. Not safe for concurrent use.
 */
public final class DkimSigningSession {
    private final DkimSigner signer;
    private final HeaderFields header;
    private final BodyStream body;
    private final List<String> names;
    private final Preflight preflight;
    private final BodyPass.Result bodyHash;

    /** A field whose signature is under way. */
    private record Pending(HeaderField unsigned, SignatureRequest request) {}

    /** What will be signed, and until when it holds. */
    private record Round(List<Pending> fields, List<Problem> warnings, Optional<Instant> end) {}

    DkimSigningSession(DkimSigner signer, HeaderFields header, BodyStream body) {
        this.signer = signer;
        this.header = header;
        this.body = body;
        this.names = signer.signedFields().select(header);
        this.preflight = signer.preflight(header, body, names);
        this.bodyHash = BodyPass.on(body, signer.crypto(), null, DkimVerifier.SPENDER)
                .want(signer.bodyCanonicalization(), SigningAlgorithm.RSA_SHA256.digestName(), Long.MAX_VALUE);
    }

    /**
     * What was found in the message until now: all of it when the body has ended. When there are refusals already, the
     * message will not be signed, whatever follows.
     *
     * @return findings of the header, and of the body when it has ended
     */
    public PreflightReport preflight() {
        return preflight.report();
    }

    /**
     * Signs with every key, once the body has ended. Blocks while keys that somebody else holds are waited for, at most
     * for the time of {@link DkimSigner.Builder#keyTimeout}.
     *
     * @return the signature fields, or why there are none
     * @throws IllegalStateException when the body has not ended: a part of a message is not signed
     */
    public DkimSigning conclude() {
        PreflightReport report = finalReport();
        if (!report.refusals().isEmpty()) {
            return new DkimSigning.Refused(report.refusals());
        }
        Deadline deadline = Deadline.after(signer.keyTimeout());
        Round round = ask(report, (key, input) -> SignatureRequest.start(key, input, deadline));
        List<KeySignature> signatures = new ArrayList<>();
        for (Pending field : round.fields()) {
            signatures.add(field.request().await(deadline));
        }
        return finish(round, signatures);
    }

    /**
     * Signs with every key, once the body has ended, and waits for none. Keys held here, and those of a
     * {@link DigestSigner}, sign on the calling thread; what follows the answer of others runs on the thread that they
     * answer on. There is no deadline: where a holder may never answer, the caller sets one.
     *
     * @return completes with the signature fields, or why there are none; never with an exception
     * @throws IllegalStateException when the body has not ended: a part of a message is not signed
     */
    public CompletionStage<DkimSigning> concludeAsync() {
        PreflightReport report = finalReport();
        if (!report.refusals().isEmpty()) {
            DkimSigning refused = new DkimSigning.Refused(report.refusals());
            return CompletableFuture.completedStage(refused);
        }
        Round round = ask(report, SignatureRequest::start);
        List<CompletableFuture<KeySignature>> outcomes =
                round.fields().stream().map(field -> field.request().outcome()).toList();
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> finish(
                        round, outcomes.stream().map(CompletableFuture::join).toList()))
                .minimalCompletionStage();
    }

    private PreflightReport finalReport() {
        if (!body.isEnded()) {
            throw new IllegalStateException("the body has not ended; close it first");
        }
        return preflight.report();
    }

    /** Asks every key before any is waited for. */
    private Round ask(PreflightReport report, BiFunction<SigningKey, byte[], SignatureRequest> asking) {
        Instant now = signer.clock().instant();
        List<Pending> fields = new ArrayList<>();
        for (DkimSigner.KeyedSelector keyed : signer.keys()) {
            HeaderField unsigned = SignatureField.unsigned(
                    keyed.key().algorithm(), signer.statement(keyed, now), names, bodyHash.value());
            byte[] input = SigningInput.of(header, names, signer.headerCanonicalizer(), unsigned, 0, 0)
                    .toArray();
            fields.add(new Pending(unsigned, asking.apply(keyed.key(), input)));
        }
        return new Round(fields, report.warnings(), signer.expiration(now));
    }

    private DkimSigning finish(Round round, List<KeySignature> signatures) {
        List<HeaderField> fields = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int at = 0; at < signatures.size(); at++) {
            HeaderField unsigned = round.fields().get(at).unsigned();
            KeySignature signature = signatures.get(at);
            signature.octets().ifPresent(octets -> fields.add(SignatureField.signed(unsigned, octets)));
            signature.problem().ifPresent(problems::add);
        }
        if (round.end().filter(end -> !signer.clock().instant().isBefore(end)).isPresent()) {
            // RFC 6376 §3.5 x=: what has expired already, while a key was slow, no verifier accepts.
            return new DkimSigning.Refused(List.of(
                    Problem.of("dkim.expired", "RFC 6376 §3.5", "the lifetime was over before every key had signed")));
        }
        return problems.isEmpty()
                ? new DkimSigning.Signed(fields, round.warnings())
                : new DkimSigning.Failed(fields, problems);
    }
}
