package org.mailauth.dmarc;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;

/**
 * What a domain published about messages in its name: the DMARC Policy Record (RFC 9989 §4.7), with the tags that only
 * RFC 7489 knew.
 *
 * <p>A text that does not start with {@code v=DMARC1} is no record. Any other mistake costs only the tag that holds it:
 * unknown tags are ignored, and a tag with an unusable value has its default (§4.8), each with a problem. Two records are
 * equal when they ask for the same. Immutable and thread-safe.
 */
public final class DmarcRecord {
    private final RecordTags tags;

    DmarcRecord(RecordTags tags) {
        this.tags = tags;
    }

    /**
     * Reads a record written by a stranger.
     *
     * @param text the character-strings of one TXT record, joined; one octet a character
     * @return the record with everything that was ignored or repaired, or why the text is none
     */
    public static Parsed<DmarcRecord> parse(String text) {
        return new RecordParser(text).parse();
    }

    /**
     * Reads a record written by the program's author.
     *
     * @param text a record
     * @return the record
     * @throws IllegalArgumentException when the text is none
     */
    public static DmarcRecord of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Whether a text claims to be a record: its first tag is the version (RFC 9989 §4.10 step 2).
     *
     * @param text the character-strings of one TXT record, joined
     * @return true also for records with mistakes in other tags
     */
    public static boolean isDmarc(String text) {
        return RecordParser.isDmarc(text);
    }

    /**
     * Starts a record that asks for a policy.
     *
     * @param policy tag {@code p}
     * @return a builder with the defaults of RFC 9989 §4.7
     */
    public static DmarcRecordBuilder builder(DmarcPolicy policy) {
        return new DmarcRecordBuilder().policy(policy);
    }

    /**
     * Starts a record like this one.
     *
     * @return a builder with this record's values
     */
    public DmarcRecordBuilder toBuilder() {
        return new DmarcRecordBuilder(tags);
    }

    /**
     * This record with another policy.
     *
     * @param policy tag {@code p}
     * @return a new record
     */
    public DmarcRecord withPolicy(DmarcPolicy policy) {
        return toBuilder().policy(policy).build();
    }

    /**
     * The policy for the domain itself, and for all below it where no other tag applies: {@code p}.
     *
     * @return empty when the tag is absent or not valid
     */
    public Optional<DmarcPolicy> policy() {
        return tags.policy(RecordTags.POLICY);
    }

    /**
     * The policy for subdomains: {@code sp}.
     *
     * @return empty when the tag is absent or not valid
     */
    public Optional<DmarcPolicy> subdomainPolicy() {
        return tags.policy(RecordTags.SUBDOMAINS);
    }

    /**
     * The policy for subdomains that do not exist: {@code np}.
     *
     * @return empty when the tag is absent or not valid
     */
    public Optional<DmarcPolicy> nonexistentSubdomainPolicy() {
        return tags.policy(RecordTags.NONEXISTENT);
    }

    /** Whether a policy tag is there with a value that is no policy. */
    boolean hasUnusable(String tag) {
        return tags.unusable().containsKey(tag);
    }

    /**
     * Whether the domain is a Public Suffix Domain: {@code psd}.
     *
     * @return unknown by default
     */
    public PublicSuffixFlag publicSuffixFlag() {
        return tags.psd();
    }

    /**
     * Whether the domain only tests its policy: {@code t=y}. Receivers apply the next milder one.
     *
     * @return false by default
     */
    public boolean isTesting() {
        return tags.testing();
    }

    /**
     * How near a DKIM signing domain must be: {@code adkim}.
     *
     * @return relaxed by default
     */
    public AlignmentMode dkimAlignment() {
        return tags.dkimAlignment();
    }

    /**
     * How near an SPF domain must be: {@code aspf}.
     *
     * @return relaxed by default
     */
    public AlignmentMode spfAlignment() {
        return tags.spfAlignment();
    }

