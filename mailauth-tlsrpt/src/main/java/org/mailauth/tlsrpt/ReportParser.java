package org.mailauth.tlsrpt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** Reads the fields of one report (RFC 8460 §4.4). Not thread-safe. */
final class ReportParser {
    private static final String RULE = JsonFields.RULE;
    private static final List<String> REPORT =
            List.of("organization-name", "date-range", "contact-info", "report-id", "policies");
    private static final List<String> RANGE = List.of("start-datetime", "end-datetime");
    private static final List<String> ENTRY = List.of("policy", "summary", "failure-details");
    private static final List<String> POLICY = List.of("policy-type", "policy-string", "policy-domain", "mx-host");
    private static final List<String> SUMMARY =
            List.of("total-successful-session-count", "total-failure-session-count");
    private static final List<String> DETAILS = List.of(
            "result-type",
            "sending-mta-ip",
            "receiving-mx-hostname",
            "receiving-mx-helo",
            "receiving-ip",
            "failed-session-count",
            "additional-information",
            "failure-reason-code");

    private final JsonParser json;
    private final JsonFields fields;
    private final TlsReportLimits limits;

    private final Texts texts = new Texts();
    private Optional<Instant> start = Optional.empty();
    private Optional<Instant> end = Optional.empty();
    private final List<TlsPolicyReport> policies = new ArrayList<>();
    private int failureDetails;

    ReportParser(JsonParser json, TlsReportLimits limits) {
        this.json = json;
        this.limits = limits;
        this.fields = new JsonFields(json, limits);
    }

    void finding(String code, String reference, String sentence) {
        fields.add(Problem.of(code, reference, sentence));
    }

    Parsed<TlsReport> read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableException(Problem.at(0, "tlsrpt.json", RULE, "the report is no JSON object"));
        }
        List<String> seen = fields.object("", REPORT, this::readField);
        fields.require("", seen, REPORT);
        fields.requireEnd();
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            finding("tlsrpt.period", RULE, "the report ends before it starts");
        }
        TlsReport report = new TlsReport(
                texts.get("organization-name"),
                start,
                end,
                texts.get("contact-info"),
                texts.get("report-id"),
                policies);
        return Parsed.of(report, fields.findings());
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "date-range" -> {
                List<String> seen = fields.object(name, RANGE, this::readTime);
                fields.require(name, seen, RANGE);
            }
            case "policies" -> fields.array(name, this::readPolicyReport);
            default -> texts.put(name, fields.text(name));
        }
    }

    private void readTime(String name) throws IOException {
        Optional<Instant> time = fields.dateTime("date-range." + name);
        if (name.equals("start-datetime")) {
            start = time;
        } else {
            end = time;
        }
    }

    private void readPolicyReport(String path) throws IOException {
        if (policies.size() == limits.maxPolicies()) {
            throw UnreadableException.limit("the report has more than " + limits.maxPolicies() + " policies");
        }
        PolicyReport entry = new PolicyReport(path);
        List<String> seen = fields.object(path, ENTRY, entry::readField);
        // A policy without failures need not list them.
        fields.require(path, seen, List.of("policy", "summary"));
        if (fields.wasObject()) {
            policies.add(entry.value());
        }
    }

    /** One entry of {@code policies}. */
    private final class PolicyReport {
        private final String path;
        private final Texts texts = new Texts();
        private List<String> strings = List.of();
        private List<String> hosts = List.of();
        private OptionalLong successful = OptionalLong.empty();
        private OptionalLong failed = OptionalLong.empty();
        private final List<TlsFailureDetails> details = new ArrayList<>();

        PolicyReport(String path) {
            this.path = path;
        }

        void readField(String name) throws IOException {
            String here = path + '.' + name;
            switch (name) {
                case "policy" -> {
                    List<String> seen = fields.object(here, POLICY, field -> readPolicy(here, field));
                    // Only MTA-STS has patterns for hosts, and without a policy there is nothing to quote.
                    fields.require(here, seen, List.of("policy-type", "policy-domain"));
                }
                case "summary" -> {
                    List<String> seen = fields.object(here, SUMMARY, field -> readSummary(here, field));
                    fields.require(here, seen, SUMMARY);
                }
                default -> fields.array(here, this::readDetails);
            }
        }

        private void readPolicy(String parent, String name) throws IOException {
            String here = parent + '.' + name;
            switch (name) {
                case "policy-string" -> strings = fields.texts(here);
                case "mx-host" -> hosts = fields.texts(here);
                case "policy-type" -> {
                    Optional<String> type = fields.text(here);
                    if (type.isPresent() && TlsPolicyType.ofWord(type.get()).isEmpty()) {
                        fields.value(here, "tlsrpt.policy-type", "is no policy type that the RFC knows");
                    }
                    texts.put(name, type);
                }
                default -> texts.put(name, fields.text(here));
            }
        }

        private void readSummary(String parent, String name) throws IOException {
            OptionalLong count = fields.count(parent + '.' + name);
            if (name.equals("total-successful-session-count")) {
                successful = count;
            } else {
                failed = count;
            }
        }

        private void readDetails(String here) throws IOException {
            failureDetails++;
            if (failureDetails > limits.maxFailureDetails()) {
                throw UnreadableException.limit(
                        "the report has more than " + limits.maxFailureDetails() + " kinds of failure");
            }
            Details kind = new Details(here);
            List<String> seen = fields.object(here, DETAILS, kind::readField);
            fields.require(here, seen, List.of("result-type", "failed-session-count"));
            if (fields.wasObject()) {
                details.add(kind.value());
            }
        }

        TlsPolicyReport value() {
            return new TlsPolicyReport(
                    texts.get("policy-type"), strings, texts.get("policy-domain"), hosts, successful, failed, details);
        }
    }

    /** One entry of {@code failure-details}. */
    private final class Details {
        private final String path;
        private final Texts texts = new Texts();
        private OptionalLong count = OptionalLong.empty();

        Details(String path) {
            this.path = path;
        }

        void readField(String name) throws IOException {
            String here = path + '.' + name;
            if (name.equals("failed-session-count")) {
                count = fields.count(here);
                return;
            }
            Optional<String> text = fields.text(here);
            if (name.equals("result-type")
                    && text.isPresent()
                    && TlsResultType.ofWord(text.get()).isEmpty()) {
                // RFC 8460 §6.6: new types can be registered, so an unknown one is kept.
                fields.value(here, "tlsrpt.result-type", "is no result type that the RFC knows");
            }
            texts.put(name, text);
        }

        TlsFailureDetails value() {
            return new TlsFailureDetails(
                    texts.get("result-type"),
                    texts.get("sending-mta-ip"),
                    texts.get("receiving-mx-hostname"),
                    texts.get("receiving-mx-helo"),
                    texts.get("receiving-ip"),
                    count,
                    texts.get("additional-information"),
                    texts.get("failure-reason-code"));
        }
    }
}
