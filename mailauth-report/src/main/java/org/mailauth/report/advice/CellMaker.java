package org.mailauth.report.advice;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateRow;
import org.mailauth.report.dmarc.AlignedResult;
import org.mailauth.report.dmarc.AuthResult;
import org.mailauth.report.dmarc.DkimAuthResult;
import org.mailauth.report.dmarc.PolicyPublished;
import org.mailauth.report.dmarc.SpfAuthResult;

/** Makes a cell of a row of a report. */
final class CellMaker {
    private static final int NAME_LENGTH = 64;
    private static final int DOMAIN_LENGTH = 253;
    private static final Optional<AlignedResult> ALIGNED = Optional.of(AlignedResult.PASS);
    private static final Optional<AuthResult> PASS = Optional.of(AuthResult.PASS);

    private CellMaker() {}

    /** Empty when the row is not about the domain, or on no day that a calendar has. */
    static Optional<TrafficCell> cell(DomainName domain, AggregateReportHeader header, AggregateRow row) {
        Optional<DomainName> policyDomain = header.policyPublished().policyDomain();
        Optional<DomainName> author = row.identifiers().authorDomain();
        Optional<LocalDate> day = header.metadata().begin().flatMap(CellMaker::day);
        if (!policyDomain.equals(Optional.of(domain)) || author.isEmpty() || day.isEmpty()) {
            return Optional.empty();
        }
        // A forged report may put any domain here; one that is not below the policy domain cannot be under its policy.
        if (!author.get().isEqualToOrBelow(domain)) {
            return Optional.empty();
        }
        boolean dkim = row.policyEvaluated().dkim().equals(ALIGNED);
        boolean spf = row.policyEvaluated().spf().equals(ALIGNED);
        return Optional.of(new TrafficCell(
                day.get(),
                author.get().toString(),
                network(row.sourceIp()),
                text(header.metadata().orgName(), NAME_LENGTH),
                policy(header.policyPublished()),
                dkim,
                spf,
                dkim || spf ? "" : authenticated(row),
                override(row)));
    }

    private static Optional<LocalDate> day(Instant begin) {
        long seconds = begin.getEpochSecond();
        // Years of four digits: the state is read back by LocalDate.parse.
        return seconds < 0 || seconds >= 253_402_300_800L
                ? Optional.empty()
                : Optional.of(LocalDate.ofInstant(begin, ZoneOffset.UTC));
    }

    private static String network(InetAddress address) {
        byte[] octets = address.getAddress();
        int kept = octets.length == 4 ? 3 : 6;
        for (int at = kept; at < octets.length; at++) {
            octets[at] = 0;
        }
        try {
            return IpLiteral.format(InetAddress.getByAddress(octets)) + (kept == 3 ? "/24" : "/48");
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 octets", impossible);
        }
    }

    private static String policy(PolicyPublished published) {
        StringBuilder text =
                new StringBuilder(published.policy().orElse(DmarcPolicy.NONE).word());
        published.subdomainPolicy().ifPresent(policy -> text.append(" sp=").append(policy.word()));
        published
                .nonexistentSubdomainPolicy()
                .ifPresent(policy -> text.append(" np=").append(policy.word()));
        if (published.testing().orElse(false)) {
            text.append(" t=y");
        }
        if (published.percent().orElse(100) < 100) {
            text.append(" pct=").append(published.percent().getAsInt());
        }
        return text.toString();
    }

    private static String authenticated(AggregateRow row) {
        String first = "";
        for (DkimAuthResult dkim : row.authResults().dkim()) {
            if (dkim.result().equals(PASS)) {
                first = earlier(first, dkim.domain());
            }
        }
        for (SpfAuthResult spf : row.authResults().spf()) {
            if (spf.result().equals(PASS)) {
                first = earlier(first, spf.domain());
            }
        }
        return first;
    }

    private static String earlier(String first, String domain) {
        String text = text(domain, DOMAIN_LENGTH);
        return first.isEmpty() || (!text.isEmpty() && text.compareTo(first) < 0) ? text : first;
    }

    private static String override(AggregateRow row) {
        return row.policyEvaluated().reasons().stream()
                .flatMap(reason -> reason.type().stream())
                .map(type -> type.word())
                .sorted()
                .findFirst()
                .orElse("");
    }

    private static String text(String given, int length) {
        String clean = given.replace('\t', ' ').strip().toLowerCase(Locale.ROOT);
        if (clean.length() <= length) {
            return clean;
        }
        // Half of a pair of surrogates has no octets in UTF-8: a state would be read back as another cell.
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(length - 1)) ? length - 1 : length);
    }
}
