package org.mailauth.report.failure;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mailauth.SmtpSession;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.message.HeaderFields;

/**
 * A message that a report may be about, and what its receiver found out about it. Its body is not needed: no report tells it.
 *
 * <p>Immutable and thread-safe.
 */
public final class FailedMessage {
    private final DmarcEvaluation evaluation;
    private final SmtpSession session;
    private final HeaderFields header;
    private final Instant arrival;
    private final @Nullable DeliveryResult deliveryResult;
    private final @Nullable String spfRecord;
    private final int sourcePort;
    private final long incidents;

    private FailedMessage(Builder of, SmtpSession session, HeaderFields header, Instant arrival) {
        this.evaluation = of.evaluation;
        this.session = session;
        this.header = header;
        this.arrival = arrival;
        this.deliveryResult = of.deliveryResult;
        this.spfRecord = of.spfRecord;
        this.sourcePort = of.sourcePort;
        this.incidents = of.incidents;
    }

    /**
     * Starts a message.
     *
     * @param evaluation what DMARC says of it
     * @return a builder that needs session, header and time of arrival
     */
    public static Builder builder(DmarcEvaluation evaluation) {
        return new Builder(Objects.requireNonNull(evaluation, "evaluation"));
    }

    DmarcEvaluation evaluation() {
        return evaluation;
    }

    SmtpSession session() {
        return session;
    }

    HeaderFields header() {
        return header;
    }

    Instant arrival() {
        return arrival;
    }

    Optional<DeliveryResult> deliveryResult() {
        return Optional.ofNullable(deliveryResult);
    }

    Optional<String> spfRecord() {
        return Optional.ofNullable(spfRecord);
    }

    OptionalInt sourcePort() {
        return sourcePort == 0 ? OptionalInt.empty() : OptionalInt.of(sourcePort);
    }

    long incidents() {
        return incidents;
    }

    /** Collects what is known about a message. Not thread-safe. */
    public static final class Builder {
        private final DmarcEvaluation evaluation;
        private @Nullable SmtpSession session;
        private @Nullable HeaderFields header;
        private @Nullable Instant arrival;
        private @Nullable DeliveryResult deliveryResult;
        private @Nullable String spfRecord;
        private int sourcePort;
        private long incidents = 1;

        private Builder(DmarcEvaluation evaluation) {
            this.evaluation = evaluation;
        }

        /**
         * Where the message came from. Required.
         *
         * @param value client and reverse-path
         * @return this builder
         */
        public Builder session(SmtpSession value) {
            session = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * The header of the message. Required.
         *
         * @param value all of it, as it arrived
         * @return this builder
         */
        public Builder header(HeaderFields value) {
            header = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * When the message arrived. Required.
         *
         * @param value of the years 1 to 9999
         * @return this builder
         */
        public Builder arrival(Instant value) {
            arrival = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * What became of the message.
         *
         * @param value not told by default
         * @return this builder
         */
        public Builder deliveryResult(DeliveryResult value) {
            deliveryResult = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * The SPF record that was evaluated. RFC 9991 §4 wants it in reports about aligned domains that fail SPF.
         *
         * @param value its text as the DNS has it, of the domain of the reverse-path; what cannot be written is left out
         * @return this builder
         */
        public Builder spfRecord(String value) {
            spfRecord = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * The port of the client (RFC 6692).
         *
         * @param value from 1 to 65,535; not told by default
         * @return this builder
         * @throws IllegalArgumentException when it is out of this range
         */
        public Builder sourcePort(int value) {
            if (value < 1 || value > 0xFFFF) {
                throw new IllegalArgumentException("value must be from 1 to 65535");
            }
            sourcePort = value;
            return this;
        }

        /**
         * How many similar messages the report stands for (RFC 5965 §3.2).
         *
         * @param value from 1, the default, to 4,294,967,295
         * @return this builder
         * @throws IllegalArgumentException when it is out of this range
         */
        public Builder incidents(long value) {
            if (value < 1 || value > Values.MAX_INCIDENTS) {
                throw new IllegalArgumentException("value must be from 1 to " + Values.MAX_INCIDENTS);
            }
            incidents = value;
            return this;
        }

        /**
         * Makes the message.
         *
         * @return the message
         * @throws IllegalStateException when something required is missing
         */
        public FailedMessage build() {
            return new FailedMessage(
                    this, required("session", session), required("header", header), required("arrival", arrival));
        }

        private static <T> T required(String name, @Nullable T value) {
            if (value == null) {
                throw new IllegalStateException(name + " is required");
            }
            return value;
        }
    }
}
