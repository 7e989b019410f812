package org.mailauth.dkim;

import java.util.List;
import java.util.stream.Collectors;
import org.mailauth.Problem;
import org.mailauth.message.HeaderField;

/**
 * What came of signing a message: the signature fields, or why the message was not signed. A {@link Refused} message will
 * be refused again; a {@link Failed} one may be signed later.
 */
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
     * A key did not sign: its module or service failed, did not answer in time, or answered with something that is no
     * signature.
     *
     * @param fields what the other keys signed, in the order of the keys; complete signatures, and maybe none
     * @param problems why keys did not sign; at least one, see {@link KeySignature#problem()}
     */
    record Failed(List<HeaderField> fields, List<Problem> problems) implements DkimSigning {
        /**
         * Copies the lists.
         *
         * @param fields what the other keys signed, in the order of the keys; complete signatures, and maybe none
         * @param problems why keys did not sign; at least one, see {@link KeySignature#problem()}
         */
        public Failed {
            fields = List.copyOf(fields);
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
        List<Problem> problems = this instanceof Refused refused ? refused.problems() : ((Failed) this).problems();
        String text = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
        throw new IllegalStateException("the message was not signed: " + text);
    }
}
