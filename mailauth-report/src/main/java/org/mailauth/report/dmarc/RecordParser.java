package org.mailauth.report.dmarc;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the records of one report, one after the other. Not thread-safe. */
final class RecordParser {
    private static final int MOST_RESULTS = 1_000;

    private final XmlCursor xml;
    private final Findings findings;
    private final Values values;
    private final Children recordChildren;
    private final Children children;
    private ReportShape shape = ReportShape.RFC7489;

    private @Nullable InetAddress sourceIp;
    private OptionalLong count = OptionalLong.empty();
    private PolicyEvaluated policyEvaluated = noPolicyEvaluated();
    private Identifiers identifiers = noIdentifiers();
    private final List<DkimAuthResult> dkim = new ArrayList<>();
    private final List<SpfAuthResult> spf = new ArrayList<>();

    RecordParser(XmlCursor xml, Findings findings) {
        this.xml = xml;
        this.findings = findings;
        this.values = new Values(findings);
        this.recordChildren = new Children(findings);
        this.children = new Children(findings);
    }

    private static PolicyEvaluated noPolicyEvaluated() {
        return new PolicyEvaluated(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    private static Identifiers noIdentifiers() {
        return new Identifiers("", Optional.empty(), Optional.empty());
    }

    /** Reads the record that was just entered; null when it is no row. */
    @Nullable
    AggregateRow read(ReportShape reportShape) throws BrokenReportException {
        shape = reportShape;
        sourceIp = null;
        count = OptionalLong.empty();
        policyEvaluated = noPolicyEvaluated();
        identifiers = noIdentifiers();
        dkim.clear();
        spf.clear();
        recordChildren.of("record", true);
        while (xml.nextChild()) {
            child(xml.name());
        }
        recordChildren.require(0, "row");
        recordChildren.require(1, "identifiers");
        recordChildren.require(2, "auth_results");
        return row();
    }

    private void child(String name) throws BrokenReportException {
        int bit = switch (name) {
            case "row" -> 0;
            case "identifiers", "identities" -> 1;
            case "auth_results" -> 2;
            default -> -1;
        };
        if (bit < 0) {
            // RFC 9990, RecordType: anything may follow.
            if (!recordChildren.has(2) || shape == ReportShape.RFC7489) {
                unknown("record");
            } else {
                xml.skip();
            }
            return;
        }
        if (!recordChildren.first(bit, name)) {
            xml.skip();
            return;
        }
        switch (bit) {
            case 0 -> readRow();
            case 1 -> readIdentifiers(name);
            default -> readAuthResults();
        }
    }

    private @Nullable AggregateRow row() {
        InetAddress address = sourceIp;
        if (address == null || count.isEmpty() || count.getAsLong() < 0) {
            String why = address == null ? "address" : "count";
            findings.add(Finding.ROW_DROPPED, "it has no " + why + " that makes sense and is left out");
            return null;
        }
        return new AggregateRow(address, count.getAsLong(), policyEvaluated, identifiers, new AuthResults(dkim, spf));
    }

    private void readRow() throws BrokenReportException {
        children.of("row", false);
        boolean evaluated = false;
        while (xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "source_ip" -> {
                    if (first(0, name)) {
                        readAddress();
                    }
                }
                case "count" -> {
                    if (first(1, name)) {
                        readCount();
                    }
                }
                case "policy_evaluated" -> {
                    if (evaluated) {
                        findings.add(Finding.REPEATED, "row has more than one policy_evaluated; only the first counts");
                        xml.skip();
                    } else {
                        evaluated = true;
                        readPolicyEvaluated();
                    }
                }
                default -> unknown("row");
            }
        }
        if (!evaluated) {
            findings.add(Finding.MISSING, "row has no policy_evaluated");
        }
    }

    private void readAddress() throws BrokenReportException {
        String text = xml.text();
        sourceIp = values.address(text).orElse(null);
        if (sourceIp == null) {
            findings.add(Finding.ADDRESS, "source_ip is no address: " + ReportText.shown(text));
        }
    }

    private void readCount() throws BrokenReportException {
        String text = xml.text();
        count = values.number("count", text);
        if (count.isPresent() && count.getAsLong() < 1) {
            findings.add(Finding.NUMBER, "count is not positive: " + ReportText.shown(text));
        }
    }

    private void readPolicyEvaluated() throws BrokenReportException {
        Children inOrder = new Children(findings).of("policy_evaluated", true);
        Optional<Disposition> disposition = Optional.empty();
        Optional<AlignedResult> dkimResult = Optional.empty();
        Optional<AlignedResult> spfResult = Optional.empty();
        List<PolicyOverrideReason> reasons = new ArrayList<>();
        while (xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "disposition" -> {
                    if (inOrder.first(0, name)) {
                        disposition = values.word(name, xml.text(), Disposition::ofWord);
                    } else {
                        xml.skip();
                    }
                }
                case "dkim" -> {
                    if (inOrder.first(1, name)) {
                        dkimResult = values.word("the aligned result of DKIM", xml.text(), AlignedResult::ofWord);
                    } else {
                        xml.skip();
                    }
                }
                case "spf" -> {
                    if (inOrder.first(2, name)) {
                        spfResult = values.word("the aligned result of SPF", xml.text(), AlignedResult::ofWord);
                    } else {
                        xml.skip();
                    }
                }
                case "reason" -> {
                    inOrder.any(3, name);
                    addLimited(reasons, readReason(), name);
                }
                default -> unknown("policy_evaluated");
            }
        }
        inOrder.require(0, "disposition");
        inOrder.require(1, "dkim");
        inOrder.require(2, "spf");
        if (shape == ReportShape.RFC7489 && disposition.equals(Optional.of(Disposition.PASS))) {
            findings.add(Finding.OTHER_SHAPE, "the disposition is \"pass\", which RFC 7489 does not have");
        }
        policyEvaluated = new PolicyEvaluated(disposition, dkimResult, spfResult, reasons);
    }

