package org.mailauth.benchmarks.rows;

import java.security.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The JCA providers that are there: faster ones count when they are on the class path. */
public final class Providers {
    private Providers() {}

    /**
     * Gives the providers that a user may name to the library.
     *
     * @return those on the class path, by name
     */
    public static Map<String, Provider> optional() {
        Map<String, Provider> providers = new LinkedHashMap<>();
        add(providers, "ACCP", "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
        add(providers, "Conscrypt", "org.conscrypt.OpenSSLProvider");
        return providers;
    }

    static Provider bouncyCastle() {
        return new BouncyCastleProvider();
    }

    private static void add(Map<String, Provider> providers, String name, String type) {
        try {
            Class<? extends Provider> found = Class.forName(type).asSubclass(Provider.class);
            providers.put(name, found.getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException absent) {
            // It is optional: there are no rows for it.
            return;
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("provider " + name + " is on the class path and does not start", e);
        }
    }
}