    /**
     * Where aggregate reports go: {@code rua}.
     *
     * @return valid URIs in order; empty when the domain wants none
     */
    public List<ReportUri> aggregateReportUris() {
        return tags.aggregate();
    }

    /**
     * Where failure reports go: {@code ruf}.
     *
     * @return valid URIs in order; empty when the domain wants none
     */
    public List<ReportUri> failureReportUris() {
        return tags.failure();
    }

    /**
     * When failure reports are wanted: {@code fo}.
     *
     * @return in the order written; when all mechanisms failed, by default
     */
    public Set<FailureReportOption> failureReportOptions() {
        return tags.options();
    }

    /**
     * The share of failing messages that the policy is for: {@code pct}, which only mode RFC 7489 honours.
     *
     * @return 0 to 100; 100 by default
     */
    public int percent() {
        return tags.historic().percent();
    }

    /**
     * The formats of failure reports: {@code rf} (RFC 7489 §6.3), which nobody honours any more.
     *
     * @return lower case; {@code afrf} by default
     */
    public List<String> failureReportFormats() {
        return tags.historic().formats();
    }

    /**
     * The time between aggregate reports: {@code ri} (RFC 7489 §6.3), which only mode RFC 7489 honours.
     *
     * @return whole seconds; a day by default
     */
    public Duration reportInterval() {
        return Duration.ofSeconds(tags.historic().intervalSeconds());
    }

    /**
     * The record as it is published, defaults left out; longer than 255 octets it must be split into several
     * character-strings.
     *
     * @return a tag list that reads back as an equal record
     */
    public String toText() {
        StringBuilder text = new StringBuilder("v=DMARC1");
        for (String tag : List.of(RecordTags.POLICY, RecordTags.SUBDOMAINS, RecordTags.NONEXISTENT)) {
            String unusable = tags.unusable().get(tag);
            tags.policy(tag).ifPresent(policy -> append(text, tag, policy.word()));
            if (unusable != null) {
                append(text, tag, unusable);
            }
        }
        if (tags.psd() != PublicSuffixFlag.UNKNOWN) {
            append(text, "psd", tags.psd().letter());
        }
        if (tags.testing()) {
            append(text, "t", "y");
        }
        if (tags.dkimAlignment() == AlignmentMode.STRICT) {
            append(text, "adkim", "s");
        }
        if (tags.spfAlignment() == AlignmentMode.STRICT) {
            append(text, "aspf", "s");
        }
        appendReporting(text);
        return text.toString();
    }

    private void appendReporting(StringBuilder text) {
        if (!tags.aggregate().isEmpty()) {
            append(text, "rua", joined(tags.aggregate()));
        }
        if (!tags.failure().isEmpty()) {
            append(text, "ruf", joined(tags.failure()));
        }
        if (!tags.options().equals(Set.of(FailureReportOption.ALL_FAILED))) {
            append(
                    text,
                    "fo",
                    tags.options().stream().map(FailureReportOption::letter).collect(Collectors.joining(":")));
        }
        RecordTags.HistoricTags historic = tags.historic();
        RecordTags.HistoricTags defaults = RecordTags.HistoricTags.DEFAULTS;
        if (historic.percent() != defaults.percent()) {
            append(text, "pct", String.format(Locale.ROOT, "%d", historic.percent()));
        }
        if (!historic.formats().equals(defaults.formats())) {
            append(text, "rf", String.join(":", historic.formats()));
        }
        if (historic.intervalSeconds() != defaults.intervalSeconds()) {
            append(text, "ri", String.format(Locale.ROOT, "%d", historic.intervalSeconds()));
        }
    }

    private static String joined(List<ReportUri> uris) {
        return uris.stream().map(ReportUri::toString).collect(Collectors.joining(","));
    }

    private static void append(StringBuilder text, String tag, String value) {
        text.append("; ").append(tag).append('=').append(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DmarcRecord that && tags.equals(that.tags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tags);
    }

    /** The record as it is published, see {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
