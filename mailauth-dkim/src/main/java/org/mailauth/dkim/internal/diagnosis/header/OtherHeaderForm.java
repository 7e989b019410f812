package org.mailauth.dkim.internal.diagnosis.header;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** Forms that a signer may have hashed instead of the one that RFC 6376 §3.4 and §3.7 ask for. */
final class OtherHeaderForm {
    private OtherHeaderForm() {}

    static Optional<DkimExplanation> find(ReceivedHeader header, HeaderTrial trial) {
        byte[] declared = trial.input(List.of(), header.isSimple());
        byte[] other = trial.input(List.of(), !header.isSimple());
        if (matches(other, trial)) {
            String used = header.isSimple() ? "relaxed" : "simple";
            return form("the header was hashed as " + used + ", although c= says otherwise");
        }
        if (declared == null) {
            return Optional.empty();
        }
        byte[] ended = Arrays.copyOf(declared, declared.length + 2);
        ended[declared.length] = '\r';
        ended[declared.length + 1] = '\n';
        if (matches(ended, trial)) {
            return form("the header was hashed with a CRLF behind the signature field");
        }
        if (matches(withLf(declared), trial)) {
            return Optional.of(Explain.cause(
                    DkimCause.HEADER_LINE_ENDINGS, "the header was hashed with LF at its line ends, not CRLF"));
        }
        return Optional.empty();
    }

    private static Optional<DkimExplanation> form(String words) {
        return Optional.of(Explain.cause(DkimCause.HEADER_OTHER_CANONICALIZATION, words));
    }

    private static boolean matches(byte @Nullable [] input, HeaderTrial trial) {
        return input != null && trial.octets(input) == HeaderTrial.Outcome.MATCHES;
    }

    private static byte[] withLf(byte[] text) {
        OctetBuffer out = new OctetBuffer(text.length);
        for (int at = 0; at < text.length; at++) {
            boolean crlf = text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n';
            if (!crlf) {
                out.add(text[at]);
            }
        }
        return out.toArray();
    }
}
