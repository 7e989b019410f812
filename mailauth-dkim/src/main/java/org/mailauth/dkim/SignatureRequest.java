package org.mailauth.dkim;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mailauth.Deadline;

/** One signature that a key has been asked for: turns whatever the key's holder does into a {@link KeySignature}. */
final class SignatureRequest {
    private static final int MOST_OF_A_MESSAGE = 200;

    private final SigningKey key;
    private final byte[] input;
    private final CompletableFuture<KeySignature> outcome = new CompletableFuture<>();

    private SignatureRequest(SigningKey key, byte[] input) {
        this.key = key;
        this.input = input;
    }

    /** Asks the key. Keys that are held here have answered when this returns. */
    @SuppressWarnings("NullAway") // the stage is a stranger's
    static SignatureRequest start(SigningKey key, byte[] input) {
        SignatureRequest request = new SignatureRequest(key, input);
        try {
            CompletionStage<byte[]> stage = key.operation().sign(input, key.crypto());
            if (stage == null) {
                request.answer(null, null);
            } else {
                stage.whenComplete(request::answer);
            }
        } catch (InterruptedException interrupted) {
            // A holder that was waiting: whoever interrupted the thread wants it to know.
            Thread.currentThread().interrupt();
            request.outcome.complete(interrupted());
        } catch (Exception failed) {
            request.answer(null, failed);
        }
        return request;
    }

    private static KeySignature interrupted() {
        return KeySignature.failed("dkim.key-interrupted", "", "interrupted while waiting for the key to sign");
    }

    /** Asks the key, unless somebody else holds it and the time is over. */
    static SignatureRequest start(SigningKey key, byte[] input, Deadline deadline) {
        return key.isExternal() && deadline.hasPassed() ? tooLate(key) : start(key, input);
    }

    /** The outcome, to be read only; never an exception unless we are broken. */
    CompletableFuture<KeySignature> outcome() {
        return outcome;
    }

    /** A key that is not asked, because no time is left for it. */
    static SignatureRequest tooLate(SigningKey key) {
        SignatureRequest request = new SignatureRequest(key, new byte[0]);
        request.outcome.complete(late());
        return request;
    }

    private static KeySignature late() {
        return KeySignature.failed("dkim.key-timeout", "", "the key did not sign in time");
    }

    /** Waits for the outcome. */
    KeySignature await(Deadline deadline) {
        try {
            return outcome.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return late();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return interrupted();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a signature could not be judged", broken.getCause());
        }
    }

    private void answer(byte @Nullable [] signature, @Nullable Throwable failure) {
        try {
            outcome.complete(judge(signature, failure));
        } catch (Throwable broken) {
            // A defect of ours must reach the one who waits.
            outcome.completeExceptionally(broken);
            throw broken;
        }
    }

    private KeySignature judge(byte @Nullable [] signature, @Nullable Throwable failure) {
        if (failure != null) {
            return KeySignature.failed("dkim.key-failed", "", "the key did not sign: " + describe(failure));
        }
        byte[] made = signature == null ? new byte[0] : signature.clone();
        if (!key.publicHalf().accepts(made, input, key.algorithm(), key.crypto())) {
            return KeySignature.failed(
                    "dkim.key-wrong-signature", "RFC 6376 §5.5", "what the key answered is no signature of this key");
        }
        return KeySignature.of(made);
    }

    private static String describe(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        String text = cause.getClass().getSimpleName() + message;
        return text.substring(0, Math.min(text.length(), MOST_OF_A_MESSAGE));
    }
}
