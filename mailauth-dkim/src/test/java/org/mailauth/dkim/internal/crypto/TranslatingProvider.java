package org.mailauth.dkim.internal.crypto;

import java.io.Serial;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that computes with the JDK, on keys of a form of its own, and counts how it comes to them. */
public final class TranslatingProvider extends Provider {
    @Serial
    private static final long serialVersionUID = 1;

    /** What its key factory does with private keys. */
    public enum Factory {
        /** It translates them. */
        TRANSLATES,
        /** It reads them when they are encoded. */
        READS,
        /** It takes none. */
        REFUSES,
        /** It breaks. */
        BREAKS,
        /** It gives nothing. */
        GIVES_NULL,
        /** It makes keys that its signatures refuse. */
        MAKES_USELESS_KEYS,
        /** It makes RSA keys without the primes, and cannot do Ed25519. */
        LOSES_THE_PRIMES
    }

    private final Factory factory;
    private final transient AtomicInteger made = new AtomicInteger();
    private final transient AtomicInteger own = new AtomicInteger();
    private final transient AtomicInteger strange = new AtomicInteger();

    /**
     * Makes a provider.
     *
     * @param factory what its key factory does
     */
    public TranslatingProvider(Factory factory) {
        super("Translating-" + factory, "1", "has keys of its own form");
        this.factory = factory;
        for (String algorithm : List.of("SHA256withRSA", "Ed25519")) {
            putService(new Offer(this, "Signature", algorithm));
        }
        for (String algorithm : List.of("RSA", "Ed25519")) {
            putService(new Offer(this, "KeyFactory", algorithm));
        }
    }

    /**
     * How many private keys were made.
     *
     * @return calls of the key factory that gave one
     */
    public int made() {
        return made.get();
    }

    /**
     * How many signatures were begun with a key of its own.
     *
     * @return calls with one
     */
    public int own() {
        return own.get();
    }

    /**
     * How many signatures were begun with a key of another form, which costs a translation each.
     *
     * @return calls with one
     */
    public int strange() {
        return strange.get();
    }

    /** A key that nobody else can look into. */
    private static final class OwnKey implements PrivateKey {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient PrivateKey inside;

        OwnKey(PrivateKey inside) {
            this.inside = inside;
        }

        @Override
        public String getAlgorithm() {
            return inside.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return "own";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    private static final class Offer extends Service {
        private final TranslatingProvider provider;

        Offer(TranslatingProvider provider, String type, String algorithm) {
            super(provider, type, algorithm, "Translating", List.of(), null);
            this.provider = provider;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return getType().equals("Signature")
                    ? new Signing(provider, Signature.getInstance(getAlgorithm()))
                    : new Keys(provider, KeyFactory.getInstance(getAlgorithm()));
        }
    }

    private static final class Keys extends KeyFactorySpi {
        private final TranslatingProvider provider;
        private final KeyFactory jdk;

        Keys(TranslatingProvider provider, KeyFactory jdk) {
            this.provider = provider;
            this.jdk = jdk;
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return switch (provider.factory) {
                case TRANSLATES, MAKES_USELESS_KEYS -> make((PrivateKey) key);
                case READS, REFUSES -> throw new InvalidKeyException("none of mine");
                case BREAKS -> throw new ProviderException("broken");
                case GIVES_NULL -> nothing();
                case LOSES_THE_PRIMES -> withoutPrimes(key);
            };
        }

        @SuppressWarnings("NullAway") // what is promised is not always kept
        private static Key nothing() {
            return null;
        }

        private Key make(PrivateKey inside) {
            provider.made.incrementAndGet();
            return new OwnKey(inside);
        }

        private Key withoutPrimes(Key key) throws InvalidKeyException {
            if (!(key instanceof RSAPrivateKey rsa)) {
                throw new InvalidKeyException("not RSA");
            }
            try {
                provider.made.incrementAndGet();
                return jdk.generatePrivate(new RSAPrivateKeySpec(rsa.getModulus(), rsa.getPrivateExponent()));
            } catch (InvalidKeySpecException impossible) {
                throw new InvalidKeyException(impossible);
            }
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            if (provider.factory == Factory.READS) {
                return (PrivateKey) make(jdk.generatePrivate(spec));
            } else if (provider.factory == Factory.BREAKS) {
                throw new IllegalStateException("broken");
            }
            throw new InvalidKeySpecException("none of mine");
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return jdk.generatePublic(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) throws InvalidKeySpecException {
            return jdk.getKeySpec(key, type);
        }
    }

    private static final class Signing extends SignatureSpi {
        private final TranslatingProvider provider;
        private final Signature jdk;

        Signing(TranslatingProvider provider, Signature jdk) {
            this.provider = provider;
            this.jdk = jdk;
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            jdk.initVerify(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            if (key instanceof OwnKey mine) {
                provider.own.incrementAndGet();
                if (provider.factory == Factory.MAKES_USELESS_KEYS) {
                    throw new InvalidKeyException("not this one");
                }
                jdk.initSign(mine.inside);
            } else {
                boolean withoutPrimes = key instanceof RSAPrivateKey && !(key instanceof RSAPrivateCrtKey);
                (withoutPrimes ? provider.own : provider.strange).incrementAndGet();
                jdk.initSign(key);
            }
        }

        @Override
        protected void engineUpdate(byte octet) throws SignatureException {
            jdk.update(octet);
        }

        @Override
        protected void engineUpdate(byte[] octets, int offset, int length) throws SignatureException {
            jdk.update(octets, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return jdk.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            return jdk.verify(signature);
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
