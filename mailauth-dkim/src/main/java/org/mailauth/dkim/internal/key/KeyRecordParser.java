package org.mailauth.dkim.internal.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.internal.crypto.PublicKeyData;
import org.mailauth.dkim.internal.crypto.PublicKeyReader;
import org.mailauth.dkim.internal.text.Base64Text;
import org.mailauth.dkim.internal.text.DkimQuotedPrintable;
import org.mailauth.internal.tag.Tag;
import org.mailauth.internal.tag.TagList;

/** Reads a key record by the grammar and the rules of RFC 6376 §3.6.1. */
public final class KeyRecordParser {
    /** Octets of a record; no honest key needs more. */
    private static final int MAX_OCTETS = 8192;

    private final TagList tags;

    /**
     * Either a record, or the reason why there is none.
     *
     * @param record null when the text is none
     * @param reason {@link DkimReason#VERIFIED} when it is
     * @param detail what is wrong with it
     */
    public record Outcome(@Nullable KeyRecord record, DkimReason reason, String detail) {}

    private KeyRecordParser(TagList tags) {
        this.tags = tags;
    }

    /**
     * Reads a record.
     *
     * @param text the character-strings of a TXT record, joined; one octet a character
     * @return the record, revoked ones included, or the first rule that it breaks
     */
    public static Outcome parse(String text) {
        if (text.length() > MAX_OCTETS) {
            return malformed("the key record has more than " + MAX_OCTETS + " octets");
        }
        return new KeyRecordParser(TagList.parse(text)).read();
    }

    private Outcome read() {
        if (!tags.problems().isEmpty()) {
            return malformed(tags.problems().get(0).text());
        }
        Tag version = tags.find("v");
        // RFC 6376 §3.6.1 v=: if present it must come first and be DKIM1, else the record is discarded.
        if (version != null
                && (!version.equals(tags.tags().get(0)) || !version.value().equals("DKIM1"))) {
            return malformed("v= of the key record is not DKIM1 or not first");
        }
        Tag publicKey = tags.find("p");
        if (publicKey == null) {
            return malformed("the key record has no p=");
        }
        Tag type = tags.find("k");
        String keyType = type == null ? "rsa" : type.value();
        if (!keyType.equals("rsa") && !keyType.equals("ed25519")) {
            return new Outcome(null, DkimReason.KEY_TYPE_MISMATCH, "k= of the key record is not known");
        }
        String packed = publicKey.valueWithoutSpace();
        PublicKeyData key = null;
        if (!packed.isEmpty()) {
            key = decode(keyType, packed).orElse(null);
            if (key == null) {
                return malformed("p= of the key record is no " + keyType + " key");
            }
        }
        KeyRecord record = new KeyRecord(
                key,
                keyType,
                packed,
                list("h"),
                list("s").orElse(List.of("*")),
                list("t").orElse(List.of()),
                notes());
        return new Outcome(record, DkimReason.VERIFIED, "");
    }

    private static Optional<PublicKeyData> decode(String keyType, String packed) {
        return Base64Text.decode(packed)
                .flatMap(octets ->
                        keyType.equals("rsa") ? PublicKeyReader.rsa(octets) : PublicKeyReader.ed25519(octets));
    }

    /** The colon-separated words of a tag; empty pieces are left out. */
    private Optional<List<String>> list(String name) {
        Tag tag = tags.find(name);
        if (tag == null) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (String word : tag.valueWithoutSpace().split(":", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return Optional.of(List.copyOf(words));
    }

    private String notes() {
        Tag tag = tags.find("n");
        // RFC 6376 §3.6.1 n=: for people only, so notes that cannot be decoded are left out.
        return tag == null ? "" : DkimQuotedPrintable.decodeText(tag.value()).orElse("");
    }

    private static Outcome malformed(String detail) {
        return new Outcome(null, DkimReason.KEY_MALFORMED, detail);
    }
}
