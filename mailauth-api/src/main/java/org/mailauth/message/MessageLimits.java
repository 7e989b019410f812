package org.mailauth.message;

/**
 * Says how large a message may be before it is no longer processed.
 *
 * <p>Whatever goes beyond is left out and reported ({@link Message#brokenLimit()}); evaluators never call such a
 * message a pass. Immutable and thread-safe.
 *
 * @param messageOctets octets of the whole message
 * @param headerOctets octets of all header fields together
 * @param fieldOctets octets of one header field, its name and folds included
 * @param fields number of header fields
 */
public record MessageLimits(long messageOctets, int headerOctets, int fieldOctets, int fields) {

    private static final MessageLimits DEFAULTS = new MessageLimits(150L * 1024 * 1024, 256 * 1024, 64 * 1024, 1000);

    /**
     * Checks that every limit is positive.
     *
     * @param messageOctets octets of the whole message
     * @param headerOctets octets of all header fields together
     * @param fieldOctets octets of one header field, its name and folds included
     * @param fields number of header fields
     */
    public MessageLimits {
        if (messageOctets < 1 || headerOctets < 1 || fieldOctets < 1 || fields < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /**
     * The limits used when none are given: 150 MiB a message, 256 KiB a header, 64 KiB a field, 1000 fields.
     *
     * @return the default limits
     */
    public static MessageLimits defaults() {
        return DEFAULTS;
    }

    /**
     * These limits with another size of the whole message.
     *
     * @param octets one or more
     * @return new limits
     */
    public MessageLimits withMessageOctets(long octets) {
        return new MessageLimits(octets, headerOctets, fieldOctets, fields);
    }

    /**
     * These limits with another size of the header.
     *
     * @param octets one or more
     * @return new limits
     */
    public MessageLimits withHeaderOctets(int octets) {
        return new MessageLimits(messageOctets, octets, fieldOctets, fields);
    }

    /**
     * These limits with another size of one header field.
     *
     * @param octets one or more
     * @return new limits
     */
    public MessageLimits withFieldOctets(int octets) {
        return new MessageLimits(messageOctets, headerOctets, octets, fields);
    }

    /**
     * These limits with another number of header fields.
     *
     * @param number one or more
     * @return new limits
     */
    public MessageLimits withFields(int number) {
        return new MessageLimits(messageOctets, headerOctets, fieldOctets, number);
    }
}
