package org.mailauth.dkim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.mailauth.message.HeaderField;

/** Builds the text of a DKIM-Signature field tag by tag, for fields that signers do not write. Immutable. */
final class SignatureText {
    /** A field without any fault but a signature that does not hold. */
    static final SignatureText SOUND = new SignatureText(new LinkedHashMap<>())
            .with("v", "1")
            .with("a", "rsa-sha256")
            .with("d", "example.com")
            .with("s", "r1")
            .with("h", "From:Subject")
            .with("bh", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
            .with("b", "dGVzdA==");

    private final Map<String, String> tags;

    private SignatureText(Map<String, String> tags) {
        this.tags = tags;
    }

    SignatureText with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(tags);
        changed.put(name, value);
        return new SignatureText(changed);
    }

    SignatureText without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(tags);
        changed.remove(name);
        return new SignatureText(changed);
    }

    /** The value of a tag that is there. */
    String value(String name) {
        return Objects.requireNonNull(tags.get(name), name);
    }

    HeaderField field() {
        return field(toString());
    }

    /** A field as a message brings it, whatever its octets. */
    static HeaderField field(String body) {
        return Checks.message("DKIM-Signature:" + body + "\r\n\r\n")
                .header()
                .all()
                .get(0);
    }

    @Override
    public String toString() {
        return tags.entrySet().stream()
                .map(tag -> " " + tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(";"));
    }
}