    private PolicyOverrideReason readReason() throws BrokenReportException {
        Children inReason = new Children(findings).of("reason", false);
        Optional<PolicyOverrideReason.Type> type = Optional.empty();
        String comment = "";
        while (xml.nextChild()) {
            String name = xml.name();
            if (name.equals("type") && inReason.first(0, name)) {
                type = values.word("the type of a reason", xml.text(), PolicyOverrideReason.Type::ofWord);
            } else if (name.equals("comment") && inReason.first(1, name)) {
                comment = xml.text();
            } else if (name.equals("type") || name.equals("comment")) {
                xml.skip();
            } else {
                unknown("reason");
            }
        }
        inReason.require(0, "type");
        boolean old = type.isPresent() && type.get().isOld();
        boolean newer = type.equals(Optional.of(PolicyOverrideReason.Type.POLICY_TEST_MODE));
        if (shape == ReportShape.RFC9990 ? old : newer) {
            findings.add(Finding.OTHER_SHAPE, "the type of a reason is one of the other standard");
        }
        return new PolicyOverrideReason(type, comment);
    }

    private void readIdentifiers(String element) throws BrokenReportException {
        if (!element.equals("identifiers")) {
            findings.add(Finding.UNKNOWN_ELEMENT, "record has identities in place of identifiers");
        }
        children.of("identifiers", false);
        String headerFrom = "";
        Optional<String> envelopeFrom = Optional.empty();
        Optional<String> envelopeTo = Optional.empty();
        while (xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "header_from" -> {
                    if (first(0, name)) {
                        headerFrom = values.domain(name, xml.text());
                    }
                }
                case "envelope_from" -> {
                    if (first(1, name)) {
                        envelopeFrom = Optional.of(envelope(name));
                    }
                }
                case "envelope_to" -> {
                    if (first(2, name)) {
                        envelopeTo = Optional.of(envelope(name));
                    }
                }
                default -> unknown("identifiers");
            }
        }
        children.require(0, "header_from");
        identifiers = new Identifiers(headerFrom, envelopeFrom, envelopeTo);
    }

    /** A domain, or nothing at all for the null reverse-path (RFC 9990, IdentifierType). */
    private String envelope(String name) throws BrokenReportException {
        String text = xml.text();
        return text.isEmpty() ? text : values.domain(name, text);
    }

    private void readAuthResults() throws BrokenReportException {
        Children inOrder = new Children(findings).of("auth_results", true);
        while (xml.nextChild()) {
            String name = xml.name();
            if (name.equals("dkim")) {
                inOrder.any(0, name);
                addLimited(dkim, readDkim(), name);
            } else if (name.equals("spf")) {
                inOrder.any(1, name);
                addLimited(spf, readSpf(), name);
            } else {
                unknown("auth_results");
            }
        }
        if (shape == ReportShape.RFC9990 && spf.size() > 1) {
            findings.add(Finding.REPEATED, "auth_results has more than one spf; RFC 9990 has at most one");
        }
        if (shape == ReportShape.RFC7489) {
            inOrder.require(1, "spf");
        }
    }

    private DkimAuthResult readDkim() throws BrokenReportException {
        children.of("dkim", false);
        String domain = "";
        String selector = "";
        Optional<AuthResult> result = Optional.empty();
        Optional<String> human = Optional.empty();
        while (xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "domain" -> {
                    if (first(0, name)) {
                        domain = values.domain("the domain of dkim", xml.text());
                    }
                }
                case "selector" -> {
                    if (first(1, name)) {
                        selector = xml.text();
                    }
                }
                case "result" -> {
                    if (first(2, name)) {
                        result = values.dkimResult(xml.text());
                    }
                }
                case "human_result" -> {
                    if (first(3, name)) {
                        human = Optional.of(xml.text());
                    }
                }
                default -> unknown("dkim");
            }
        }
        children.require(0, "domain");
        children.require(2, "result");
        // RFC 9990, DKIMAuthResultType: required, where RFC 7489 leaves it out.
        if (shape == ReportShape.RFC9990) {
            children.require(1, "selector");
        }
        return new DkimAuthResult(domain, selector, result, human);
    }

    private SpfAuthResult readSpf() throws BrokenReportException {
        children.of("spf", false);
        String domain = "";
        Optional<SpfScope> scope = Optional.empty();
        Optional<AuthResult> result = Optional.empty();
        Optional<String> human = Optional.empty();
        while (xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "domain" -> {
                    if (first(0, name)) {
                        domain = values.domain("the domain of spf", xml.text());
                    }
                }
                case "scope" -> {
                    if (first(1, name)) {
                        scope = values.word(name, xml.text(), SpfScope::ofWord);
                    }
                }
                case "result" -> {
                    if (first(2, name)) {
                        result = values.spfResult(xml.text());
                    }
                }
                case "human_result" -> {
                    if (first(3, name)) {
                        human = Optional.of(xml.text());
                    }
                }
                default -> unknown("spf");
            }
        }
        children.require(0, "domain");
        children.require(2, "result");
        if (shape == ReportShape.RFC9990 && scope.equals(Optional.of(SpfScope.HELO))) {
            findings.add(Finding.OTHER_SHAPE, "the scope is \"helo\", which RFC 9990 no longer has");
        }
        return new SpfAuthResult(domain, scope, result, human);
    }

    private boolean first(int bit, String name) throws BrokenReportException {
        boolean first = children.first(bit, name);
        if (!first) {
            xml.skip();
        }
        return first;
    }

    private <T> void addLimited(List<T> list, T element, String name) {
        if (list.size() < MOST_RESULTS) {
            list.add(element);
        } else {
            findings.add(Finding.REPEATED, "there are more than " + MOST_RESULTS + " of " + name);
        }
    }

    private void unknown(String parent) throws BrokenReportException {
        findings.add(Finding.UNKNOWN_ELEMENT, parent + " has an element " + ReportText.shown(xml.name()));
        xml.skip();
    }
}
