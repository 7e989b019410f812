package org.mailauth.replay;

import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.dkim.internal.canon.WantedHash;
import org.mailauth.message.HeaderFields;

/** What a bundle keeps of a message. */
sealed interface RecordedMessage {

    /** All of it. The octets are as they came, before any conversion of line ends; nobody changes them. */
    record Whole(Octets octets) implements RecordedMessage {}

    /** Its header, and of its body the hashes that signatures needed and what was wrong with its octets. */
    record WithoutBody(
            HeaderFields header,
            long bodyLength,
            List<Problem> problems,
            Optional<Problem> brokenLimit,
            List<Hash> hashes)
            implements RecordedMessage {
        public WithoutBody {
            problems = List.copyOf(problems);
            hashes = List.copyOf(hashes);
        }
    }

    /** One hash of a body, and the length of the canonical form it was made of. */
    record Hash(WantedHash what, Octets value, long canonicalLength) {}

    /** An array that nobody changes. */
    final class Octets {
        private final byte[] array;

        Octets(byte[] array) {
            this.array = array;
        }

        byte[] array() {
            return array;
        }
    }
}
