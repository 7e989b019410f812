package org.mailauth.dane.publish;

import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.mailauth.dane.DaneReason;
import org.mailauth.dane.DaneResult;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dane.SmtpServer;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dane.publish.TlsaFinding.Severity;

/**
 * Finds what is wrong with the TLSA records of a server: records that nobody can use, records that nobody believes, and
 * records that do not fit the certificates (RFC 7671 §5, §8, §9; RFC 7672 §3.1).
 *
 * <p>Immutable and thread-safe. A call with a server blocks as {@link DaneVerifier#lookup} does.
 */
public final class TlsaLinter {
    private final DaneVerifier verifier;

    private TlsaLinter(DaneVerifier verifier) {
        this.verifier = Objects.requireNonNull(verifier, "verifier");
    }

    /**
     * Makes a linter.
     *
     * @param verifier asks the DNS, and decides whether certificates match
     * @return a linter
     */
    public static TlsaLinter of(DaneVerifier verifier) {
        return new TlsaLinter(verifier);
    }

    /**
     * Looks at what is published for a server.
     *
     * @param server the server
     * @param chain the certificates that it shows, its own first; empty when they are not known
     * @return findings, the gravest first; possibly none
     */
    public List<TlsaFinding> lint(SmtpServer server, List<X509Certificate> chain) {
        return lint(verifier.lookup(server), chain);
    }

    /**
     * Looks at what a lookup found.
     *
     * @param lookup what the DNS says
     * @param chain the certificates that the server shows, its own first; empty when they are not known
     * @return findings, the gravest first; possibly none
     */
    public List<TlsaFinding> lint(TlsaLookup lookup, List<X509Certificate> chain) {
        Findings findings = new Findings();
        new ZoneFindings(findings).add(lookup);
        if (lookup instanceof TlsaLookup.Authenticate found) {
            new RecordFindings(findings, found.published()).add();
            if (!chain.isEmpty()) {
                addMatch(findings, found, chain);
            }
        } else if (lookup instanceof TlsaLookup.Encrypt found) {
            new RecordFindings(findings, found.published()).add();
        }
        return findings.all().stream()
                .sorted(Comparator.comparing(TlsaFinding::severity))
                .toList();
    }

    private void addMatch(Findings findings, TlsaLookup.Authenticate found, List<X509Certificate> chain) {
        DaneResult result = verifier.verify(found, chain);
        if (!result.isAuthenticated()) {
            boolean dropped = result.reason() == DaneReason.NO_MATCH
                    && found.published().stream()
                            .filter(record -> !found.usable().contains(record))
                            .anyMatch(record -> record.isUsable() && record.matches(chain.get(0)));
            findings.add(
                    Severity.ERROR,
                    dropped ? "only-weak-digest" : code(result.reason()),
                    dropped ? "RFC 7671 §9" : result.reason().reference(),
                    dropped
                            ? "the certificate matches only a digest that clients pass over for a stronger one"
                            : result.reason().text() + (result.detail().isEmpty() ? "" : ": " + result.detail()));
        }
        long spare = found.usable().stream()
                .filter(record -> chain.stream().noneMatch(record::matches))
                .count();
        if (result.isAuthenticated() && spare == 0) {
            findings.add(
                    Severity.INFO,
                    "no-successor",
                    "RFC 7672 §4",
                    "no record is for a key to come; one must be published, and seen, before the key changes");
        }
    }

    private static String code(DaneReason reason) {
        return switch (reason) {
            case NO_MATCH -> "no-match";
            case EXPIRED, NOT_YET_VALID -> "chain-dates";
            case NAME_MISMATCH -> "name-mismatch";
            default -> "chain";
        };
    }
}
