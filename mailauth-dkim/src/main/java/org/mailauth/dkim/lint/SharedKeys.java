package org.mailauth.dkim.lint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dkim.internal.key.KeyRecord;
import org.mailauth.dkim.internal.key.KeyRecordParser;
import org.mailauth.dkim.lint.KeyFinding.Severity;

/** Compares every key with every other one. */
final class SharedKeys {
    private SharedKeys() {}

    static List<KeyFinding> find(Map<Selector, DkimKeyRecord> keys) {
        Findings findings = new Findings(OptionalInt.empty());
        List<Map.Entry<Selector, DkimKeyRecord>> entries = new ArrayList<>(keys.entrySet());
        for (int one = 0; one < entries.size(); one++) {
            for (int other = one + 1; other < entries.size(); other++) {
                compare(entries.get(one), entries.get(other), findings);
            }
        }
        return findings.sorted();
    }

    private static void compare(
            Map.Entry<Selector, DkimKeyRecord> one, Map.Entry<Selector, DkimKeyRecord> other, Findings findings) {
        PublicKeyData first = key(one.getValue());
        PublicKeyData second = key(other.getValue());
        if (first == null || second == null) {
            return;
        }
        String pair = one.getKey() + " and " + other.getKey();
        if (first.equals(second)) {
            findings.add(
                    Severity.WARNING,
                    "same-key",
                    "RFC 6376 §3.1",
                    pair + " publish the same key: one selector is no way back when the other's key is lost");
        } else if (first instanceof PublicKeyData.Rsa rsa
                && second instanceof PublicKeyData.Rsa otherRsa
                && !rsa.modulus().gcd(otherRsa.modulus()).equals(BigInteger.ONE)) {
            findings.add(
                    Severity.ERROR,
                    "shared-factor",
                    "RFC 8017 §3.1",
                    "the keys of " + pair + " share a factor: anybody can compute both private keys");
        }
    }

    private static @Nullable PublicKeyData key(DkimKeyRecord record) {
        KeyRecord read = KeyRecordParser.parse(record.toText()).record();
        return read == null ? null : read.key();
    }
}
