package org.mailauth.dane.publish;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mailauth.Problem;
import org.mailauth.dane.TlsaMatchingType;
import org.mailauth.dane.TlsaRecord;
import org.mailauth.dane.TlsaSelector;
import org.mailauth.dane.TlsaUsage;
import org.mailauth.dane.publish.TlsaFinding.Severity;

/** What can be said of the records without any certificate. */
final class RecordFindings {
    private final Findings findings;
    private final List<TlsaRecord> published;
    private final List<TlsaRecord> usable;

    RecordFindings(Findings findings, List<TlsaRecord> published) {
        this.findings = findings;
        this.published = published;
        this.usable = published.stream().filter(TlsaRecord::isUsable).toList();
    }

    void add() {
        if (usable.isEmpty()) {
            findings.add(
                    Severity.ERROR,
                    "all-unusable",
                    "RFC 7672 §2.2",
                    "no record can be used: clients encrypt, but authenticate nobody");
        }
        for (TlsaRecord record : published) {
            for (Problem problem : record.problems()) {
                findings.add(usable.isEmpty() ? Severity.ERROR : Severity.WARNING, problem);
            }
        }
        usable.forEach(this::addChoice);
        for (TlsaUsage usage : TlsaUsage.values()) {
            for (TlsaSelector selector : TlsaSelector.values()) {
                addDigests(usable.stream()
                        .filter(record -> record.rdata().usage() == usage.number())
                        .filter(record -> record.rdata().selector() == selector.number())
                        .toList());
            }
        }
    }

    private void addChoice(TlsaRecord record) {
        if (record.rdata().matchingType() == TlsaMatchingType.FULL.number()) {
            findings.add(
                    Severity.WARNING,
                    "full",
                    "RFC 7671 §10.1.2",
                    record.parameters() + ": a digest (matching type 1) keeps answers small; large ones get lost");
        }
        boolean endEntity = record.rdata().usage() == TlsaUsage.DANE_EE.number();
        boolean key = record.rdata().selector() == TlsaSelector.SPKI.number();
        if (endEntity && !key) {
            findings.add(
                    Severity.INFO,
                    "certificate-selector",
                    "RFC 7672 §3.1.1",
                    record.parameters() + ": the record has to change with each renewal; 3 1 1 only with the key");
        }
        if (!endEntity && key) {
            findings.add(
                    Severity.INFO,
                    "anchor-key",
                    "RFC 7672 §3.1.2",
                    record.parameters() + ": 2 0 1 holds on to the authority's constraints, too");
        }
    }

    /** Records of one usage and selector: what digest agility makes of them. */
    private void addDigests(List<TlsaRecord> records) {
        Set<TlsaMatchingType> types = EnumSet.noneOf(TlsaMatchingType.class);
        records.forEach(record -> record.matchingType().ifPresent(types::add));
        if (types.contains(TlsaMatchingType.SHA_512) && !types.contains(TlsaMatchingType.SHA_256)) {
            findings.add(
                    Severity.WARNING,
                    "sha-512-only",
                    "RFC 7671 §9",
                    records.get(0).parameters() + ": not every client knows SHA-512; publish SHA-256, too, or alone");
        }
        if (types.contains(TlsaMatchingType.SHA_512) && types.contains(TlsaMatchingType.SHA_256)) {
            long strong = count(records, TlsaMatchingType.SHA_512);
            long weak = count(records, TlsaMatchingType.SHA_256);
            if (strong != weak) {
                findings.add(
                        Severity.ERROR,
                        "digests-differ",
                        "RFC 7671 §9",
                        weak + " records by SHA-256 beside " + strong + " by SHA-512: clients that know both go by the "
                                + "stronger alone, so every key needs both");
            }
        }
    }

    private static long count(List<TlsaRecord> records, TlsaMatchingType type) {
        return records.stream()
                .filter(record -> record.rdata().matchingType() == type.number())
                .count();
    }
}
