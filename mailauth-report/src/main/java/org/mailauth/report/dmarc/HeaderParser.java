package org.mailauth.report.dmarc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailauth.dmarc.AlignmentMode;
import org.mailauth.dmarc.DmarcPolicy;

/** Reads what a report says before its rows. Not thread-safe. */
final class HeaderParser {
    private final XmlCursor xml;
    private final Findings findings;
    private final Values values;
    private final Optional<String> namespace;
    private Optional<String> version = Optional.empty();

    private String orgName = "";
    private String email = "";
    private Optional<String> extraContactInfo = Optional.empty();
    private String reportId = "";
    private Optional<Instant> begin = Optional.empty();
    private Optional<Instant> end = Optional.empty();
    private final List<String> errors = new ArrayList<>();
    private Optional<String> generator = Optional.empty();

    private String domain = "";
    private Optional<DmarcPolicy> policy = Optional.empty();
    private Optional<DmarcPolicy> subdomainPolicy = Optional.empty();
    private Optional<DmarcPolicy> nonexistentSubdomainPolicy = Optional.empty();
    private Optional<AlignmentMode> dkimAlignment = Optional.empty();
    private Optional<AlignmentMode> spfAlignment = Optional.empty();
    private Optional<DiscoveryMethod> discoveryMethod = Optional.empty();
    private Optional<String> failureReportOptions = Optional.empty();
    private Optional<Boolean> testing = Optional.empty();
    private OptionalInt percent = OptionalInt.empty();
    private boolean hasPercent;

    HeaderParser(XmlCursor xml, Findings findings, Optional<String> namespace) {
        this.xml = xml;
        this.findings = findings;
        this.values = new Values(findings);
        this.namespace = namespace;
    }

    AggregateReportHeader header() {
        return new AggregateReportHeader(
                shape(),
                namespace,
                version,
                new ReportMetadata(orgName, email, extraContactInfo, reportId, begin, end, errors, generator),
                new PolicyPublished(
                        domain,
                        policy,
                        subdomainPolicy,
                        nonexistentSubdomainPolicy,
                        dkimAlignment,
                        spfAlignment,
                        discoveryMethod,
                        failureReportOptions,
                        testing,
                        percent));
    }

    /** Whether anything was read that tells whose report this is, or about whom. */
    boolean isUsable() {
        return !domain.isEmpty() || !orgName.isEmpty() || !reportId.isEmpty();
    }

    private ReportShape shape() {
        if (namespace.equals(Optional.of(ReportShape.RFC9990_NAMESPACE))) {
            return ReportShape.RFC9990;
        }
        if (namespace.equals(Optional.of(ReportShape.RFC7489_NAMESPACE)) || hasPercent) {
            return ReportShape.RFC7489;
        }
        boolean newer = generator.isPresent()
                || testing.isPresent()
                || discoveryMethod.isPresent()
                || nonexistentSubdomainPolicy.isPresent();
        return newer ? ReportShape.RFC9990 : ReportShape.RFC7489;
    }

    /** What can be said when all of it is there. */
    void check() {
        ReportShape shape = shape();
        if (namespace.isEmpty()) {
            findings.add(Finding.NAMESPACE, "feedback has no namespace");
        } else if (!namespace.get().equals(ReportShape.RFC9990_NAMESPACE)
                && !namespace.get().equals(ReportShape.RFC7489_NAMESPACE)) {
            findings.add(Finding.NAMESPACE, "the namespace is not known: " + ReportText.shown(namespace.get()));
        }
        // RFC 9990 leaves it out where it likes; RFC 7489 Appendix C does not.
        if (version.isEmpty() && shape == ReportShape.RFC7489) {
            findings.add(Finding.MISSING, "feedback has no version");
        } else if (version.isPresent() && !version.get().equals("1.0")) {
            findings.add(Finding.VERSION, "the version is " + ReportText.shown(version.get()) + " and not 1.0");
        }
        if (shape == ReportShape.RFC9990 && hasPercent) {
            otherShape("pct", "RFC 9990 no longer has");
        }
        if (shape == ReportShape.RFC7489) {
            present(generator, "generator");
            present(testing, "testing");
            present(discoveryMethod, "discovery_method");
            present(nonexistentSubdomainPolicy, "np");
        }
        if (begin.isPresent() && end.isPresent() && end.get().isBefore(begin.get())) {
            findings.add(Finding.DATES, "the period ends before it begins");
        }
    }

    private void present(Optional<?> value, String element) {
        if (value.isPresent()) {
            otherShape(element, "RFC 7489 does not have");
        }
    }

