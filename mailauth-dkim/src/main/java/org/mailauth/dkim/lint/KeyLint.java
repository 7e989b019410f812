package org.mailauth.dkim.lint;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnssecStatus;

/**
 * What a selector publishes, and what its owner should know of it. Immutable and thread-safe; no component is null.
 *
 * @param name the name that was asked for; empty when selector and domain make too long a name
 * @param records the texts of its TXT records, as published; one octet a character
 * @param keys the key records among them that can be read, revoked ones included
 * @param dnssec how far DNSSEC vouches for the answer
 * @param ttl how long the answer could still be remembered
 * @param findings errors first
 */
public record KeyLint(
        Optional<DnsName> name,
        List<String> records,
        List<DkimKeyRecord> keys,
        DnssecStatus dnssec,
        Duration ttl,
        List<KeyFinding> findings) {
    /**
     * Copies the lists and checks that nothing is null.
     *
     * @param name the name that was asked for
     * @param records the texts of its TXT records
     * @param keys the key records among them that can be read
     * @param dnssec how far DNSSEC vouches for the answer
     * @param ttl how long the answer could still be remembered
     * @param findings errors first
     */
    public KeyLint {
        Objects.requireNonNull(name, "name");
        records = List.copyOf(records);
        keys = List.copyOf(keys);
        Objects.requireNonNull(dnssec, "dnssec");
        Objects.requireNonNull(ttl, "ttl");
        findings = List.copyOf(findings);
    }

    /**
     * Whether some finding is an error.
     *
     * @return true when signatures of this selector fail, at least at some receivers
     */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == KeyFinding.Severity.ERROR);
    }
}
