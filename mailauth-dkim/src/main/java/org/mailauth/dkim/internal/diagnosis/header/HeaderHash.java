package org.mailauth.dkim.internal.diagnosis.header;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dkim.internal.signature.SignatureTags;

/**
 * Tells whether a signature speaks of some octets. An RSA signature gives the digest away that was signed (RFC 8017
 * §8.2.2), once and for all; an Ed25519 signature has to be checked each time.
 */
final class HeaderHash {
    private static final HexFormat HEX = HexFormat.of();
    // RFC 8017 §9.2 note 1: DigestInfo up to the digest, with and without the parameters' NULL.
    private static final String[] SHA256 = {
        "3031300d060960864801650304020105000420", "302f300b0609608648016503040201" + "0420"
    };
    private static final String[] SHA1 = {"3021300906052b0e03021a05000414", "301f300706052b0e03021a0414"};

    private final SignatureTags tags;
    private final PublicKeyData key;
    private final Crypto crypto;
    private final byte @Nullable [] encoded;

    HeaderHash(SignatureTags tags, PublicKeyData key, Crypto crypto) {
        this.tags = tags;
        this.key = key;
        this.crypto = crypto;
        this.encoded = key instanceof PublicKeyData.Rsa rsa ? recover(rsa, tags.signatureData()) : null;
    }

    /** What was padded and signed; null when the signature is none of this key. */
    private static byte @Nullable [] recover(PublicKeyData.Rsa rsa, byte[] signature) {
        int length = (rsa.bits() + 7) / 8;
        BigInteger number = new BigInteger(1, signature);
        if (signature.length != length || number.compareTo(rsa.modulus()) >= 0) {
            return null;
        }
        // The top octet is zero and not there.
        byte[] block = number.modPow(rsa.exponent(), rsa.modulus()).toByteArray();
        int at = 1;
        while (at < block.length && block[at] == (byte) 0xFF) {
            at++;
        }
        // RFC 8017 §9.2: 00 01 FF...FF 00 and then what was signed; at least eight octets FF.
        boolean padded = block.length == length - 1 && block[0] == 1 && at >= 9 && at < block.length && block[at] == 0;
        return padded ? Arrays.copyOfRange(block, at + 1, block.length) : null;
    }

    boolean isRsa() {
        return key instanceof PublicKeyData.Rsa;
    }

    /** Whether the signature was made with this key; true, too, when that cannot be told. */
    boolean mayFitKey() {
        return !isRsa() || encoded != null;
    }

    byte[] digest(byte[] input) {
        return crypto.digest(tags.algorithm().digestName()).digest(input);
    }

    /** Whether the signature is one over a digest. */
    boolean signs(byte[] digest) {
        if (key instanceof PublicKeyData.Ed25519 ed25519) {
            // RFC 8463 §3: what is signed is the hash of the input, not the input.
            return crypto.verifyEd25519(ed25519, digest, tags.signatureData());
        }
        if (encoded == null) {
            return false;
        }
        String found = HEX.formatHex(encoded).toLowerCase(Locale.ROOT);
        for (String prefix : tags.algorithm() == SigningAlgorithm.RSA_SHA1 ? SHA1 : SHA256) {
            if (found.equals(prefix + HEX.formatHex(digest))) {
                return true;
            }
        }
        return false;
    }
}
