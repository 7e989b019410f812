package org.mailauth.dkim;

import java.util.List;
import java.util.stream.Collectors;
import org.mailauth.Problem;
import org.mailauth.message.HeaderField;

/** What came of signing a message: the signature fields, or why the message was not signed. */
public sealed interface DkimSigning {

    /**
     * The message was signed.
     *
     * @param fields one DKIM-Signature for each key, in the order of the keys; to be put on top of the message
     */
    record Signed(List<HeaderField> fields) implements DkimSigning {
        /**
         * Copies the list.
         *
         * @param fields one DKIM-Signature for each key, in the order of the keys; to be put on top of the message
         */
        public Signed {
            fields = List.copyOf(fields);
        }
    }

    /**
     * The message cannot be signed so that anybody could verify it.
     *
     * @param problems why not; at least one
     */
    record Refused(List<Problem> problems) implements DkimSigning {
        /**
         * Copies the list.
         *
         * @param problems why not; at least one
         */
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The signature fields, for callers that only send what they can sign.
     *
     * @return the fields, to be put on top of the message
     * @throws IllegalStateException naming the problems, when the message was not signed
     */
    default List<HeaderField> orElseThrow() {
        if (this instanceof Signed signed) {
            return signed.fields();
        }
        String problems = this instanceof Refused refused
                ? refused.problems().stream().map(Problem::toString).collect(Collectors.joining("; "))
                : "";
        throw new IllegalStateException("the message was not signed: " + problems);
    }
}
