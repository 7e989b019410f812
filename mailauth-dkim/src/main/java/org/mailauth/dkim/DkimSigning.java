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
     * @param warnings what is worth knowing about the message and the keys, see {@link PreflightCheck}; often empty
     */
    record Signed(List<HeaderField> fields, List<Problem> warnings) implements DkimSigning {
        /**
         * Copies the lists.
         *
         * @param fields one DKIM-Signature for each key, in the order of the keys; to be put on top of the message
         * @param warnings what is worth knowing about the message and the keys, see {@link PreflightCheck}; often empty
         */
        public Signed {
            fields = List.copyOf(fields);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The message is not to be signed: nobody could verify it, it will break on the way, or readers understand it
     * differently.
     *
     * @param problems why not, see {@link PreflightReport#refusals()}, or {@code dkim.expired} when the lifetime was over
     *     before every key had signed; at least one
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
