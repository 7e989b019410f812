package org.mailauth.spf.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.mailauth.DomainName;
import org.mailauth.spf.IpNetwork;
import org.mailauth.spf.SpfResult;

/**
 * What can be said about a domain's policy before any message arrives. Only an {@link SpfAnalyzer} makes one; it holds
 * values only, and prints as text. Immutable and thread-safe.
 */
public final class SpfAnalysis {
    private final DomainName domain;
    private final SpfOutline outline;
    private final SpfWorstCase worstCase;
    private final AddressResults results;
    private final SpfAuthorized authorized;
    private final List<SpfFinding> findings;
    private final SpfFlattening flattening;
    private final boolean complete;

    SpfAnalysis(
            DomainName domain,
            SpfOutline outline,
            SpfWorstCase worstCase,
            AddressResults results,
            List<SpfFinding> findings,
            SpfFlattening flattening,
            boolean complete) {
        this.domain = domain;
        this.outline = outline;
        this.worstCase = worstCase;
        this.results = results;
        this.authorized = authorized(results);
        this.findings = List.copyOf(findings);
        this.flattening = flattening;
        this.complete = complete;
    }

    private static SpfAuthorized authorized(AddressResults results) {
        Predicate<PossibleResults> surely = possible -> possible.isOnly(SpfResult.PASS);
        Predicate<PossibleResults> perhaps = possible -> possible.includes(SpfResult.PASS) && !possible.isOne();
        List<IpNetwork> networks = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            networks.addAll(results.passing(family).networks());
        }
        BigInteger ip4ByMessage = results.count(AddressFamily.IP4, perhaps);
        return new SpfAuthorized(
                results.count(AddressFamily.IP4, surely).longValueExact(),
                results.count(AddressFamily.IP6, surely),
                ip4ByMessage.longValueExact(),
                results.count(AddressFamily.IP6, perhaps),
                networks);
    }

    /**
     * The domain whose policy was analysed.
     *
     * @return as given to the analyzer
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * The SPF records that the domain published, or the one given to the analyzer.
     *
     * @return none, one, or several, which is an error; visible characters only
     */
    public List<String> records() {
        return outline.records();
    }

    /**
     * The policy with all policies that it leads to, and what every term costs in the worst case.
     *
     * @return without terms when there is no usable record
     */
    public SpfOutline outline() {
        return outline;
    }

    /**
     * What one evaluation costs at most.
     *
     * @return as far as the analysis could count
     */
    public SpfWorstCase worstCase() {
        return worstCase;
    }

    /**
     * The addresses that pass.
     *
     * @return counts and networks
     */
    public SpfAuthorized authorized() {
        return authorized;
    }

    /**
     * The results that the policy can give to any address of a network, within the limits of RFC 7208 §4.6.4, as long as
     * the DNS answers as it did; a name that only a message chooses is taken to be answered for, too, so that it causes no
     * temperror.
     *
     * @param network a range of addresses, or one address with the whole length as its prefix; an IPv6 address that maps
     *     an IPv4 address is not what an evaluator would take it for (RFC 7208 §5): give the IPv4 address
     * @return one when neither message nor place in the network matters; never empty
     */
    public Set<SpfResult> possibleResults(IpNetwork network) {
        return results.in(network).results();
    }

    /**
     * Everything that the owner of the policy should know.
     *
     * @return errors first, unmodifiable, possibly empty
     */
    public List<SpfFinding> findings() {
        return findings;
    }

    /**
     * The policy written with addresses instead of names.
     *
     * @return the record, or why there is none
     */
    public SpfFlattening flattening() {
        return flattening;
    }

    /**
     * Whether the analysis saw the whole policy.
     *
     * @return false when it ended at its own limits; counts and findings are incomplete then
     */
    public boolean complete() {
        return complete;
    }

    /** The analysis as text of several lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(outline.toString());
        text.append("\nworst case: ").append(worstCase);
        text.append("\nauthorized: ").append(authorized);
        findings.forEach(finding -> text.append('\n').append(finding));
        return text.append("\nflattened: ").append(flattening).toString();
    }
}
