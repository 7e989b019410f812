package org.mailauth.arc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailauth.DomainName;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.internal.net.IpLiteral;

/**
 * What a chain of trusted sealers vouches for: the results that one of them found when the message reached it, carried
 * unchanged to here.
 *
 * <p>It is a candidate, not a verdict: whether it overrides a DMARC failure is local policy (RFC 8617 §7.2). Only
 * {@link ArcTrust} makes one. Immutable and thread-safe.
 */
public final class ArcClaim {
    private final List<ArcSet> sets;
    private final ArcSet source;
    private final AuthenticationResults results;
    private final OptionalInt oldestPass;

    ArcClaim(List<ArcSet> sets, ArcSet source, AuthenticationResults results, OptionalInt oldestPass) {
        this.sets = List.copyOf(sets);
        this.source = source;
        this.results = results;
        this.oldestPass = oldestPass;
    }

    /**
     * The set whose results are used: the oldest one that is reached from the newest through trusted sealers only.
     *
     * @return the set, with its instance and its sealer
     */
    public ArcSet source() {
        return source;
    }

    /**
     * The results themselves.
     *
     * @return what the sealer of {@link #source()} found on arrival
     */
    public AuthenticationResults results() {
        return results;
    }

    /**
     * What the sealer found of DKIM.
     *
     * @return unmodifiable, one for each signature
     */
    public List<MethodResult> dkim() {
        return results.results("dkim");
    }

    /**
     * What the sealer found of SPF.
     *
     * @return unmodifiable, mostly one
     */
    public List<MethodResult> spf() {
        return results.results("spf");
    }

    /**
     * What the sealer found of DMARC.
     *
     * @return empty when it says nothing, and also when it says several things: then nobody can tell which one is meant
     */
    public Optional<MethodResult> dmarc() {
        List<MethodResult> found = results.results("dmarc");
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /**
     * Whether the sealer found that DMARC passes for this author domain: {@code dmarc=pass} with exactly this name in
     * {@code header.from}. A result without that property speaks of nobody, and one for another domain says that the
     * author was changed on the way.
     *
     * @param authorDomain the Author Domain of the message as it is now
     * @return true when the claim is about this domain and is a pass
     */
    public boolean dmarcPassedFor(DomainName authorDomain) {
        return dmarc().filter(dmarc -> dmarc.result().equals("pass"))
                .flatMap(dmarc -> dmarc.value("header", "from"))
                .flatMap(from -> DomainName.parse(from).value())
                .filter(authorDomain::equals)
                .isPresent();
    }

    /**
     * Whether nobody has changed, since the claim was made, what the claimant's message signature covers.
     *
     * @return empty when the verifier was not asked to find out
     */
    public Optional<Boolean> unchangedSince() {
        return oldestPass.isEmpty() ? Optional.empty() : Optional.of(oldestPass.getAsInt() <= source.instance());
    }

    /**
     * The comment of the policy override reason {@code local_policy} in a DMARC report, as RFC 8617 §7.2.2 has it:
     * {@code arc=pass as[2].d=d2.example as[2].s=s2 as[1].d=d1.example as[1].s=s3 remote-ip[1]=2001:db8::1a}. The address
     * is left out where the first set does not tell it.
     *
     * @return one line of ASCII
     */
    public String localPolicyComment() {
        StringBuilder comment = new StringBuilder("arc=pass");
        for (int at = sets.size() - 1; at >= 0; at--) {
            ArcSet set = sets.get(at);
            String seal = " as[" + set.instance() + "].";
            comment.append(seal).append("d=").append(set.sealer());
            comment.append(seal).append("s=").append(set.selector());
        }
        remoteIp(sets.get(0)).ifPresent(ip -> comment.append(" remote-ip[1]=").append(ip));
        return comment.toString();
    }

    /** RFC 8617 §10.2: {@code smtp.remote-ip} of the method arc; an address in its standard form. */
    private static Optional<String> remoteIp(ArcSet set) {
        return set.authenticationResults().value().stream()
                .flatMap(results -> results.results().stream())
                .flatMap(result -> result.value("smtp", "remote-ip").stream())
                .flatMap(text -> address(text).stream())
                .findFirst();
    }

    private static Optional<String> address(String text) {
        Optional<String> ipv4 = IpLiteral.ipv4(text).map(IpLiteral::format);
        return ipv4.isPresent() ? ipv4 : IpLiteral.ipv6(text).map(IpLiteral::format);
    }

    @Override
    public String toString() {
        return "ArcClaim[i=" + source.instance() + ", d=" + source.sealer() + ", " + results + "]";
    }
}
