package org.mailauth.cli.command;

/** The exit statuses of the tool; the numbers from 64 on are those of BSD's {@code sysexits.h}. */
public enum ExitStatus {
    /** All went well; of {@code verify}: every file is authenticated. */
    OK(0),
    /** Something does not pass; of {@code verify}: some file is not authenticated. */
    NO_PASS(1),
    /** The command line or an input cannot be used. */
    UNUSABLE(2),
    /** The tool itself is broken. */
    INTERNAL(70),
    /** Standard output does not take what is written to it. */
    OUTPUT(74),
    /** Something does not pass now, but may later. */
    TEMPORARY(75);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /**
     * The status of several files together: an unusable one outweighs a temporary failure, since no waiting mends it; that
     * outweighs a file without a pass, since trying again still may tell more about the rest.
     */
    public ExitStatus and(ExitStatus other) {
        return weight() >= other.weight() ? this : other;
    }

    private int weight() {
        return switch (this) {
            case OK -> 0;
            case NO_PASS -> 1;
            case TEMPORARY -> 2;
            case UNUSABLE -> 3;
            case OUTPUT -> 4;
            case INTERNAL -> 5;
        };
    }
}
