package org.mailauth.spf;

/**
 * What a part of an evaluation has cost, counted as RFC 7208 §4.6.4 counts. Immutable and thread-safe.
 *
 * @param dnsTerms terms that cause DNS questions
 * @param voidLookups terms whose question found nothing
 * @param dnsQuestions different questions to the DNS
 */
public record SpfCost(int dnsTerms, int voidLookups, int dnsQuestions) {
    /**
     * What has gone between two counts.
     *
     * @param earlier the earlier count
     * @return the difference
     */
    public SpfCost minus(SpfCost earlier) {
        return new SpfCost(
                dnsTerms - earlier.dnsTerms, voidLookups - earlier.voidLookups, dnsQuestions - earlier.dnsQuestions);
    }

    @Override
    public String toString() {
        return "terms " + dnsTerms + ", void " + voidLookups + ", questions " + dnsQuestions;
    }
}
