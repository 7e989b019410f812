package org.mailauth.report.failure;

import java.util.List;
import java.util.Objects;
import org.mailauth.message.Message;

/** What came of writing a report: the mail, or why no report is to be sent. */
public sealed interface FailureReportWriting {

    /**
     * The report is written.
     *
     * @param report what the mail says; reading the mail gives the same
     * @param mail the mail with CRLF line ends, not signed yet
     * @param removed what the report does not tell about the message, which its first part says, too; never empty
     */
    record Written(FailureReport report, Message mail, List<FailureReportRemoval> removed)
            implements FailureReportWriting {
        /**
         * Copies the list.
         *
         * @param report what the mail says
         * @param mail the mail, not signed yet
         * @param removed what the report does not tell about the message
         */
        public Written {
            Objects.requireNonNull(report, "report");
            Objects.requireNonNull(mail, "mail");
            removed = List.copyOf(removed);
        }
    }

    /**
     * No report is to be sent.
     *
     * @param reason why not
     */
    record Refused(Refusal reason) implements FailureReportWriting {
        /**
         * Checks for null.
         *
         * @param reason why not
         */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Why no report is to be sent. */
    enum Refusal {
        /** DMARC came to no end, the author is ambiguous, or the author domain has no record. */
        NO_VERDICT,
        /** SPF and DKIM both gave an aligned pass, or one of them may have and an answer is missing. */
        NOTHING_FAILED,
        /** The record has no {@code ruf}, is one of a public suffix, or its {@code fo} does not ask about such a failure. */
        NOT_ASKED_FOR,
        /** The message is a report itself: one about it might be answered with another one, without end. */
        IS_A_REPORT
    }
}
