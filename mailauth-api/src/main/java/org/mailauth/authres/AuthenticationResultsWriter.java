package org.mailauth.authres;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.internal.text.Folding;
import org.mailauth.internal.text.Quoting;
import org.mailauth.message.HeaderField;

/** Writes header fields that carry results; every word comes from a value that has been checked when it was made. */
final class AuthenticationResultsWriter {
    private AuthenticationResultsWriter() {}

    /** The authserv-id and each result, each up to and with the semicolon that follows it. */
    static List<String> parts(AuthenticationResults value) {
        List<MethodResult> results = value.results();
        List<String> parts = new ArrayList<>(results.size() + 1);
        parts.add(Quoting.value(value.authservId()) + ';');
        for (int i = 0; i < results.size(); i++) {
            parts.add(results.get(i) + (i < results.size() - 1 ? ";" : ""));
        }
        if (results.isEmpty()) {
            // RFC 8601 §2.2, no-result: says that nothing was evaluated.
            parts.add("none");
        }
        return parts;
    }

    static HeaderField field(String name, String prefix, AuthenticationResults value) {
        List<String> parts = parts(value);
        List<String> lines = new ArrayList<>(parts.size());
        for (String part : parts) {
            lines.add(' ' + (lines.isEmpty() ? prefix : "") + part);
        }
        return HeaderField.of(name, Folding.fold(name.length() + 1, lines));
    }
}
