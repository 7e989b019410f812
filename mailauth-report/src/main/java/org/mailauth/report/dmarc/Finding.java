package org.mailauth.report.dmarc;

import org.mailauth.Problem;

/** Everything that may be wrong with a report, with the name that {@link Problem#code()} gives and the rule that is broken. */
enum Finding {
    LIMIT_INPUT("report.limit-input", ""),
    LIMIT_SIZE("report.limit-size", "RFC 9990 §8.1"),
    LIMIT_RATIO("report.limit-ratio", "RFC 9990 §8.1"),
    LIMIT_MEMBERS("report.limit-members", "RFC 9990 §8.1"),
    LIMIT_NESTING("report.limit-nesting", "RFC 9990 §8.1"),
    LIMIT_ROWS("report.limit-rows", "RFC 9990 §8.1"),
    LIMIT_DEPTH("report.limit-depth", "RFC 9990 §8.1"),
    LIMIT_TEXT("report.limit-text", ""),
    LIMIT_PROBLEMS("report.limit-problems", ""),
    NOT_A_REPORT("report.none", "RFC 9990 §3.5.2"),
    CONTAINER("report.container", "RFC 9990 §3.5.2"),
    MAIL("report.mail", "RFC 9990 §3.5.2"),
    XML("report.xml", "RFC 9990 §3.1.1"),
    XML_DTD("report.xml-dtd", "RFC 9990 §8.1"),
    XML_DECLARATION("report.xml-declaration", "XML 1.0 §2.8"),
    XML_ENTITY("report.xml-entity", "XML 1.0 §4.1"),
    XML_MARKUP("report.xml-markup", "XML 1.0 §2.4"),
    XML_CHARACTER("report.xml-character", "XML 1.0 §2.2"),
    CHARSET("report.charset", "XML 1.0 §4.3.3"),
    TRAILING("report.trailing", "XML 1.0 §2.1"),
    OUTER_ELEMENT("report.outer-element", "RFC 9990 §3.1.1.1"),
    NAMESPACE("report.namespace", "RFC 9990 §3.1.1.1"),
    VERSION("report.version", "RFC 9990 §3.1.1.1"),
    MISSING("report.missing", "RFC 9990 §3.1.1"),
    REPEATED("report.repeated", "RFC 9990 §3.1.1"),
    ORDER("report.order", "RFC 9990 §3.1.1"),
    UNKNOWN_ELEMENT("report.unknown-element", "RFC 9990 §3.1.1"),
    OTHER_SHAPE("report.other-shape", "RFC 9990 §3.1.1"),
    STRAY_TEXT("report.stray-text", "RFC 9990 §3.1.1"),
    NESTED_ELEMENT("report.nested-element", "RFC 9990 §3.1.1"),
    VALUE("report.value", "RFC 9990 §3.1.1"),
    NUMBER("report.number", "RFC 9990 §3.1.1"),
    DOMAIN("report.domain", "RFC 9990 §3.1.1"),
    ADDRESS("report.address", "RFC 9990 §3.1.1.9"),
    DATES("report.dates", "RFC 9990 §3.1.1"),
    REPORT_ID("report.id", "RFC 9990 §3.5.1"),
    ROW_DROPPED("report.row-dropped", "RFC 9990 §3.1.1"),
    OTHER_STATE("report.other-state", "");

    private final String code;
    private final String reference;

    Finding(String code, String reference) {
        this.code = code;
        this.reference = reference;
    }

    String code() {
        return code;
    }

    Problem problem(String text) {
        return Problem.of(code, reference, text);
    }
}
