package org.mailauth.report.failure;

import org.mailauth.Problem;

/** Everything that may be wrong with a failure report, with the name that {@link Problem#code()} gives and the rule. */
enum FailureFinding {
    LIMIT_INPUT("failure.limit-input", ""),
    LIMIT_NESTING("failure.limit-nesting", ""),
    LIMIT_FIELDS("failure.limit-fields", ""),
    LIMIT_PROBLEMS("failure.limit-problems", ""),
    NOT_A_REPORT("failure.none", "RFC 5965 §2"),
    MAIL("failure.mail", "RFC 5965 §2"),
    CONTAINER("failure.container", "RFC 5965 §2"),
    SECOND_REPORT("failure.second-report", "RFC 5965 §2"),
    ORIGINAL_MISSING("failure.original-missing", "RFC 5965 §2"),
    BLANK_LINE("failure.blank-line", "RFC 5965 §3"),
    STRAY_LINE("failure.stray-line", "RFC 5965 §3"),
    CHARSET("failure.charset", "RFC 5965 §3"),
    MISSING("failure.missing", "RFC 5965 §3.1"),
    AUTH_MISSING("failure.missing", "RFC 6591 §3.1"),
    DMARC_MISSING("failure.missing", "RFC 9991 §4"),
    REPEATED("failure.repeated", "RFC 5965 §3.2"),
    VERSION("failure.version", "RFC 5965 §3.1"),
    VALUE("failure.value", "RFC 5965 §3.5");

    private final String code;
    private final String reference;

    FailureFinding(String code, String reference) {
        this.code = code;
        this.reference = reference;
    }

    Problem problem(String text) {
        return Problem.of(code, reference, text);
    }
}
