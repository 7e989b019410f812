package org.mailauth.mtasts;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of asking for a policy file: an HTTP response, or a failure. Immutable and thread-safe. */
public sealed interface PolicyResponse {

    /** A policy host whose certificate holds sent a whole response, good or not. */
    final class Received implements PolicyResponse {
        private final int status;
        private final @Nullable String contentType;
        private final byte[] body;

        private Received(int status, @Nullable String contentType, byte[] body) {
            this.status = status;
            this.contentType = contentType;
            this.body = body;
        }

        /**
         * A response.
         *
         * @param status HTTP status code, 100 to 599
         * @param contentType value of the field Content-Type as it was sent; null when there was none
         * @param body the body of a response with status 200, whole; empty for any other; it is copied
         * @return the response
         */
        public static Received of(int status, @Nullable String contentType, byte[] body) {
            if (status < 100 || status > 599) {
                throw new IllegalArgumentException("status must be 100 to 599: " + status);
            }
            return new Received(status, contentType, body.clone());
        }

        /**
         * The HTTP status code.
         *
         * @return 100 to 599
         */
        public int status() {
            return status;
        }

        /**
         * The field Content-Type.
         *
         * @return its value as it was sent; empty when there was none
         */
        public Optional<String> contentType() {
            return Optional.ofNullable(contentType);
        }

        /**
         * The body.
         *
         * @return a copy of the octets; none unless the status is 200
         */
        public byte[] body() {
            return body.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Received that
                    && status == that.status
                    && Objects.equals(contentType, that.contentType)
                    && Arrays.equals(body, that.body);
        }

        @Override
        public int hashCode() {
            return Objects.hash(status, contentType, Arrays.hashCode(body));
        }

        /** The status and the size of the body. */
        @Override
        public String toString() {
            return "status " + status + ", " + body.length + " octets";
        }
    }

    /**
     * No whole response came, or not from the policy host.
     *
     * @param failure why; never {@link PolicyFetchFailure#RECORD_UNKNOWN}
     * @param detail one plain sentence for people, may be empty
     */
    record Failed(PolicyFetchFailure failure, String detail) implements PolicyResponse {
        /**
         * Checks that nothing is null and that the failure can be a transport's.
         *
         * @param failure why; never {@link PolicyFetchFailure#RECORD_UNKNOWN}
         * @param detail one plain sentence for people, may be empty
         */
        public Failed {
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(detail, "detail");
            if (failure == PolicyFetchFailure.RECORD_UNKNOWN) {
                throw new IllegalArgumentException("failure must not be that of the record");
            }
        }
    }
}