    private void otherShape(String element, String standard) {
        findings.add(Finding.OTHER_SHAPE, "there is " + element + ", which " + standard);
    }

    void readVersion() throws BrokenReportException {
        version = Optional.of(xml.text());
    }

    void readMetadata() throws BrokenReportException {
        Children children = new Children(findings).of("report_metadata", false);
        while (xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "org_name" -> orgName = required(children, 0, orgName);
                case "email" -> email = required(children, 1, email);
                case "extra_contact_info" -> extraContactInfo = optional(children, 2, extraContactInfo);
                case "report_id" -> reportId = required(children, 3, reportId);
                case "date_range" -> {
                    if (children.first(4, name)) {
                        readDateRange();
                    } else {
                        xml.skip();
                    }
                }
                case "error" -> {
                    children.any(5, name);
                    errors.add(xml.text());
                    limitErrors();
                }
                case "generator" -> generator = optional(children, 6, generator);
                default -> unknown("report_metadata");
            }
        }
        children.require(0, "org_name");
        children.require(1, "email");
        children.require(3, "report_id");
        children.require(4, "date_range");
    }

    /** RFC 9990 has at most one error, RFC 7489 any number. */
    private void limitErrors() {
        if (errors.size() > 100) {
            errors.remove(100);
            findings.add(Finding.REPEATED, "report_metadata has more than 100 errors");
        }
    }

    private void readDateRange() throws BrokenReportException {
        Children children = new Children(findings).of("date_range", false);
        while (xml.nextChild()) {
            String name = xml.name();
            if (name.equals("begin") && children.first(0, name)) {
                begin = values.time(name, xml.text());
            } else if (name.equals("end") && children.first(1, name)) {
                end = values.time(name, xml.text());
            } else if (name.equals("begin") || name.equals("end")) {
                xml.skip();
            } else {
                unknown("date_range");
            }
        }
        children.require(0, "begin");
        children.require(1, "end");
    }

    void readPolicy() throws BrokenReportException {
        Children children = new Children(findings).of("policy_published", false);
        while (xml.nextChild()) {
            readPolicyChild(children, xml.name());
        }
        children.require(0, "domain");
        children.require(1, "p");
    }

    private void readPolicyChild(Children children, String name) throws BrokenReportException {
        int bit = switch (name) {
            case "domain" -> 0;
            case "p" -> 1;
            case "sp" -> 2;
            case "np" -> 3;
            case "adkim" -> 4;
            case "aspf" -> 5;
            case "discovery_method" -> 6;
            case "fo" -> 7;
            case "testing" -> 8;
            case "pct" -> 9;
            default -> -1;
        };
        if (bit < 0) {
            unknown("policy_published");
            return;
        }
        if (!children.first(bit, name)) {
            xml.skip();
            return;
        }
        String text = xml.text();
        switch (name) {
            case "domain" -> domain = values.domain("the domain of policy_published", text);
            case "p" -> policy = values.word(name, text, Values::policyOfWord);
            case "sp" -> subdomainPolicy = values.word(name, text, Values::policyOfWord);
            case "np" -> nonexistentSubdomainPolicy = values.word(name, text, Values::policyOfWord);
            case "adkim" -> dkimAlignment = values.word(name, text, Values::alignmentOfLetter);
            case "aspf" -> spfAlignment = values.word(name, text, Values::alignmentOfLetter);
            case "discovery_method" -> discoveryMethod = values.word(name, text, DiscoveryMethod::ofWord);
            case "fo" -> failureReportOptions = Optional.of(text);
            case "testing" -> testing = values.word(name, text, Values::testingOfLetter);
            default -> {
                hasPercent = true;
                percent = values.percent(text);
            }
        }
    }

    private String required(Children children, int bit, String before) throws BrokenReportException {
        String name = xml.name();
        if (!children.first(bit, name)) {
            xml.skip();
            return before;
        }
        String text = xml.text();
        if (text.isEmpty()) {
            findings.add(Finding.MISSING, name + " is empty");
        }
        return text;
    }

    private Optional<String> optional(Children children, int bit, Optional<String> before)
            throws BrokenReportException {
        if (!children.first(bit, xml.name())) {
            xml.skip();
            return before;
        }
        return Optional.of(xml.text());
    }

    private void unknown(String parent) throws BrokenReportException {
        findings.add(Finding.UNKNOWN_ELEMENT, parent + " has an element " + ReportText.shown(xml.name()));
        xml.skip();
    }
}
