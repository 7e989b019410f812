package org.mailauth.mtasts;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;

/** Gets the policy file of a domain and judges it (RFC 8461 §3.3): two questions to the DNS, one to the policy host. */
final class PolicyHost {
    private static final String LABEL = "mta-sts";

    private final PolicyTransport transport;
    private final FetchLimits limits;

    PolicyHost(PolicyTransport transport, FetchLimits limits) {
        this.transport = transport;
        this.limits = limits;
    }

    static Optional<DomainName> name(DomainName domain) {
        return domain.prepend(LABEL);
    }

    FetchedPolicy get(DomainName host, MessageDns dns, Instant now) {
        DnsAnswer wide = dns.ask(host.toDnsName(), DnsType.AAAA, LABEL);
        DnsAnswer narrow = dns.ask(host.toDnsName(), DnsType.A, LABEL);
        List<InetAddress> all = interleaved(
                wide.records(DnsRecord.Aaaa.class).stream()
                        .map(DnsRecord.Aaaa::address)
                        .toList(),
                narrow.records(DnsRecord.A.class).stream()
                        .map(DnsRecord.A::address)
                        .toList());
        Deadline deadline = dns.budget().deadline();
        if (all.isEmpty()) {
            boolean late = deadline.hasPassed();
            boolean interrupted = Thread.currentThread().isInterrupted();
            PolicyFetchFailure failure = interrupted
                    ? PolicyFetchFailure.INTERRUPTED
                    : late ? PolicyFetchFailure.TIMEOUT : PolicyFetchFailure.UNRESOLVED;
            return FetchedPolicy.failed(failure, now, host + ": " + described(wide) + ", " + described(narrow));
        }
        List<InetAddress> allowed = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (InetAddress address : all) {
            Optional<String> refusal = limits.privateAddresses() ? Optional.empty() : AddressGuard.refusal(address);
            if (refusal.isPresent()) {
                refused.add(address.getHostAddress() + " is " + refusal.get());
            } else if (allowed.size() < limits.maxAddresses()) {
                allowed.add(address);
            }
        }
        if (allowed.isEmpty()) {
            return FetchedPolicy.failed(PolicyFetchFailure.ADDRESS_REFUSED, now, refused.get(0));
        }
        PolicyResponse response =
                transport.get(new PolicyRequest(host, allowed, limits.port(), limits.maxOctets(), deadline));
        return judge(Objects.requireNonNull(response, "the transport returned null"), now);
    }

    /** One of each family in turn: one that does not work costs no more than every second try (RFC 8305 §4). */
    private static List<InetAddress> interleaved(
            List<? extends InetAddress> first, List<? extends InetAddress> second) {
        List<InetAddress> all = new ArrayList<>();
        for (int at = 0; at < Math.max(first.size(), second.size()); at++) {
            if (at < first.size()) {
                all.add(first.get(at));
            }
            if (at < second.size()) {
                all.add(second.get(at));
            }
        }
        return all;
    }

    private static String described(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Failed failed) {
            return failed.cause().text();
        }
        return answer instanceof DnsAnswer.NxDomain ? "no such name" : "no such record";
    }

    private FetchedPolicy judge(PolicyResponse response, Instant now) {
        if (response instanceof PolicyResponse.Failed failed) {
            return FetchedPolicy.failed(failed.failure(), now, failed.detail());
        }
        PolicyResponse.Received received = (PolicyResponse.Received) response;
        int status = received.status();
        if (status != 200) {
            // RFC 8461 §3.3: only 200 is a policy, and redirects MUST NOT be followed.
            String redirect = status / 100 == 3 ? ", a redirect, which is not followed" : "";
            return FetchedPolicy.failed(PolicyFetchFailure.STATUS, now, status + redirect);
        }
        String type = received.contentType().orElse("none");
        if (!isPlainText(type)) {
            return FetchedPolicy.failed(PolicyFetchFailure.MEDIA_TYPE, now, "it is " + Rule.shown(type));
        }
        byte[] body = received.body();
        if (body.length > limits.maxOctets()) {
            return FetchedPolicy.failed(PolicyFetchFailure.TOO_LARGE, now, body.length + " octets");
        }
        Parsed<MtaStsPolicy> parsed = MtaStsPolicy.parse(body);
        return parsed.value()
                .map(policy -> FetchedPolicy.of(policy, now, parsed.problems()))
                .orElseGet(() -> FetchedPolicy.failed(PolicyFetchFailure.POLICY_INVALID, now, parsed.problems()));
    }

    /** RFC 8461 §3.2: the media type is text/plain; no parameter of it says anything that matters here. */
    private static boolean isPlainText(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = contentType.substring(0, semicolon < 0 ? contentType.length() : semicolon);
        return Grammar.withoutFinalBlanks(type).equalsIgnoreCase("text/plain");
    }
}
