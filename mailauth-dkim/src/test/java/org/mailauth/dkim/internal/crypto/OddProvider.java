package org.mailauth.dkim.internal.crypto;

import java.io.Serial;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that offers what DKIM needs, and fails in one of the ways in which providers fail. */
public final class OddProvider extends Provider {
    @Serial
    private static final long serialVersionUID = 1;

    /** How it fails. */
    public enum Failure {
        /** It takes no keys but its own, and makes none. */
        STRANGE_KEY,
        /** Its hardware does not answer. */
        NO_HARDWARE,
        /** It calls every signature malformed. */
        MALFORMED,
        /** It has left the operation out. */
        UNSUPPORTED,
        /** It cannot make what it offers. */
        NOTHING_BEHIND_IT
    }

    private final transient AtomicInteger asked = new AtomicInteger();

    /**
     * Makes a provider.
     *
     * @param failure how it fails
     */
    public OddProvider(Failure failure) {
        super("Odd-" + failure, "1", "fails");
        for (String algorithm : List.of("SHA256withRSA", "SHA1withRSA", "Ed25519")) {
            putService(new Offer(this, "Signature", algorithm, failure));
        }
        putService(new Offer(this, "MessageDigest", "SHA-256", failure));
    }

    /**
     * How often it was asked for an operation.
     *
     * @return zero when it was passed over
     */
    public int asked() {
        return asked.get();
    }

    private static final class Offer extends Service {
        private final OddProvider odd;
        private final Failure failure;

        Offer(OddProvider odd, String type, String algorithm, Failure failure) {
            super(odd, type, algorithm, "Odd", List.of(), null);
            this.odd = odd;
            this.failure = failure;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            odd.asked.incrementAndGet();
            if (failure == Failure.NOTHING_BEHIND_IT) {
                throw new NoSuchAlgorithmException("nothing behind it");
            }
            return getType().equals("MessageDigest") ? new Digest() : new Odd(failure);
        }
    }

    /** The JDK's digest, so that a difference would be seen. */
    private static final class Digest extends MessageDigestSpi {
        private final MessageDigest digest;

        Digest() throws NoSuchAlgorithmException {
            digest = MessageDigest.getInstance("SHA-256");
        }

        @Override
        protected void engineUpdate(byte input) {
            digest.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            digest.update(input, offset, length);
        }

        @Override
        protected byte[] engineDigest() {
            return digest.digest();
        }

        @Override
        protected void engineReset() {
            digest.reset();
        }
    }

    private static final class Odd extends SignatureSpi {
        private final Failure failure;

        Odd(Failure failure) {
            this.failure = failure;
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            failWithKey();
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            failWithKey();
        }

        private void failWithKey() throws InvalidKeyException {
            if (failure == Failure.STRANGE_KEY) {
                throw new InvalidKeyException("none of mine");
            } else if (failure == Failure.UNSUPPORTED) {
                throw new UnsupportedOperationException("left out");
            } else if (failure == Failure.NO_HARDWARE) {
                throw new ProviderException("no answer");
            }
        }

        @Override
        protected void engineUpdate(byte octet) {}

        @Override
        protected void engineUpdate(byte[] octets, int offset, int length) {}

        @Override
        protected byte[] engineSign() throws SignatureException {
            throw new SignatureException("cannot");
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            throw new SignatureException("malformed");
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @Deprecated
        @SuppressWarnings("InlineMeSuggester") // the JDK's own, to be overridden
        protected Object engineGetParameter(String name) {
            return name;
        }
    }
}
